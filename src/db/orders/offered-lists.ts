import type { Insertable, Selectable } from 'kysely'
import type { Db, Schema } from '#db/schema/schema.ts'

export type OfferedList = Selectable<Schema['offeredLists']>

export async function addOfferedList(db: Db, row: Insertable<Schema['offeredLists']>): Promise<number> {
  return (await db.insertInto('offeredLists').values(row).returning('id').executeTakeFirstOrThrow()).id
}

export function findOfferedList(db: Db, id: number): Promise<OfferedList | undefined> {
  return db.selectFrom('offeredLists').selectAll().where('id', '=', id).executeTakeFirst()
}

/** The newest list from a file that this person sent, if it was offered since then. */
export function findOfferedListOf(
  db: Db,
  given: { userId: number; fileId: string; since: number },
): Promise<OfferedList | undefined> {
  return db
    .selectFrom('offeredLists')
    .selectAll()
    .where('userId', '=', given.userId)
    .where('fileId', '=', given.fileId)
    .where('offeredAt', '>=', given.since)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** Saves a fresh look at an undecided list. */
export async function updateLook(db: Db, id: number, given: { look: string; importId: number | null }): Promise<void> {
  await db.updateTable('offeredLists').set(given).where('id', '=', id).execute()
}

/** Guarded: false if it was decided before. */
export async function decideOfferedList(db: Db, id: number, now: number): Promise<boolean> {
  const decided = await db
    .updateTable('offeredLists')
    .set({ decidedAt: now })
    .where('id', '=', id)
    .where('decidedAt', 'is', null)
    .executeTakeFirst()
  return decided.numUpdatedRows === 1n
}

/** The decision failed: it may be made again. */
export async function reopenOfferedList(db: Db, id: number): Promise<void> {
  await db.updateTable('offeredLists').set({ decidedAt: null }).where('id', '=', id).execute()
}
