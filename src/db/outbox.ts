import type { Insertable, Selectable } from 'kysely'
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

/** Leases the oldest due notices until `leasedUntil`; a lease that ran out (a crash) is taken over. One per person, so that order is kept. */
export async function leaseNotices(db: Db, now: number, leasedUntil: number, limit: number): Promise<OutboxRow[]> {
  const ids = await waiting(db)
    .select('outbox.id')
    .where('outbox.nextTryAt', '<=', now)
    .where((eb) => eb.or([eb('outbox.leasedUntil', 'is', null), eb('outbox.leasedUntil', '<=', now)]))
    .orderBy('outbox.id')
    .limit(limit)
    .execute()
  if (ids.length === 0) return []
  const leased = await db
    .updateTable('outbox')
    .set({ leasedUntil })
    .where(
      'id',
      'in',
      ids.map((row) => row.id),
    )
    .where('sentAt', 'is', null)
    .where((eb) => eb.or([eb('leasedUntil', 'is', null), eb('leasedUntil', '<=', now)]))
    .returningAll()
    .execute()
  return leased.sort((a, b) => a.id - b.id)
}

/** The first unsent notice of each person: the others wait behind it, so that order is kept. */
function waiting(db: Db) {
  return db
    .selectFrom('outbox')
    .where('outbox.sentAt', 'is', null)
    .where('outbox.droppedAt', 'is', null)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('outbox as before')
            .select('before.id')
            .whereRef('before.userId', '=', 'outbox.userId')
            .whereRef('before.id', '<', 'outbox.id')
            .where('before.sentAt', 'is', null)
            .where('before.droppedAt', 'is', null),
        ),
      ),
    )
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
export async function nextNoticeTime(db: Db): Promise<number | null> {
  const rows = await waiting(db).select(['outbox.nextTryAt', 'outbox.leasedUntil']).execute()
  const times = rows.map((row) => Math.max(row.nextTryAt, row.leasedUntil ?? 0))
  return times.length > 0 ? Math.min(...times) : null
}

/** Which of these keys are written already. */
export async function noticeKeysThere(db: Db, keys: readonly string[]): Promise<Set<string>> {
  if (keys.length === 0) return new Set()
  const rows = await db.selectFrom('outbox').select('key').where('key', 'in', keys).execute()
  return new Set(rows.map((row) => row.key))
}
