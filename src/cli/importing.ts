import { keepStagingApart } from '../db/import-staging.ts'
import { openDatabase } from '../db/open.ts'
import { turnsOfParent } from '../services/apart.ts'
import type { ImportNews, ImportOrder } from '../services/import-apart.ts'
import { lookAtImport } from '../services/import-look.ts'
import { importCatalog } from '../services/imports.ts'
import { guardMemory } from '../services/memory-guard.ts'
import { startSegment } from '../services/segment-writer.ts'
import { systemClock } from '../system.ts'

const tell = (news: ImportNews) => new Promise<void>((resolve) => process.send?.(news, () => resolve()))

/** A program for the bot, not for a terminal: told a file and a database, it takes the file in, tells what came of it, and ends. */
process.once('message', async ({ databaseUrl, actor, file, now, publishes, isLook, way, residentMb }: ImportOrder) => {
  guardMemory(residentMb)
  const aheadMs = now - systemClock.now()
  const turns = turnsOfParent()
  const db = openDatabase(databaseUrl, { turns, isAlone: true })
  const clock = { now: () => systemClock.now() + aheadMs }
  // A look works in a copy that is all its own.
  const apart = { isStagingApart: !isLook && (await keepStagingApart(db)), isCrowded: turns.isCrowded }
  const deps = { db, clock, ...apart, ...(publishes ? { startSegment } : {}) }
  const work = isLook ? lookAtImport : importCatalog
  const outcome = await work(deps, actor, file, (done, total) => tell({ done, total }), way)
  await db.destroy()
  await tell({ outcome })
  process.exit()
})
// A terminal's Ctrl-C reaches it as well: whoever asked waits for it, or goes.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => {})
// Whoever asked is gone: nobody would be told.
process.once('disconnect', () => process.exit(1))
