import { type Insertable, sql } from 'kysely'
import type { Invoice, InvoiceLine } from '../domain/invoices.ts'
import { isPostgres } from './ddl.ts'
import type { Db, Schema } from './schema.ts'

/** What is paid is counted from the allocations, never kept. */
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
  if (isPostgres(db)) await db.selectFrom('invoices').select('id').where('id', '=', id).forUpdate().execute()
  return findInvoice(db, id)
}

/** A company's invoices, the newest first. */
export async function listInvoices(db: Db, companyId: number): Promise<Invoice[]> {
  const rows = await invoices(db).where('companyId', '=', companyId).orderBy('number', 'desc').execute()
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
