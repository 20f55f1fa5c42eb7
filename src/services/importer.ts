import type { Turns } from '../db/turns.ts'
import { sizeOf } from '../exchange/source.ts'
import type { ImportDeps, Importer } from './deps.ts'
import { importApart, lookApart } from './import-apart.ts'
import { lookAtImport } from './import-look.ts'
import { importCatalog } from './imports.ts'

/** A smaller file is in before a process has started. */
const LARGE_BYTES = 100_000

/** Where another process can open the database, and how it takes turns with this one. */
export interface SharedDatabase {
  databaseUrl: string
  turns: Turns
}

/** `shared`: large files are taken in by another process, and every look is had there, as it copies the database. */
export function createImporter(deps: ImportDeps, shared?: SharedDatabase): Importer {
  const apart = shared && { ...shared, clock: deps.clock, publishes: deps.startSegment !== undefined }
  return {
    async takeIn(actor, file, { onProgress = () => {}, ...way } = {}) {
      if (!apart || (await sizeOf(file)) < LARGE_BYTES) return importCatalog(deps, actor, file, onProgress, way)
      return importApart(apart, { actor, file, onProgress, way })
    },
    async lookAt(actor, file, { onProgress = () => {}, ...way } = {}) {
      return apart
        ? lookApart(apart, { actor, file, onProgress, way })
        : lookAtImport(deps, actor, file, onProgress, way)
    },
  }
}
