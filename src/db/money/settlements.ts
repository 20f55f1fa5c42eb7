import { type Insertable, sql } from 'kysely'
import type { Db, Schema } from '#db/schema/schema.ts'
import type { Credit, ShippedDocument } from '#domain/money/settlements.ts'

/** Adds an entry once: a second one with the same key is ignored. */
export async function addLedgerEntry(db: Db, entry: Insertable<Schema['ledgerEntries']>): Promise<void> {
  await db
    .insertInto('ledgerEntries')
    .values(entry)
    .onConflict((conflict) => conflict.column('key').doNothing())
    .execute()
}

/** The goods that left for a company. */
export async function shippedDocuments(db: Db, companyId: number): Promise<ShippedDocument[]> {
  return toDocuments(await documents(db).where('ledgerEntries.companyId', '=', companyId).execute())
}

/** The goods of an invoice that left. */
export async function documentsOfInvoice(db: Db, invoiceId: number): Promise<ShippedDocument[]> {
  return toDocuments(await documents(db).where('shipments.invoiceId', '=', invoiceId).execute())
}

function documents(db: Db) {
  return db
    .selectFrom('ledgerEntries')
    .innerJoin('shipments', 'shipments.id', 'ledgerEntries.shipmentId')
    .select([
      'shipments.number as shipmentNumber',
      'shipments.invoiceId',
      'ledgerEntries.debitKopecks as amountKopecks',
    ])
    .select(['ledgerEntries.at', 'ledgerEntries.dueAt'])
    .where('ledgerEntries.kind', '=', 'shipment')
    .orderBy('ledgerEntries.at')
    .orderBy('ledgerEntries.id')
}

function toDocuments(rows: readonly (Omit<ShippedDocument, 'dueAt'> & { dueAt: number | null })[]): ShippedDocument[] {
  return rows.map((row) => ({ ...row, dueAt: row.dueAt ?? row.at }))
}

/** The money of a company: amounts allocated to an invoice, and (null) the rest of each payment. */
export async function credits(db: Db, companyId: number): Promise<Credit[]> {
  const allocated = await db
    .selectFrom('allocations')
    .innerJoin('payments', 'payments.id', 'allocations.paymentId')
    .select(['allocations.invoiceId', 'allocations.amountKopecks'])
    .where('payments.companyId', '=', companyId)
    .orderBy('allocations.id')
    .execute()
  const advances = await db
    .selectFrom('payments')
    .select(
      sql<number>`cast(amount_kopecks - coalesce((select sum(allocations.amount_kopecks) from allocations
        where allocations.payment_id = payments.id), 0) as bigint)`.as('amountKopecks'),
    )
    .where('companyId', '=', companyId)
    .orderBy('id')
    .execute()
  const rest = advances.filter((row) => row.amountKopecks > 0).map((row) => ({ invoiceId: null, ...row }))
  return [...allocated, ...rest]
}
