import type { Insertable } from 'kysely'
import type { Allocation } from '../domain/payments.ts'
import type { Db, Schema } from './schema.ts'

export async function findPaymentByKey(db: Db, key: string): Promise<{ id: number } | undefined> {
  return db.selectFrom('payments').select('id').where('key', '=', key).executeTakeFirst()
}

/** Writes a payment once: null means that one with this key is there already. */
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

/** When money of anybody was last recorded: how fresh «Проверить оплату» is. */
export async function lastPaymentAt(db: Db): Promise<number | null> {
  const row = await db
    .selectFrom('payments')
    .select('recordedAt')
    .orderBy('recordedAt', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.recordedAt ?? null
}
