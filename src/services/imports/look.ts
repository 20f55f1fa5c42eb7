import { inScratch } from '#db/engine/scratch.ts'
import { goodsMoved, type PriceMoves, priceMoves, saveForLook } from '#db/imports/look.ts'
import type { Actor } from '#domain/policy.ts'
import type { CatalogFile } from '#exchange/catalog.ts'
import type { ImportDeps } from './deps.ts'
import { importCatalog } from './imports.ts'
import type { ImportCatalog, ImportResult, ImportWay, OnProgress } from './outcome.ts'

/** The changes that a list would make. */
export interface ImportLook {
  result: ImportResult
  prices: PriceMoves[]
  /** Goods that are shown now. */
  shownBefore: number
  /** Articles: some of the goods that would be hidden, and some of the new ones. */
  hidden: string[]
  added: string[]
}

export type LookAtImport = { ok: true; look: ImportLook } | Extract<ImportCatalog, { ok: false }>

const EXAMPLES = 5

/** Takes a list into a private copy and reports the changes: the same counts as when it is taken in afterwards. */
export function lookAtImport(
  deps: ImportDeps,
  actor: Actor | null,
  file: CatalogFile | readonly CatalogFile[],
  onProgress: OnProgress = () => {},
  way: ImportWay = {},
): Promise<LookAtImport> {
  return inScratch(deps.db, async (db): Promise<LookAtImport> => {
    await db.connection().execute(saveForLook)
    // Nobody else writes to the copy, and nobody searches in it.
    const outcome = await importCatalog({ db, clock: deps.clock }, actor, file, onProgress, way)
    if (!outcome.ok) return outcome
    const [prices, moved] = [await priceMoves(db), await goodsMoved(db, EXAMPLES)]
    return { ok: true, look: { result: outcome.result, prices, ...moved } }
  })
}
