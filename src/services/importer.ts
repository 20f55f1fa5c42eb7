import type { Turns } from '../db/turns.ts'
import { sizeOf } from '../exchange/source.ts'
import type { ImportDeps, Importer } from './deps.ts'
import { importApart } from './import-apart.ts'
import { importCatalog } from './imports.ts'

/** A smaller file is in before a process has started. */
const LARGE_BYTES = 100_000

/** Where another process can open the database, and how it takes turns with this one. */
export interface SharedDatabase {
  databaseUrl: string
  turns: Turns
}

/** `shared`: large files are taken in by another process. */
export function createImporter(deps: ImportDeps, shared?: SharedDatabase): Importer {
  return {
    async takeIn(actor, file, onProgress = () => {}) {
      if (!shared || (await sizeOf(file)) < LARGE_BYTES) return importCatalog(deps, actor, file, onProgress)
      return importApart(
        { ...shared, clock: deps.clock, publishes: deps.startSegment !== undefined },
        actor,
        file,
        onProgress,
      )
    },
  }
}
