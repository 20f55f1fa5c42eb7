import type { Actor } from '#domain/policy.ts'
import { sizes } from '#exchange/files/sizes.ts'
import { type CatalogFile, readHead, sizeOf } from '#exchange/files/source.ts'
import { isPlainText } from '#exchange/files/workbook.ts'
import type { Lock } from '#runtime/lock.ts'
import { importInChildProcess, lookInChildProcess } from './child-process.ts'
import type { ImportDeps } from './deps.ts'
import { importCatalog } from './imports.ts'
import { type LookAtImport, lookAtImport } from './look.ts'
import type { ImportCatalog, ImportWay, OnProgress } from './outcome.ts'

/** A smaller file is taken in before a child process would have started. */
const LARGE_BYTES = 100_000

/** True for a small text; a small workbook or zip may unpack to anything. */
async function isQuick(file: CatalogFile): Promise<boolean> {
  return (await sizeOf(file)) < LARGE_BYTES && isPlainText(await readHead(file, sizes.headBytes))
}

/** A database that another process can open, and the lock under which both write. */
export interface SharedDatabase {
  /** The program that takes files in. */
  program: string
  databaseUrl: string
  writeLock: Lock
}

/** Takes price lists in while screens go on, as `importCatalog` does, and looks at them, as `lookAtImport` does. */
export interface Importer {
  takeIn(actor: Actor | null, file: CatalogFile, how?: ImportWay & { onProgress?: OnProgress }): Promise<ImportCatalog>
  lookAt(actor: Actor | null, file: CatalogFile, how?: ImportWay & { onProgress?: OnProgress }): Promise<LookAtImport>
}

/** `shared`: a child process takes large files in; every look runs in one, too, as it copies the database. */
export function createImporter(deps: ImportDeps, shared?: SharedDatabase): Importer {
  const childProcess = shared && { ...shared, clock: deps.clock, publishes: deps.startSegment !== undefined }
  return {
    async takeIn(actor, file, { onProgress = () => {}, ...way } = {}) {
      if (!childProcess || (await isQuick(file))) return importCatalog(deps, actor, file, onProgress, way)
      return importInChildProcess(childProcess, { actor, file, onProgress, way })
    },
    async lookAt(actor, file, { onProgress = () => {}, ...way } = {}) {
      return childProcess
        ? lookInChildProcess(childProcess, { actor, file, onProgress, way })
        : lookAtImport(deps, actor, file, onProgress, way)
    },
  }
}
