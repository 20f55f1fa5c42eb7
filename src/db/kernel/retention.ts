import { type RawBuilder, sql } from 'kysely'
import type { Db, Schema } from '#db/schema/schema.ts'
import { limits } from '#domain/limits.ts'
import { noticeLimits } from '#domain/notices/limits.ts'
import type { KeepForMs } from '#domain/retention.ts'
import { days } from '#domain/time.ts'
import { forgetVisitors, onlyLookedIn } from './visitors.ts'

/** What is deleted once it is old enough, personal data first. */
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
  /** Which of its rows may go; absent: all. */
  which?: RawBuilder<unknown>
  /** The column that says since when a row is kept. */
  at: string
  key: string
  /** Rows are written in the order of their keys: no index by time is needed. */
  inOrder?: true
  setting: keyof KeepForMs
  /** Never kept shorter, whatever the setting says, ms. */
  least?: number
  /** How many go in one transaction. */
  atOnce?: number
}

/** Rows that have many lines. */
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
  // Used or not: a link that has run out opens nothing.
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
  // Until then its notice may still be sent, or come to nothing and put the person back into the line.
  watches: {
    table: 'stockWatches',
    which: sql`told_at is not null`,
    at: 'toldAt',
    key: 'id',
    setting: 'notices',
    least: noticeLimits.dropNoticeAfterMs,
  },
  // Sent, or given up.
  notices: {
    table: 'outbox',
    which: sql`(sent_at is not null or dropped_at is not null)`,
    at: 'createdAt',
    key: 'id',
    inOrder: true,
    setting: 'notices',
  },
  // Telegram may give an update again for a day.
  operations: { table: 'operations', at: 'at', key: 'key', setting: 'operations', least: days(2) },
  auditEntries: { table: 'auditTrail', at: 'at', key: 'id', inOrder: true, setting: 'auditEntries' },
}

function oldest(what: RetainedKind, columns: RawBuilder<unknown>, limit: number, before?: number): RawBuilder<unknown> {
  const { table, which = sql`true`, at, key, inOrder } = retentionRules[what]
  // With an age to look for, a walk in the order of keys would go through the whole table to find nothing.
  const old = before === undefined || inOrder ? sql`true` : sql`${sql.ref(at)} <= ${before}`
  return sql`select ${columns} from ${sql.table(table)} where ${which} and ${old}
    order by ${sql.ref(inOrder ? key : at)} limit ${sql.lit(limit)}`
}

/** Since when the oldest of each kind is kept, ms; a kind that has none is absent. */
export async function oldestRetained(db: Db): Promise<{ what: RetainedKind; at: number }[]> {
  const firsts = retainedKinds.map(
    (what) => sql`select ${sql.lit(what)} as what, at from (
      ${oldest(what, sql`${sql.ref(retentionRules[what].at)} as at`, 1)}) as first`,
  )
  return (await sql<{ what: RetainedKind; at: number }>`${sql.join(firsts, sql` union all `)}`.execute(db)).rows
}

/** Takes away at most `limit` of these that are as old as `before`, the oldest first; answers how many. */
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
  // What has changed since it was read stays.
  await sql`delete from ${sql.table(table)} where ${sql.ref(key)} in (${sql.join(keys)}) and ${which}
    and ${sql.ref(at)} <= ${before}`.execute(db)
  return keys.length
}
