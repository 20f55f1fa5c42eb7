import type { Db } from './schema.ts'

/** Invoices with rows whose time has run out by `asOf` and that nothing protects, the longest overdue first. */
export async function invoicesToRelease(db: Db, asOf: number, limit: number): Promise<number[]> {
  const rows = await db
    .selectFrom('reservations')
    .select((eb) => ['invoiceId', eb.fn.min('untilAt').as('first')])
    .where('releasedAt', 'is', null)
    .where('shippedAt', 'is', null)
    .where('protectedAt', 'is', null)
    .where('untilAt', '<=', asOf)
    .groupBy('invoiceId')
    .orderBy('first')
    .limit(limit)
    .execute()
  return rows.map((row) => row.invoiceId)
}

/** Releases what ran out on an invoice; its own `where` tests protection once more. Answers who held what. */
export function releaseExpired(
  db: Db,
  invoiceId: number,
  now: number,
): Promise<{ id: number; reservedBy: number; quantity: number; untilAt: number }[]> {
  return db
    .updateTable('reservations')
    .set({ releasedAt: now, releasedBy: null })
    .where('invoiceId', '=', invoiceId)
    .where('releasedAt', 'is', null)
    .where('shippedAt', 'is', null)
    .where('protectedAt', 'is', null)
    .where('untilAt', '<=', now)
    .returning(['id', 'reservedBy', 'quantity', 'untilAt'])
    .execute()
}

/** Per invoice the first end of unprotected rows after `now` and before `before`. */
export async function endingSoon(
  db: Db,
  now: number,
  before: number,
): Promise<{ invoiceId: number; untilAt: number; reservedBy: number }[]> {
  const rows = await db
    .selectFrom('reservations')
    .select(['invoiceId', 'untilAt', 'reservedBy'])
    .where('releasedAt', 'is', null)
    .where('shippedAt', 'is', null)
    .where('protectedAt', 'is', null)
    .where('untilAt', '>', now)
    .where('untilAt', '<=', before)
    .orderBy('untilAt')
    .orderBy('id')
    .execute()
  const first = new Map<number, (typeof rows)[number]>()
  for (const row of rows) if (!first.has(row.invoiceId)) first.set(row.invoiceId, row)
  return [...first.values()]
}

/** When the clock ends the next row; null: never. */
export async function nextEnd(db: Db): Promise<number | null> {
  const row = await db
    .selectFrom('reservations')
    .select('untilAt')
    .where('releasedAt', 'is', null)
    .where('shippedAt', 'is', null)
    .where('protectedAt', 'is', null)
    .orderBy('untilAt')
    .limit(1)
    .executeTakeFirst()
  return row?.untilAt ?? null
}
