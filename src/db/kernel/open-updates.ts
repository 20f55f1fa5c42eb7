import type { Db } from '#db/schema/schema.ts'
import { limits } from '#domain/limits.ts'

/** An update that is being handled, as JSON text. */
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

/** In the order of arrival. */
export function openUpdates(db: Db): Promise<OpenUpdate[]> {
  return db.selectFrom('openUpdates').select(['id', 'value']).orderBy('id').execute()
}

/** Counts one more attempt at an update; `attempts`: the number of this attempt if the update has no row yet. */
export async function beginUpdate(db: Db, update: OpenUpdate, attempts: number): Promise<void> {
  await db
    .insertInto('openUpdates')
    .values({ ...update, attempts })
    .onConflict((conflict) =>
      conflict.column('id').doUpdateSet((eb) => ({ attempts: eb('openUpdates.attempts', '+', 1) })),
    )
    .execute()
}

/** Updates that may not be attempted again if the process crashed during them. */
export function spentUpdates(db: Db): Promise<OpenUpdate[]> {
  return db
    .selectFrom('openUpdates')
    .select(['id', 'value'])
    .where('attempts', '>=', limits.attempts)
    .orderBy('id')
    .execute()
}

/** The process ends cleanly: none of the remaining updates crashed it. */
export async function forgiveUpdates(db: Db): Promise<void> {
  await db.updateTable('openUpdates').set({ attempts: 1 }).where('attempts', '>', 1).execute()
}

export async function closeUpdate(db: Db, id: number): Promise<void> {
  await db.deleteFrom('openUpdates').where('id', '=', id).execute()
}
