import type { Insertable } from 'kysely'
import type { Db, Schema } from '#db/schema/schema.ts'
import type { Allocation } from '#domain/money/payments.ts'

export interface RecordedPayment {
  id: number
  amountKopecks: number
  /** The invoices that it was given for. */
  invoiceIds: number[]
}

export async function findPaymentByKey(db: Db, key: string): Promise<RecordedPayment | undefined> {
  const payment = await db
    .selectFrom('payments')
    .select(['id', 'amountKopecks'])
    .where('key', '=', key)
    .executeTakeFirst()
  if (!payment) return undefined
  const rows = await db.selectFrom('allocations').select('invoiceId').where('paymentId', '=', payment.id).execute()
  return { ...payment, invoiceIds: rows.map(({ invoiceId }) => invoiceId) }
}

/** Adds a payment once: null means that a payment with this key exists. */
export async function addPayment(
  db: Db,
  payment: Insertable<Schema['payments']>,
  allocations: readonly Allocation[],
): Promise<number | null> {
  const added = await db
    .insertInto('payments')
    .values(payment)
    .onConflict((conflict) => conflict.column('key').doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!added) return null
  if (allocations.length > 0) {
    await db
      .insertInto('allocations')
      .values(allocations.map((allocation) => ({ ...allocation, paymentId: added.id })))
      .execute()
  }
  return added.id
}

/** The instant at which money of any company was last recorded: it shows how fresh «Проверить оплату» is. */
export async function lastPaymentAt(db: Db): Promise<number | null> {
  const row = await db
    .selectFrom('payments')
    .select('recordedAt')
    .orderBy('recordedAt', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.recordedAt ?? null
}
