import { sql } from 'kysely'
import type { Db } from '#db/schema/schema.ts'
import type { WarningStep } from '#domain/reserve/reservations.ts'

/** Rows that the clock will end: neither ended nor protected. */
const runs = sql<boolean>`(reservations.released_at is null and reservations.shipped_at is null
  and reservations.protected_at is null)`

/** Invoices with unprotected rows whose time has run out by `asOf`, the longest overdue first. */
export async function invoicesToRelease(db: Db, asOf: number, limit: number): Promise<number[]> {
  const rows = await db
    .selectFrom('reservations')
    .select((eb) => ['invoiceId', eb.fn.min('untilAt').as('first')])
    .where(runs)
    .where('untilAt', '<=', asOf)
    .groupBy('invoiceId')
    .orderBy('first')
    .limit(limit)
    .execute()
  return rows.map((row) => row.invoiceId)
}

/** Invoices with expired rows of some of these goods: their rows of other goods have ended too. */
export async function runOut(db: Db, productIds: readonly number[], now: number): Promise<number[]> {
  if (productIds.length === 0) return []
  const rows = await db
    .selectFrom('reservations')
    .select('invoiceId')
    .distinct()
    .where('productId', 'in', productIds)
    .where(runs)
    .where('untilAt', '<=', now)
    .execute()
  return rows.map((row) => row.invoiceId)
}

export interface Released {
  id: number
  invoiceId: number
  reservedBy: number
  quantity: number
  untilAt: number
}

/** Releases expired rows of these invoices; its own `where` tests protection once more. Answers the released rows. */
export function releaseExpired(db: Db, invoiceIds: readonly number[], now: number): Promise<Released[]> {
  if (invoiceIds.length === 0) return Promise.resolve([])
  return db
    .updateTable('reservations')
    .set({ releasedAt: now, releasedBy: null })
    .where('invoiceId', 'in', invoiceIds)
    .where(runs)
    .where('untilAt', '<=', now)
    .returning(['id', 'invoiceId', 'reservedBy', 'quantity', 'untilAt'])
    .execute()
}

export interface Ending {
  invoiceId: number
  companyId: number
  untilAt: number
  reservedBy: number
}

/** Rows that run at `now`, the soonest to end first; the first row of an invoice stands for all. */
function endings(db: Db, now: number) {
  return db
    .selectFrom('reservations')
    .innerJoin('invoices', 'invoices.id', 'reservations.invoiceId')
    .select(['reservations.invoiceId', 'invoices.companyId', 'reservations.untilAt', 'reservations.reservedBy'])
    .where(runs)
    .where('reservations.untilAt', '>', now)
    .where(
      sql<boolean>`not exists (select 1 from reservations as sooner where sooner.invoice_id = reservations.invoice_id
        and sooner.released_at is null and sooner.shipped_at is null and sooner.protected_at is null
        and sooner.until_at > ${now} and (sooner.until_at, sooner.id) < (reservations.until_at, reservations.id))`,
    )
    .orderBy('reservations.untilAt')
    .orderBy('reservations.id')
}

/** The first end per invoice of rows that run, after `now` and up to `before`. */
export function endingSoon(db: Db, now: number, before: number): Promise<Ending[]> {
  return endings(db, now).where('reservations.untilAt', '<=', before).execute()
}

/** Endings for which a warning of these steps fell due and was not written yet. */
export function unwarned(db: Db, now: number, steps: readonly WarningStep[], limit: number): Promise<Ending[]> {
  if (steps.length === 0) return Promise.resolve([])
  return endings(db, now)
    .where('reservations.untilAt', '<=', now + Math.max(...steps.map((step) => step.before)))
    .where((eb) =>
      eb.or(
        steps.map(({ before, slack }) =>
          eb.and([
            eb('reservations.untilAt', '<=', now + before),
            eb.or([
              eb('reservations.warnedFor', 'is', null),
              eb('reservations.warnedFor', '<', eb('reservations.untilAt', '-', before + slack)),
            ]),
          ]),
        ),
      ),
    )
    .limit(limit)
    .execute()
}

/** Marks the warning due `before` the end as written, for all rows of these invoices that end within it. */
export async function markWarned(db: Db, invoiceIds: readonly number[], before: number, now: number): Promise<void> {
  await db
    .updateTable('reservations')
    .set((eb) => ({ warnedFor: eb('untilAt', '-', before) }))
    .where('invoiceId', 'in', invoiceIds)
    .where(runs)
    .where('untilAt', '>', now)
    .where('untilAt', '<=', now + before)
    .execute()
}

/** The instant at which the clock ends the next row after `after`; null: never. */
export async function nextEnd(db: Db, after = Number.NEGATIVE_INFINITY): Promise<number | null> {
  const row = await db
    .selectFrom('reservations')
    .select('untilAt')
    .where(runs)
    .$if(Number.isFinite(after), (query) => query.where('untilAt', '>', after))
    .orderBy('untilAt')
    .limit(1)
    .executeTakeFirst()
  return row?.untilAt ?? null
}
