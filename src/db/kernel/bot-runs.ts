import type { Db } from '#db/schema/schema.ts'

/** Marks that the bot runs; answers the mark's id, and whether an earlier run left its mark: it died. */
export async function beginRun(db: Db, now: number): Promise<{ id: number; hasDied: boolean }> {
  const left = await db.deleteFrom('botRuns').returning('id').execute()
  const { id } = await db.insertInto('botRuns').values({ startedAt: now }).returning('id').executeTakeFirstOrThrow()
  return { id, hasDied: left.length > 0 }
}

/** It ended cleanly. */
export async function endRun(db: Db, id: number): Promise<void> {
  await db.deleteFrom('botRuns').where('id', '=', id).execute()
}
