import type { Db } from './schema.ts'

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
  return db.selectFrom('openUpdates').selectAll().orderBy('id').execute()
}

export async function closeUpdate(db: Db, id: number): Promise<void> {
  await db.deleteFrom('openUpdates').where('id', '=', id).execute()
}
