import { type RawBuilder, sql } from 'kysely'
import type { Db, Schema } from '#db/schema/schema.ts'
import { limits } from '#domain/limits.ts'
import { noticeLimits } from '#domain/notices/limits.ts'
import type { KeepForMs } from '#domain/retention.ts'
import { days } from '#domain/time.ts'
import { forgetVisitors, onlyLookedIn } from './visitors.ts'

/** Kinds of rows that are deleted once they are old enough, personal data first. */
export const retainedKinds = [
  'refusals',
  'unfinished',
  'forms',
  'invitations',
  'visitors',
  'drafts',
  'lists',
  'offers',
  'setAside',
  'carts',
  'watches',
  'notices',
  'operations',
  'auditEntries',
] as const
export type RetainedKind = (typeof retainedKinds)[number]

interface RetentionRule {
  table: keyof Schema
  /** The rows that may be deleted; absent: all. */
  which?: RawBuilder<unknown>
  /** The column with the instant from which the age of a row counts. */
  at: string
  key: string
  /** Keys grow with time: no index by time is needed. */
  inOrder?: true
  setting: keyof KeepForMs
  /** The shortest lifetime, whatever the setting, ms. */
  least?: number
  /** Rows per transaction. */
  atOnce?: number
}

/** For rows that have many lines. */
const few = limits.forgottenListsAtOnce

export const retentionRules: Record<RetainedKind, RetentionRule> = {
  refusals: {
    table: 'registrations',
    which: sql`refused_at is not null`,
    at: 'refusedAt',
    key: 'userId',
    setting: 'refusals',
  },
  unfinished: {
    table: 'registrations',
    which: sql`submitted_at is null and refused_at is null`,
    at: 'changedAt',
    key: 'userId',
    setting: 'refusals',
  },
  forms: { table: 'conversationStates', at: 'updatedAt', key: 'key', setting: 'refusals' },
  // Used or not: an expired link opens nothing.
  invitations: { table: 'invitations', at: 'expiresAt', key: 'id', inOrder: true, setting: 'refusals' },
  visitors: { table: 'users', which: onlyLookedIn, at: 'seenAt', key: 'id', setting: 'visitors' },
  drafts: { table: 'shipmentDrafts', which: sql`filed_at is null`, at: 'createdAt', key: 'id', setting: 'lists' },
  lists: { table: 'quickOrders', at: 'createdAt', key: 'id', inOrder: true, setting: 'lists', atOnce: few },
  offers: { table: 'offeredLists', at: 'offeredAt', key: 'id', inOrder: true, setting: 'lists', atOnce: few },
  setAside: {
    table: 'setAsideUpdates',
    which: sql`answered_at is not null`,
    at: 'setAsideAt',
    key: 'id',
    inOrder: true,
    setting: 'lists',
  },
  carts: {
    table: 'carts',
    which: sql`closed_at is not null and has_lines = 1`,
    at: 'closedAt',
    key: 'id',
    setting: 'lists',
    atOnce: few,
  },
  // Until then its notice may still be sent, or be dropped and put the person back into the line.
  watches: {
    table: 'stockWatches',
    which: sql`told_at is not null`,
    at: 'toldAt',
    key: 'id',
    setting: 'notices',
    least: noticeLimits.dropNoticeAfterMs,
  },
  notices: {
    table: 'outbox',
    which: sql`(sent_at is not null or dropped_at is not null)`,
    at: 'createdAt',
    key: 'id',
    inOrder: true,
    setting: 'notices',
  },
  // Telegram may deliver an update again for a day.
  operations: { table: 'operations', at: 'at', key: 'key', setting: 'operations', least: days(2) },
  auditEntries: { table: 'auditTrail', at: 'at', key: 'id', inOrder: true, setting: 'auditEntries' },
}

function oldest(what: RetainedKind, columns: RawBuilder<unknown>, limit: number, before?: number): RawBuilder<unknown> {
  const { table, which = sql`true`, at, key, inOrder } = retentionRules[what]
  // With a condition on age, a walk in the order of keys would scan the whole table to find nothing.
  const old = before === undefined || inOrder ? sql`true` : sql`${sql.ref(at)} <= ${before}`
  return sql`select ${columns} from ${sql.table(table)} where ${which} and ${old}
    order by ${sql.ref(inOrder ? key : at)} limit ${sql.lit(limit)}`
}

/** The instant of the oldest row of each kind, ms; a kind without rows is absent. */
export async function oldestRetained(db: Db): Promise<{ what: RetainedKind; at: number }[]> {
  const firsts = retainedKinds.map(
    (what) => sql`select ${sql.lit(what)} as what, at from (
      ${oldest(what, sql`${sql.ref(retentionRules[what].at)} as at`, 1)}) as first`,
  )
  return (await sql<{ what: RetainedKind; at: number }>`${sql.join(firsts, sql` union all `)}`.execute(db)).rows
}

/** Deletes at most `limit` rows that are as old as `before`, the oldest first; answers their number. */
export async function forget(db: Db, what: RetainedKind, before: number, limit: number): Promise<number> {
  const { table, which = sql`true`, at, key } = retentionRules[what]
  const columns = sql`${sql.ref(key)} as key, ${sql.ref(at)} as at`
  const { rows } = await sql<{ key: number | string; at: number }>`${oldest(what, columns, limit, before)}`.execute(db)
  const keys = rows.filter((row) => row.at <= before).map((row) => row.key)
  if (keys.length === 0) return 0
  const ids = keys as number[]
  if (what === 'visitors') return forgetVisitors(db, ids, before)
  if (what === 'carts') {
    await db.deleteFrom('cartLines').where('cartId', 'in', ids).execute()
    await db.updateTable('carts').set({ hasLines: 0 }).where('id', 'in', ids).execute()
    return ids.length
  }
  if (what === 'lists') await db.deleteFrom('quickOrderLines').where('orderId', 'in', ids).execute()
  // Rows that changed since the read stay.
  await sql`delete from ${sql.table(table)} where ${sql.ref(key)} in (${sql.join(keys)}) and ${which}
    and ${sql.ref(at)} <= ${before}`.execute(db)
  return keys.length
}
