import type { Insertable, Selectable } from 'kysely'
import type { Db, Schema } from '#db/schema/schema.ts'
import { limits } from '#domain/limits.ts'

export type SetAsideUpdate = Selectable<Schema['setAsideUpdates']>

/** Once per update. */
export async function addSetAside(
  db: Db,
  row: Omit<Insertable<Schema['setAsideUpdates']>, 'answeredAt' | 'dismissedAt'>,
): Promise<void> {
  await db
    .insertInto('setAsideUpdates')
    .values({ ...row, answeredAt: null, dismissedAt: null })
    .onConflict((conflict) => conflict.column('updateId').doNothing())
    .execute()
}

/** Ids of the newest updates that were ever set aside. */
export async function setAsideIds(db: Db): Promise<number[]> {
  const rows = await db
    .selectFrom('setAsideUpdates')
    .select('updateId')
    .orderBy('id', 'desc')
    .limit(limits.setAsideRemembered)
    .execute()
  return rows.map(({ updateId }) => updateId)
}

export function unansweredSetAside(db: Db): Promise<SetAsideUpdate[]> {
  return db.selectFrom('setAsideUpdates').selectAll().where('answeredAt', 'is', null).orderBy('id').execute()
}

export async function markAnswered(db: Db, id: number, now: number): Promise<void> {
  await db.updateTable('setAsideUpdates').set({ answeredAt: now }).where('id', '=', id).execute()
}

/** Updates that no administrator took off the list, the newest first, with their senders' names. */
export async function setAsideOnDesk(db: Db): Promise<(SetAsideUpdate & { firstName: string | null })[]> {
  return db
    .selectFrom('setAsideUpdates')
    .leftJoin('users', 'users.id', 'setAsideUpdates.userId')
    .selectAll('setAsideUpdates')
    .select('users.firstName')
    .where('dismissedAt', 'is', null)
    .orderBy('setAsideUpdates.id', 'desc')
    .execute()
}

/** Guarded: false if it is not on the list. */
export async function dismissSetAside(db: Db, id: number, now: number): Promise<boolean> {
  const dismissed = await db
    .updateTable('setAsideUpdates')
    .set({ dismissedAt: now })
    .where('id', '=', id)
    .where('dismissedAt', 'is', null)
    .executeTakeFirst()
  return dismissed.numUpdatedRows === 1n
}
