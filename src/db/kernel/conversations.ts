import type { Db } from '#db/schema/schema.ts'

/** The state of an open form, as JSON text. */
export async function readConversation(db: Db, key: string): Promise<string | undefined> {
  const row = await db.selectFrom('conversationStates').select('value').where('key', '=', key).executeTakeFirst()
  return row?.value
}

export async function writeConversation(db: Db, key: string, value: string, now: number): Promise<void> {
  await db
    .insertInto('conversationStates')
    .values({ key, value, updatedAt: now })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value, updatedAt: now }))
    .execute()
}

export async function deleteConversation(db: Db, key: string): Promise<void> {
  await db.deleteFrom('conversationStates').where('key', '=', key).execute()
}
