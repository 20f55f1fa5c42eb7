import type { Db, Schema } from '#db/schema/schema.ts'

export function findCard(db: Db, userId: number, invoiceId: number): Promise<Schema['cards'] | undefined> {
  return db
    .selectFrom('cards')
    .selectAll()
    .where('userId', '=', userId)
    .where('invoiceId', '=', invoiceId)
    .executeTakeFirst()
}

/** Makes this message the newest about the invoice in that chat. */
export async function saveCard(db: Db, card: Schema['cards']): Promise<void> {
  const { messageId, sentAt } = card
  await db
    .insertInto('cards')
    .values(card)
    .onConflict((conflict) => conflict.columns(['userId', 'invoiceId']).doUpdateSet({ messageId, sentAt }))
    .execute()
}

/** The users with an invoice message of this invoice. */
export async function cardHolders(db: Db, invoiceId: number): Promise<number[]> {
  const rows = await db
    .selectFrom('cards')
    .select('userId')
    .where('invoiceId', '=', invoiceId)
    .orderBy('userId')
    .execute()
  return rows.map((row) => row.userId)
}

/** The message shows something else now: it is no invoice message any more. */
export async function forgetCard(db: Db, userId: number, messageId: number): Promise<void> {
  await db.deleteFrom('cards').where('userId', '=', userId).where('messageId', '=', messageId).execute()
}
