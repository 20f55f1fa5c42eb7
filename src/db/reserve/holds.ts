import type { Db, Schema } from '#db/schema/schema.ts'

export function findManagerHold(db: Db, invoiceId: number): Promise<Schema['holds'] | undefined> {
  return db.selectFrom('holds').selectAll().where('invoiceId', '=', invoiceId).executeTakeFirst()
}

/** False if the invoice has a hold already. */
export async function addManagerHold(db: Db, row: Schema['holds']): Promise<boolean> {
  const added = await db
    .insertInto('holds')
    .values(row)
    .onConflict((conflict) => conflict.column('invoiceId').doNothing())
    .executeTakeFirst()
  return added.numInsertedOrUpdatedRows === 1n
}

/** False if the invoice has no hold. */
export async function removeManagerHold(db: Db, invoiceId: number): Promise<boolean> {
  const removed = await db.deleteFrom('holds').where('invoiceId', '=', invoiceId).executeTakeFirst()
  return removed.numDeletedRows === 1n
}
