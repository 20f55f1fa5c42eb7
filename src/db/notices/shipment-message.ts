import type { Db, Schema } from '#db/schema/schema.ts'

export function findShipmentCard(
  db: Db,
  userId: number,
  shipmentId: number,
): Promise<Schema['shipmentCards'] | undefined> {
  return db
    .selectFrom('shipmentCards')
    .selectAll()
    .where('userId', '=', userId)
    .where('shipmentId', '=', shipmentId)
    .executeTakeFirst()
}

/** Makes this message the newest about the request in that chat. */
export async function saveShipmentCard(db: Db, card: Schema['shipmentCards']): Promise<void> {
  const { messageId, sentAt } = card
  await db
    .insertInto('shipmentCards')
    .values(card)
    .onConflict((conflict) => conflict.columns(['userId', 'shipmentId']).doUpdateSet({ messageId, sentAt }))
    .execute()
}

/** The message shows something else now: it is no shipment message any more. */
export async function forgetShipmentCard(db: Db, userId: number, messageId: number): Promise<void> {
  await db.deleteFrom('shipmentCards').where('userId', '=', userId).where('messageId', '=', messageId).execute()
}
