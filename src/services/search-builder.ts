import { writeFile } from 'node:fs/promises'
import { serialize } from 'node:v8'
import { openDatabase } from '../db/open.ts'
import { type Beside, type BuildOrder, fileOf } from './search-apart.ts'
import { buildAll } from './search-build.ts'
import { partsOf } from './search-segments.ts'

/** A program of its own: told a database, it writes the index of its goods, and ends. */
process.once('message', async ({ databaseUrl, now, folder }: BuildOrder) => {
  const db = openDatabase(databaseUrl)
  const { segment, ...known } = await buildAll({ db, clock: { now: () => now } })
  await db.destroy()
  for (const { name, bytes } of partsOf(segment)) await writeFile(fileOf(folder, name), bytes)
  const { prices, shelves, free } = segment
  await writeFile(fileOf(folder), serialize({ ...known, prices, shelves, free } satisfies Beside))
  process.exit()
})
// Whoever asked is gone.
process.once('disconnect', () => process.exit(1))
