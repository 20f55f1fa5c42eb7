import { type Insertable, type Selectable, type SelectQueryBuilder, sql } from 'kysely'
import { isPostgres } from '#db/engine/ddl.ts'
import type { Db, Schema } from '#db/schema/schema.ts'

export type OutboxRow = Selectable<Schema['outbox']>

/** Adds notices; a notice whose key exists is ignored. */
export async function addNotices(db: Db, rows: readonly Insertable<Schema['outbox']>[]): Promise<void> {
  if (rows.length === 0) return
  await db
    .insertInto('outbox')
    .values(rows)
    .onConflict((conflict) => conflict.column('key').doNothing())
    .execute()
}

/** A sender that crashed while holding a lease may already have sent the notice. */
const SENDER_DIED = 'uncertain: the sender stopped before it knew'

/**
 * Leases the oldest due notices until `leasedUntil`, one per person, so that their order holds. `flying` are excluded:
 * this process is sending them, even if its clock has leapt. A lease that ran out is taken over and marked.
 */
export async function leaseNotices(
  db: Db,
  now: number,
  leasedUntil: number,
  limit: number,
  flying: readonly number[] = [],
): Promise<OutboxRow[]> {
  let due = heads(db)
    .where('nextTryAt', '<=', now)
    .where((eb) => eb.or([eb('leasedUntil', 'is', null), eb('leasedUntil', '<=', now)]))
  if (flying.length > 0) due = due.where('id', 'not in', flying)
  const ids = await due.select('id').orderBy('id').limit(limit).execute()
  if (ids.length === 0) return []
  const leased = await db
    .updateTable('outbox')
    .set((eb) => ({
      leasedUntil,
      attempts: eb
        .case()
        .when('leasedUntil', 'is', null)
        .then(eb.ref('attempts'))
        .else(eb('attempts', '+', 1))
        .end(),
      failure: eb.case().when('leasedUntil', 'is', null).then(eb.ref('failure')).else(SENDER_DIED).end(),
    }))
    .where(
      'id',
      'in',
      ids.map((row) => row.id),
    )
    .where('sentAt', 'is', null)
    .where('droppedAt', 'is', null)
    .where((eb) => eb.or([eb('leasedUntil', 'is', null), eb('leasedUntil', '<=', now)]))
    .returningAll()
    .execute()
  return leased.sort((a, b) => a.id - b.id)
}

/** Ends every lease at once: if a single process has just started, all leases belong to dead ones. */
export async function endLeases(db: Db): Promise<void> {
  await db
    .updateTable('outbox')
    .set((eb) => ({ leasedUntil: null, failure: SENDER_DIED, attempts: eb('attempts', '+', 1) }))
    .where('leasedUntil', 'is not', null)
    .where('sentAt', 'is', null)
    .where('droppedAt', 'is', null)
    .execute()
}

interface Head {
  id: number
  nextTryAt: number
  leasedUntil: number | null
}

/**
 * The first waiting notice of each person: the others wait behind it. Each dialect has its own way of taking the first
 * of a group in one pass over the index `outbox_waiting`; a query that both understand takes twenty times as long.
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

/** The instant at which the next notice can be sent; null: none waits. */
export async function nextNoticeTime(db: Db): Promise<number | null> {
  const row = await heads(db)
    .select((eb) =>
      eb.fn
        .min<number | null>(
          eb
            .case()
            .when('leasedUntil', '>', eb.ref('nextTryAt'))
            .then(eb.ref('leasedUntil'))
            .else(eb.ref('nextTryAt'))
            .end(),
        )
        .as('at'),
    )
    .executeTakeFirst()
  return row?.at ?? null
}

/** The number of notices that were given up since then, though they were still true. */
export async function countDropped(db: Db, since: number): Promise<number> {
  const row = await db
    .selectFrom('outbox')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('droppedAt', '>=', since)
    .where('failure', '!=', 'obsolete')
    .executeTakeFirstOrThrow()
  return Number(row.count)
}
