import { type Insertable, sql } from 'kysely'
import { liveAt } from '#db/catalog/stock.ts'
import { isPostgres } from '#db/engine/ddl.ts'
import type { Db, Schema } from '#db/schema/schema.ts'
import type { Invoice, InvoiceLine } from '#domain/orders/invoices.ts'

/** The paid sum is always counted from the allocations, never stored. */
const paid = sql<number>`(select cast(coalesce(sum(amount_kopecks), 0) as bigint) from allocations
  where allocations.invoice_id = invoices.id)`

function invoices(db: Db) {
  return db
    .selectFrom('invoices')
    .select(['id', 'number', 'companyId', 'createdBy', 'createdAt', 'payBy', 'totalKopecks', 'vatKopecks'])
    .select(['vatIncluded', 'cancelledAt', paid.as('paidKopecks')])
}

function toInvoice(row: Omit<Invoice, 'vatIncluded'> & { vatIncluded: number }): Invoice {
  return { ...row, vatIncluded: row.vatIncluded === 1 }
}

export async function findInvoice(db: Db, id: number): Promise<Invoice | undefined> {
  const row = await invoices(db).where('id', '=', id).executeTakeFirst()
  return row && toInvoice(row)
}

export async function findInvoiceByNumber(db: Db, number: number): Promise<Invoice | undefined> {
  const row = await invoices(db).where('number', '=', number).executeTakeFirst()
  return row && toInvoice(row)
}

export async function findInvoiceOfCart(db: Db, cartId: number): Promise<Invoice | undefined> {
  const row = await invoices(db).where('cartId', '=', cartId).executeTakeFirst()
  return row && toInvoice(row)
}

/** Locked until the transaction ends: reserving, paying, releasing and cancelling one invoice come one after another. */
export async function lockInvoice(db: Db, id: number): Promise<Invoice | undefined> {
  await lockInvoices(db, [id])
  return findInvoice(db, id)
}

/** Locks many in the order of their ids, so that two transactions never wait for each other. */
export async function lockInvoices(db: Db, ids: readonly number[]): Promise<void> {
  if (!isPostgres(db) || ids.length === 0) return
  await db.selectFrom('invoices').select('id').where('id', 'in', ids).orderBy('id').forUpdate().execute()
}

/** The goods on these invoices, each once. */
export async function invoicedProducts(db: Db, invoiceIds: readonly number[]): Promise<number[]> {
  if (invoiceIds.length === 0) return []
  const rows = await db
    .selectFrom('invoiceLines')
    .select('productId')
    .distinct()
    .where('invoiceId', 'in', invoiceIds)
    .execute()
  return rows.map((row) => row.productId)
}

/** The company of each of these invoices. */
export async function companiesOf(db: Db, invoiceIds: readonly number[]): Promise<Map<number, number>> {
  if (invoiceIds.length === 0) return new Map()
  const rows = await db.selectFrom('invoices').select(['id', 'companyId']).where('id', 'in', invoiceIds).execute()
  return new Map(rows.map((row) => [row.id, row.companyId]))
}

/** A company's invoices, the newest first. */
export async function listInvoices(db: Db, companyId: number): Promise<Invoice[]> {
  const rows = await invoices(db).where('companyId', '=', companyId).orderBy('number', 'desc').execute()
  return rows.map(toInvoice)
}

/** Those of a company's invoices with pieces in live rows at `now`, and those with pieces shipped. */
export async function reservedAndShipped(
  db: Db,
  companyId: number,
  now: number,
): Promise<{ reserved: Set<number>; shipped: Set<number> }> {
  const rows = await db
    .selectFrom('reservations')
    .innerJoin('invoices', 'invoices.id', 'reservations.invoiceId')
    .select(['reservations.invoiceId', 'reservations.shippedAt'])
    .distinct()
    .where('invoices.companyId', '=', companyId)
    .where((eb) => eb.or([liveAt(now), eb('reservations.shippedAt', 'is not', null)]))
    .execute()
  const idsOf = (isShipped: boolean) =>
    new Set(rows.filter(({ shippedAt }) => (shippedAt !== null) === isShipped).map(({ invoiceId }) => invoiceId))
  return { reserved: idsOf(false), shipped: idsOf(true) }
}

/** A company's invoices with this product that are not cancelled, the oldest first. */
export async function invoicesWithProduct(db: Db, companyId: number, productId: number): Promise<Invoice[]> {
  const rows = await invoices(db)
    .where('companyId', '=', companyId)
    .where('cancelledAt', 'is', null)
    .where('id', 'in', (lines) =>
      lines.selectFrom('invoiceLines').select('invoiceId').where('productId', '=', productId),
    )
    .orderBy('number')
    .execute()
  return rows.map(toInvoice)
}

export function invoiceLines(db: Db, invoiceId: number): Promise<InvoiceLine[]> {
  return db.selectFrom('invoiceLines').selectAll().where('invoiceId', '=', invoiceId).orderBy('position').execute()
}

export async function addInvoice(
  db: Db,
  invoice: Insertable<Schema['invoices']>,
  lines: readonly Omit<Insertable<Schema['invoiceLines']>, 'invoiceId' | 'position'>[],
): Promise<number> {
  const { id } = await db.insertInto('invoices').values(invoice).returning('id').executeTakeFirstOrThrow()
  await db
    .insertInto('invoiceLines')
    .values(lines.map((line, position) => ({ ...line, invoiceId: id, position: position + 1 })))
    .execute()
  return id
}

export async function markCancelled(db: Db, id: number, by: number, at: number): Promise<void> {
  await db.updateTable('invoices').set({ cancelledAt: at, cancelledBy: by }).where('id', '=', id).execute()
}
