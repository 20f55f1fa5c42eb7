import type { Db } from '#db/schema/schema.ts'
import { limits } from '#domain/limits.ts'

/** An update whose answer is being made, as JSON text. */
export interface OpenUpdate {
  id: number
  value: string
}

export async function keepOpen(db: Db, updates: readonly OpenUpdate[]): Promise<void> {
  if (updates.length === 0) return
  await db
    .insertInto('openUpdates')
    .values(updates)
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute()
}

/** In the order in which they came. */
export function openUpdates(db: Db): Promise<OpenUpdate[]> {
  return db.selectFrom('openUpdates').select(['id', 'value']).orderBy('id').execute()
}

/** Writes down that an update is begun once more; `attempts`: which one that is if it is not written down yet. */
export async function beginUpdate(db: Db, update: OpenUpdate, attempts: number): Promise<void> {
  await db
    .insertInto('openUpdates')
    .values({ ...update, attempts })
    .onConflict((conflict) =>
      conflict.column('id').doUpdateSet((eb) => ({ attempts: eb('openUpdates.attempts', '+', 1) })),
    )
    .execute()
}

/** Those that may not be begun again if the process died with them. */
export function spentUpdates(db: Db): Promise<OpenUpdate[]> {
  return db
    .selectFrom('openUpdates')
    .select(['id', 'value'])
    .where('attempts', '>=', limits.attempts)
    .orderBy('id')
    .execute()
}

/** The process ends cleanly: none of those that are left was its death. */
export async function forgiveUpdates(db: Db): Promise<void> {
  await db.updateTable('openUpdates').set({ attempts: 1 }).where('attempts', '>', 1).execute()
}

export async function closeUpdate(db: Db, id: number): Promise<void> {
  await db.deleteFrom('openUpdates').where('id', '=', id).execute()
}
