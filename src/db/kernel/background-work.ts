import type { Insertable, Selectable } from 'kysely'
import type { Db, Schema } from '#db/schema/schema.ts'

export type BackgroundWork = Selectable<Schema['backgroundWork']>

/** False if the work of this update has begun before. */
export async function addWork(
  db: Db,
  row: Omit<Insertable<Schema['backgroundWork']>, 'attempts' | 'doneAt'>,
): Promise<boolean> {
  const added = await db
    .insertInto('backgroundWork')
    .values({ ...row, attempts: 1, doneAt: null })
    .onConflict((conflict) => conflict.column('updateId').doNothing())
    .returning('updateId')
    .executeTakeFirst()
  return added !== undefined
}

export function findWork(db: Db, updateId: number): Promise<BackgroundWork | undefined> {
  return db.selectFrom('backgroundWork').selectAll().where('updateId', '=', updateId).executeTakeFirst()
}

/** In the order of their begin. */
export function unfinishedWork(db: Db): Promise<BackgroundWork[]> {
  return db
    .selectFrom('backgroundWork')
    .selectAll()
    .where('doneAt', 'is', null)
    .orderBy('begunAt')
    .orderBy('updateId')
    .execute()
}

export async function countAttempt(db: Db, updateId: number): Promise<void> {
  await db
    .updateTable('backgroundWork')
    .set((eb) => ({ attempts: eb('attempts', '+', 1) }))
    .where('updateId', '=', updateId)
    .execute()
}

/** The process ends cleanly: none of the remaining work crashed it. */
export async function forgiveWork(db: Db): Promise<void> {
  await db.updateTable('backgroundWork').set({ attempts: 0 }).where('doneAt', 'is', null).execute()
}

/** Saves the message that shows the progress of the work. */
export async function noteMessage(db: Db, updateId: number, messageId: number): Promise<void> {
  await db.updateTable('backgroundWork').set({ messageId }).where('updateId', '=', updateId).execute()
}

export async function finishWork(db: Db, updateId: number, now: number): Promise<void> {
  await db.updateTable('backgroundWork').set({ doneAt: now, value: '' }).where('updateId', '=', updateId).execute()
}

/** Deletes work that was done before `until`: Telegram no longer delivers its update. */
export async function forgetWork(db: Db, until: number): Promise<void> {
  await db.deleteFrom('backgroundWork').where('doneAt', '<', until).execute()
}
