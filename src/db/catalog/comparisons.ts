import type { Db } from '#db/schema/schema.ts'

/** The goods that a person compares, in the order of adding. */
export async function comparedBy(db: Db, userId: number): Promise<number[]> {
  const query = db.selectFrom('comparisons').select('productId').where('userId', '=', userId)
  return (await query.orderBy('addedAt').orderBy('productId').execute()).map((row) => row.productId)
}

export async function addCompared(db: Db, row: { userId: number; productId: number; addedAt: number }): Promise<void> {
  await db
    .insertInto('comparisons')
    .values(row)
    .onConflict((conflict) => conflict.columns(['userId', 'productId']).doNothing())
    .execute()
}

export async function removeCompared(db: Db, userId: number, productId: number): Promise<void> {
  await db.deleteFrom('comparisons').where('userId', '=', userId).where('productId', '=', productId).execute()
}
