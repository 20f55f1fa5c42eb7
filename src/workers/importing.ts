import { openDatabase } from '#db/engine/open.ts'
import { makeStagingPrivate } from '#db/imports/staging.ts'
import { childWriteLock } from '#runtime/child-process.ts'
import { systemClock } from '#runtime/system.ts'
import type { ImportNews, ImportOrder } from '#services/imports/child-process.ts'
import { importCatalog } from '#services/imports/imports.ts'
import { lookAtImport } from '#services/imports/look.ts'
import { guardMemory } from './memory-guard.ts'
import { startSegment } from './programs.ts'

const tell = (news: ImportNews) => new Promise<void>((resolve) => process.send?.(news, () => resolve()))

/**
 * A program for the bot, not for a terminal: it gets a file and a database, takes the file in, answers the outcome, and
 * ends.
 */
process.once('message', async ({ databaseUrl, actor, file, now, publishes, isLook, way, residentMb }: ImportOrder) => {
  guardMemory(residentMb)
  const aheadMs = now - systemClock.now()
  const writeLock = childWriteLock()
  const db = openDatabase(databaseUrl, { writeLock, isAlone: true })
  const clock = { now: () => systemClock.now() + aheadMs }
  // A look works in its own copy.
  const staging = { isStagingPrivate: !isLook && (await makeStagingPrivate(db)), isCrowded: writeLock.isCrowded }
  const deps = { db, clock, ...staging, ...(publishes ? { startSegment } : {}) }
  const work = isLook ? lookAtImport : importCatalog
  const outcome = await work(deps, actor, file, (done, total) => tell({ done, total }), way)
  await db.destroy()
  await tell({ outcome })
  process.exit()
})
// A terminal's Ctrl-C reaches this process as well: its parent waits for it, or disconnects.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => {})
// The parent is gone: nobody would read the outcome.
process.once('disconnect', () => process.exit(1))
