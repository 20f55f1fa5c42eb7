import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Actor } from '#domain/policy.ts'
import { minutes } from '#domain/time.ts'
import type { CatalogFile } from '#exchange/files/source.ts'
import { OutOfBounds, type ProcessBounds, runChildProcess } from '#runtime/child-process.ts'
import type { Lock } from '#runtime/lock.ts'
import type { Clock } from '#runtime/system.ts'
import { inFolder } from '#runtime/temp-folder.ts'
import type { LookAtImport } from './look.ts'
import type { ImportCatalog, ImportWay, OnProgress } from './outcome.ts'

export interface ImportBounds extends ProcessBounds {
  /** The most memory that the process may use. */
  residentMb: number
}

/** The largest list that Telegram lets through needs half of that heap; most of the time goes to writing it. */
export const importBounds: ImportBounds = { heapMb: 1024, residentMb: 1536, deadlineMs: minutes(15) }

/** The order for the program that takes a file in. */
export interface ImportOrder {
  databaseUrl: string
  actor: Actor | null
  file: { name: string; path: string }
  now: number
  /** True: the program publishes a search segment if the file has many goods. */
  publishes: boolean
  /** Only report the changes, without making them. */
  isLook: boolean
  way: ImportWay
  residentMb: number
}

/** The program's messages: its progress, and once the outcome. */
export type ImportNews = { done: number; total: number | null } | { outcome: ImportCatalog | LookAtImport }

export interface ChildProcessImport {
  /** The path of the program. */
  program: string
  databaseUrl: string
  writeLock: Lock
  clock: Clock
  publishes?: boolean
  bounds?: ImportBounds
}

/**
 * `importCatalog` in a child process, on a database that other processes can open, too. Throws if the process ends
 * without an outcome.
 */
export function importInChildProcess(given: ChildProcessImport, order: FileToImport): Promise<ImportCatalog> {
  return runImport(given, order, false) as Promise<ImportCatalog>
}

/** `lookAtImport` in a child process. */
export function lookInChildProcess(given: ChildProcessImport, order: FileToImport): Promise<LookAtImport> {
  return runImport(given, order, true) as Promise<LookAtImport>
}

interface FileToImport {
  actor: Actor | null
  file: CatalogFile
  onProgress: OnProgress
  way: ImportWay
}

async function runImport(
  { program, databaseUrl, writeLock, clock, publishes = false, bounds = importBounds }: ChildProcessImport,
  { actor, file, onProgress, way }: FileToImport,
  isLook: boolean,
): Promise<ImportCatalog | LookAtImport> {
  return inFolder(async (folder) => {
    const named = { name: file.name, path: 'path' in file ? file.path : path.join(folder, 'file') }
    if ('bytes' in file) await writeFile(named.path, file.bytes)
    const { residentMb, ...ofProcess } = bounds
    const task = { actor, file: named, publishes, isLook, way }
    const order: ImportOrder = { ...task, databaseUrl, now: clock.now(), residentMb }
    let outcome: ImportCatalog | LookAtImport | undefined
    // Progress is reported before the outcome, however slow the report is.
    let reported: Promise<void> = Promise.resolve()
    const onMessage = (message: unknown) => {
      const news = message as ImportNews
      if ('outcome' in news) outcome = news.outcome
      else reported = reported.then(() => onProgress(news.done, news.total))
      // A failed report is thrown at the end.
      reported.catch(() => {})
    }
    try {
      await runChildProcess(program, order, { onMessage, writeLock, bounds: ofProcess })
    } catch (error) {
      if (!(error instanceof OutOfBounds)) throw error
      await reported
      return error.bound === 'time'
        ? { ok: false, reason: 'too_slow', detail: String(bounds.deadlineMs / 1000) }
        : { ok: false, reason: 'too_demanding', detail: '' }
    }
    await reported
    if (!outcome) throw new Error('the import ended without an outcome')
    return outcome
  })
}
