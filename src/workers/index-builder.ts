import { openDatabase } from '#db/engine/open.ts'
import { buildAll } from '#search/memory/build.ts'
import type { BuildOrder } from '#search/memory/child-process.ts'
import { writeBuilt } from '#search/memory/files.ts'

/** A child process: it gets a database, writes the index of its goods, and ends. */
process.once('message', async ({ databaseUrl, now, folder }: BuildOrder) => {
  const db = openDatabase(databaseUrl)
  const built = await buildAll({ db, clock: { now: () => now } })
  await db.destroy()
  await writeBuilt(folder, built)
  process.exit()
})
// The parent is gone.
process.once('disconnect', () => process.exit(1))
