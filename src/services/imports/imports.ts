import { createHash } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import { ensurePriceTypes, ensureWarehouses } from '#db/imports/directories.ts'
import { loadMemory } from '#db/imports/directory-entries.ts'
import { addImport, ensureCategories, renamedCategories } from '#db/imports/imports.ts'
import { unmatched } from '#db/imports/matching.ts'
import { clearRun, deadRuns, startRun } from '#db/imports/staging.ts'
import { type Actor, may } from '#domain/policy.ts'
import { minutes } from '#domain/time.ts'
import {
  BrokenFile,
  type CatalogFile,
  type Memory,
  type PriceListKind,
  type ReadCatalog,
  readCatalog,
  readPackage,
} from '#exchange/catalog.ts'
import { readChunks } from '#exchange/files/source.ts'
import type { ImportDeps } from './deps.ts'
import { createImportIndex } from './index.ts'
import type { ImportCatalog, ImportResult, ImportWay, OnProgress } from './outcome.ts'
import { settleRun } from './settle.ts'
import { stageRecords } from './stage.ts'
import type { Staged } from './staged.ts'
import { switchOver } from './switch.ts'

const DEAD_AFTER_MS = minutes(15)

/**
 * Takes a price list in, or the files of one exchange session: all of it, or nothing if it turns out broken. The same
 * file again changes nothing. The file is read into staging tables while everybody works on, and switched over in one
 * short transaction. `actor` null: the terminal.
 */
export async function importCatalog(
  deps: ImportDeps,
  actor: Actor | null,
  given: CatalogFile | readonly CatalogFile[],
  onProgress: OnProgress = () => {},
  way: ImportWay = {},
): Promise<ImportCatalog> {
  if (actor && !may(actor, 'catalog.import')) return { ok: false, reason: 'forbidden', detail: '' }
  const files = 'name' in given ? [given] : given
  const read = await readFiles(files, await loadMemory(deps.db))
  if (!read.ok) return read
  for (const dead of await deadRuns(deps.db, deps.clock.now() - DEAD_AFTER_MS)) await clear(deps, dead)
  const runId = await startRun(deps.db, deps.clock.now())
  try {
    const staged = await stageRecords(deps, runId, read.records, { onProgress, ...way })
    if (isNothing(staged, read.kind)) return { ok: false, reason: 'nothing_recognised', detail: '' }
    return { ok: true, kind: read.kind, result: await takeIn(deps, actor, files, runId, staged) }
  } catch (error) {
    if (error instanceof BrokenFile) return { ok: false, reason: error.reason, detail: error.detail }
    throw error
  } finally {
    await clear(deps, runId)
  }
}

async function clear({ db, isStagingPrivate }: ImportDeps, runId: number): Promise<void> {
  if (!isStagingPrivate) await clearRun(db, runId, () => setImmediate())
}

/** True if the file says nothing: a table's header names price types and warehouses, but there is no row. */
function isNothing(
  { keys, categories, priceTypes, warehouses, directories, rejected }: Staged,
  kind: PriceListKind,
): boolean {
  if (keys > 0 || rejected.length > 0) return false
  return kind !== 'commerceml' || categories.length + priceTypes.length + warehouses.length + directories.length === 0
}

async function takeIn(
  deps: ImportDeps,
  actor: Actor | null,
  files: readonly CatalogFile[],
  runId: number,
  staged: Staged,
): Promise<ImportResult> {
  const { db, clock } = deps
  const sha256 = await hashOf(files)
  const userId = actor?.id ?? null
  const { importId, priceTypes, warehouses } = await db.transaction().execute(async (tx) => {
    const importId = await addImport(tx, { fileName: namesOf(files), sha256, importedBy: userId, at: clock.now() })
    await ensureCategories(tx, staged.categories)
    const placed = (ids: number[]) => ids.map((id, place) => ({ place, id }))
    const priceTypes = placed(await ensurePriceTypes(tx, staged.priceTypes))
    const warehouses = placed(await ensureWarehouses(tx, staged.warehouses)).map((one) => {
      return { ...one, isTotal: totals.has(staged.warehouses[one.place]?.key ?? '') }
    })
    return { importId, priceTypes, warehouses }
  })
  const stamp = { importId, at: clock.now() }
  const index = createImportIndex(deps, await renamedCategories(db, staged.categories))
  try {
    const run = { runId, stamp, keys: staged.keys, rowKinds: staged.rowKinds, priceTypes, warehouses }
    staged.rejected.push(...(await settleRun(deps, run, index)))
    for (const { row, value } of await unmatched(db, runId)) {
      staged.rejected.push({ row, reason: 'no_product', value: value.slice(0, 100) })
    }
    const segment = (await index?.finish()) ?? null
    const given = { runId, importId, userId, staged, priceTypes, warehouses, segment }
    const { counts, ...switched } = await switchOver(deps, given)
    const { cells, untaken, sheets } = staged
    const rejected = staged.rejected.sort((a, b) => (a.file ?? '').localeCompare(b.file ?? '') || a.row - b.row)
    const onlyDirectories = staged.keys === 0 && rejected.length === 0
    return {
      importId,
      ...counts,
      rejected,
      cells,
      untaken,
      sheets,
      onlyDirectories,
      isPart: staged.isPart,
      ...switched,
    }
  } finally {
    await index?.stop()
  }
}

/** The keys of readers for stock whose place the source does not name. */
const totals: ReadonlySet<string> = new Set(['main', 'Основной склад'])

/** Several files are one session of an exchange. */
function readFiles(files: readonly CatalogFile[], memory: Memory): Promise<ReadCatalog> {
  const [only, another] = files
  return only && !another ? readCatalog(only, memory) : readPackage(files, memory)
}

const NAMES_SHOWN = 3

function namesOf(files: readonly CatalogFile[]): string {
  const names = files.slice(0, NAMES_SHOWN).map(({ name }) => name)
  return names.join(', ') + (files.length > NAMES_SHOWN ? ` … (${files.length})` : '')
}

/** The hash that recognises the same import. */
export async function hashOf(files: readonly CatalogFile[]): Promise<string> {
  const hash = createHash('sha256')
  for (const file of files) for await (const chunk of readChunks(file)) hash.update(chunk)
  return hash.digest('hex')
}
