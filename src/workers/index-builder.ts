import { openDatabase } from '#db/engine/open.ts'
import { buildAll } from '#search/memory/build.ts'
import type { BuildOrder } from '#search/memory/child-process.ts'
import { writeBuilt } from '#search/memory/files.ts'

/** A program of its own: told a database, it writes the index of its goods, and ends. */
process.once('message', async ({ databaseUrl, now, folder }: BuildOrder) => {
  const db = openDatabase(databaseUrl)
  const built = await buildAll({ db, clock: { now: () => now } })
  await db.destroy()
  await writeBuilt(folder, built)
  process.exit()
})
// Whoever asked is gone.
process.once('disconnect', () => process.exit(1))
