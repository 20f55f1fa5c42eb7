import type { Db } from '#db/schema/schema.ts'

/** Marks that the bot runs; answers the mark's id. `hasDied`: an earlier run left its mark, so it crashed. */
export async function beginRun(db: Db, now: number): Promise<{ id: number; hasDied: boolean }> {
  const left = await db.deleteFrom('botRuns').returning('id').execute()
  const { id } = await db.insertInto('botRuns').values({ startedAt: now }).returning('id').executeTakeFirstOrThrow()
  return { id, hasDied: left.length > 0 }
}

/** The run ended cleanly. */
export async function endRun(db: Db, id: number): Promise<void> {
  await db.deleteFrom('botRuns').where('id', '=', id).execute()
}
