import { writeFile } from 'node:fs/promises'
import { serialize } from 'node:v8'
import { openDatabase } from '../db/open.ts'
import type { BuildOrder } from './search-apart.ts'
import { buildAll } from './search-build.ts'

/** A program of its own: told a database, it writes the index of its goods, and ends. */
process.once('message', async ({ databaseUrl, now, file }: BuildOrder) => {
  const db = openDatabase(databaseUrl)
  const built = await buildAll({ db, clock: { now: () => now } })
  await db.destroy()
  await writeFile(file, serialize(built))
  process.exit()
})
// Whoever asked is gone.
process.once('disconnect', () => process.exit(1))
