import { type Insertable, type Selectable, type SelectQueryBuilder, sql } from 'kysely'
import { isPostgres } from './ddl.ts'
import type { Db, Schema } from './schema.ts'

export type OutboxRow = Selectable<Schema['outbox']>

/** Writes notices; one whose key is there already is not written again. */
export async function addNotices(db: Db, rows: readonly Insertable<Schema['outbox']>[]): Promise<void> {
  if (rows.length === 0) return
  await db
    .insertInto('outbox')
    .values(rows)
    .onConflict((conflict) => conflict.column('key').doNothing())
    .execute()
}

export interface LeaseOptions {
  /** The first look of a process: on SQLite, which serves one, whoever held a lease is dead. */
  isFirst?: boolean
  /** On their way at this moment in this process, however its clock has leapt. */
  flying?: readonly number[]
}

/**
 * Leases the oldest due notices until `leasedUntil`, one per person, so that order is kept. A lease that ran out is
 * taken over and marked: whoever died with it may have sent the notice.
 */
export async function leaseNotices(
  db: Db,
  now: number,
  leasedUntil: number,
  limit: number,
  { isFirst, flying = [] }: LeaseOptions = {},
): Promise<OutboxRow[]> {
  const staleAt = isFirst && !isPostgres(db) ? Number.MAX_SAFE_INTEGER : now
  let due = heads(db)
    .where('nextTryAt', '<=', now)
    .where((eb) => eb.or([eb('leasedUntil', 'is', null), eb('leasedUntil', '<=', staleAt)]))
  if (flying.length > 0) due = due.where('id', 'not in', flying)
  const ids = await due.select('id').orderBy('id').limit(limit).execute()
  if (ids.length === 0) return []
  const leased = await db
    .updateTable('outbox')
    .set((eb) => ({
      leasedUntil,
      failure: eb
        .case()
        .when('leasedUntil', 'is', null)
        .then(eb.ref('failure'))
        .else('uncertain: the sender stopped before it knew')
        .end(),
    }))
    .where(
      'id',
      'in',
      ids.map((row) => row.id),
    )
    .where('sentAt', 'is', null)
    .where('droppedAt', 'is', null)
    .where((eb) => eb.or([eb('leasedUntil', 'is', null), eb('leasedUntil', '<=', staleAt)]))
    .returningAll()
    .execute()
  return leased.sort((a, b) => a.id - b.id)
}

interface Head {
  id: number
  nextTryAt: number
  leasedUntil: number | null
}

/**
 * The first waiting notice of each person: the others wait behind it. Each dialect has its own way of taking the first
 * of a group in one pass over the index `outbox_waiting`; what both understand reads twenty times as long.
 */
function heads(db: Db): SelectQueryBuilder<{ head: Head }, 'head', object> {
  const firsts = isPostgres(db)
    ? sql<Head>`(select distinct on (user_id) id, next_try_at, leased_until from outbox
        where sent_at is null and dropped_at is null order by user_id, id)`
    : sql<Head>`(select min(id) as id, next_try_at, leased_until from outbox
        where sent_at is null and dropped_at is null group by user_id)`
  return db.selectFrom(firsts.as('head'))
}

export async function settleNotice(
  db: Db,
  id: number,
  change: Partial<Pick<OutboxRow, 'sentAt' | 'messageId' | 'droppedAt' | 'failure' | 'nextTryAt' | 'attempts'>>,
): Promise<void> {
  await db
    .updateTable('outbox')
    .set({ ...change, leasedUntil: null })
    .where('id', '=', id)
    .execute()
}

/** When the next notice can be sent; null: none waits. */
export async function nextNoticeTime(db: Db, { isFirst }: LeaseOptions = {}): Promise<number | null> {
  const ignoresLeases = isFirst && !isPostgres(db)
  const row = await heads(db)
    .select((eb) =>
      eb.fn
        .min<number | null>(
          eb
            .case()
            .when(ignoresLeases ? sql<boolean>`1 = 0` : eb('leasedUntil', '>', eb.ref('nextTryAt')))
            .then(eb.ref('leasedUntil'))
            .else(eb.ref('nextTryAt'))
            .end(),
        )
        .as('at'),
    )
    .executeTakeFirst()
  return row?.at ?? null
}

/** How many notices were given up since then, though they were still true. */
export async function countDropped(db: Db, since: number): Promise<number> {
  const row = await db
    .selectFrom('outbox')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('droppedAt', '>=', since)
    .where('failure', '!=', 'obsolete')
    .executeTakeFirstOrThrow()
  return Number(row.count)
}

/** Which of these keys are written already. */
export async function noticeKeysThere(db: Db, keys: readonly string[]): Promise<Set<string>> {
  if (keys.length === 0) return new Set()
  const rows = await db.selectFrom('outbox').select('key').where('key', 'in', keys).execute()
  return new Set(rows.map((row) => row.key))
}
