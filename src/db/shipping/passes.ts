import type { Db, Schema } from '#db/schema/schema.ts'

/** Adds a pass; of a request's older ones the newest `most` − 1 stay. */
export async function addPass(db: Db, pass: Schema['shipmentPasses'], most: number): Promise<void> {
  await db.insertInto('shipmentPasses').values(pass).execute()
  const passes = await db
    .selectFrom('shipmentPasses')
    .select('tokenHash')
    .where('shipmentId', '=', pass.shipmentId)
    .where('tokenHash', '!=', pass.tokenHash)
    .orderBy('issuedAt', 'desc')
    .orderBy('tokenHash')
    .execute()
  const gone = passes.slice(most - 1).map(({ tokenHash }) => tokenHash)
  if (gone.length > 0) await db.deleteFrom('shipmentPasses').where('tokenHash', 'in', gone).execute()
}

export async function findPassShipment(db: Db, tokenHash: string): Promise<number | undefined> {
  const pass = await db
    .selectFrom('shipmentPasses')
    .select('shipmentId')
    .where('tokenHash', '=', tokenHash)
    .executeTakeFirst()
  return pass?.shipmentId
}
