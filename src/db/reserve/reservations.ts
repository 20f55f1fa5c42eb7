import type { Insertable } from 'kysely'
import { liveAt } from '#db/catalog/stock.ts'
import type { Db, Schema } from '#db/schema/schema.ts'
import type { Reservation } from '#domain/reserve/reservations.ts'

const columns = [
  'reservations.id',
  'reservations.invoiceId',
  'reservations.lineId',
  'reservations.productId',
  'reservations.warehouseId',
  'reservations.quantity',
  'reservations.reservedBy',
  'reservations.reservedAt',
  'reservations.untilAt',
  'reservations.protectedAt',
  'reservations.releasedAt',
  'reservations.shippedAt',
  'reservations.shipmentId',
] as const

/** All rows of an invoice, ended ones too. */
export function reservationsOf(db: Db, invoiceId: number): Promise<Reservation[]> {
  return db.selectFrom('reservations').select(columns).where('invoiceId', '=', invoiceId).orderBy('id').execute()
}

export interface InvoiceReserve {
  invoiceId: number
  invoiceNumber: number
  quantity: number
  /** The first end of its rows; null if all are protected. */
  untilAt: number | null
}

/** A company's live reservations at `now`, per invoice, the soonest to end first. */
export async function companyReserves(db: Db, companyId: number, now: number): Promise<InvoiceReserve[]> {
  const rows = await db
    .selectFrom('reservations')
    .innerJoin('invoices', 'invoices.id', 'reservations.invoiceId')
    .select(['reservations.invoiceId', 'invoices.number as invoiceNumber', 'reservations.quantity'])
    .select(['reservations.untilAt', 'reservations.protectedAt'])
    .where('invoices.companyId', '=', companyId)
    .where(liveAt(now))
    .orderBy('invoices.number')
    .execute()
  const reserves = new Map<number, InvoiceReserve>()
  for (const row of rows) {
    const reserve = reserves.get(row.invoiceId) ?? {
      invoiceId: row.invoiceId,
      invoiceNumber: row.invoiceNumber,
      quantity: 0,
      untilAt: null,
    }
    reserve.quantity += row.quantity
    if (row.protectedAt === null) reserve.untilAt = Math.min(reserve.untilAt ?? row.untilAt, row.untilAt)
    reserves.set(row.invoiceId, reserve)
  }
  const end = (reserve: InvoiceReserve) => reserve.untilAt ?? Number.POSITIVE_INFINITY
  return [...reserves.values()].sort((a, b) => (end(a) === end(b) ? 0 : end(a) - end(b)))
}

export async function addReservations(db: Db, rows: readonly Insertable<Schema['reservations']>[]): Promise<void> {
  if (rows.length > 0) await db.insertInto('reservations').values(rows).execute()
}

/** Guarded: only rows that are still open; answers the number of released pieces. */
export async function releaseRows(db: Db, ids: readonly number[], at: number, by: number | null): Promise<number> {
  if (ids.length === 0) return 0
  const released = await db
    .updateTable('reservations')
    .set({ releasedAt: at, releasedBy: by })
    .where('id', 'in', ids)
    .where('releasedAt', 'is', null)
    .where('shippedAt', 'is', null)
    .returning('quantity')
    .execute()
  return released.reduce((sum, row) => sum + row.quantity, 0)
}

/** Ends the clock for live rows; rows that have ended stay ended. */
export async function protectRows(
  db: Db,
  rows: { invoiceId: number } | { shipmentId: number },
  now: number,
): Promise<void> {
  await db
    .updateTable('reservations')
    .set({ protectedAt: now })
    .where(liveAt(now))
    .where('protectedAt', 'is', null)
    .$if('invoiceId' in rows, (query) => query.where('invoiceId', '=', (rows as { invoiceId: number }).invoiceId))
    .$if('shipmentId' in rows, (query) => query.where('shipmentId', '=', (rows as { shipmentId: number }).shipmentId))
    .execute()
}

/** Binds rows to a shipment request, or (null) frees them from it. */
export async function bindRows(db: Db, ids: readonly number[], shipmentId: number | null): Promise<void> {
  if (ids.length > 0) await db.updateTable('reservations').set({ shipmentId }).where('id', 'in', ids).execute()
}

/** Splits `quantity` pieces off a row into a new row that is otherwise the same; answers the new row's id. */
export async function splitRow(db: Db, id: number, quantity: number): Promise<number> {
  const { id: _, ...row } = await db
    .selectFrom('reservations')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  await db
    .updateTable('reservations')
    .set({ quantity: row.quantity - quantity })
    .where('id', '=', id)
    .execute()
  const added = await db
    .insertInto('reservations')
    .values({ ...row, quantity })
    .returning('id')
    .executeTakeFirstOrThrow()
  return added.id
}

/** Guarded: only rows that are open; answers the rows that were shipped. */
export function shipRows(db: Db, shipmentId: number, at: number): Promise<Reservation[]> {
  return db
    .updateTable('reservations')
    .set({ shippedAt: at })
    .where('shipmentId', '=', shipmentId)
    .where('releasedAt', 'is', null)
    .where('shippedAt', 'is', null)
    .returning(columns)
    .execute()
}

/** Removes the protection of rows and gives them the time that was left when it began. */
export async function unprotectRows(db: Db, rows: readonly Reservation[], now: number): Promise<void> {
  for (const row of rows) {
    const untilAt = now + (row.untilAt - (row.protectedAt ?? now))
    await db.updateTable('reservations').set({ protectedAt: null, untilAt }).where('id', '=', row.id).execute()
  }
}

/** Moves the ends of rows by `byMs`: later, or earlier if it is negative. */
export async function shiftEnds(db: Db, rows: readonly Reservation[], byMs: number): Promise<void> {
  if (rows.length === 0) return
  await db
    .updateTable('reservations')
    .set((eb) => ({ untilAt: eb('untilAt', '+', byMs) }))
    .where(
      'id',
      'in',
      rows.map((row) => row.id),
    )
    .execute()
}
