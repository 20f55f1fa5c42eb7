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
  const due = await db
    .selectFrom('outbox')
    .select((eb) => ['userId', eb.fn.min('id').as('id')])
    .where('sentAt', 'is', null)
    .where('droppedAt', 'is', null)
    .groupBy('userId')
    .having((eb) => eb(eb.fn.min('nextTryAt'), '<=', now))
    .orderBy('id')
    .limit(limit)
    .execute()
  if (due.length === 0) return []
  const ids = due.map((row) => row.id)
  const leased = await db
    .updateTable('outbox')
    .set({ leasedUntil })
    .where('id', 'in', ids)
    .where('nextTryAt', '<=', now)
    .where('sentAt', 'is', null)
    .where((eb) => eb.or([eb('leasedUntil', 'is', null), eb('leasedUntil', '<=', now)]))
    .returningAll()
    .execute()
  return leased.sort((a, b) => a.id - b.id)
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
  const rows = await db
    .selectFrom('outbox')
    .select(['userId', 'nextTryAt', 'leasedUntil'])
    .where('sentAt', 'is', null)
    .where('droppedAt', 'is', null)
    .where((eb) =>
      eb(
        'id',
        '=',
        eb
          .selectFrom('outbox as first')
          .select((inner) => inner.fn.min('first.id').as('id'))
          .whereRef('first.userId', '=', 'outbox.userId')
          .where('first.sentAt', 'is', null)
          .where('first.droppedAt', 'is', null)
          .$castTo<number>(),
      ),
    )
    .execute()
  const times = rows.map((row) => Math.max(row.nextTryAt, row.leasedUntil ?? 0))
  return times.length > 0 ? Math.min(...times) : null
}

/** Which of these keys are written already. */
export async function noticeKeysThere(db: Db, keys: readonly string[]): Promise<Set<string>> {
  if (keys.length === 0) return new Set()
  const rows = await db.selectFrom('outbox').select('key').where('key', 'in', keys).execute()
  return new Set(rows.map((row) => row.key))
}
