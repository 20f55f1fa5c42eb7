import { addCatalogChange } from '#db/catalog/catalog-changes.ts'
import { switchCodes } from '#db/imports/codes.ts'
import { saveDirectories } from '#db/imports/directory-entries.ts'
import { finishImport, goodsIn, renameDirectories } from '#db/imports/imports.ts'
import {
  findOversold,
  lockForSwitch,
  type Oversold,
  type RunPlace,
  switchAvailability,
  switchPrices,
  switchStock,
} from '#db/imports/offers.ts'
import { emptyOthers } from '#db/imports/owners.ts'
import { hideByVariants, hideUnlisted, namedProducts, showGoods, switchGoods, switchValues } from '#db/imports/shown.ts'
import { keepStanding, switchSplits } from '#db/imports/splits.ts'
import { touchRun } from '#db/imports/staging.ts'
import { clearUndo, directoriesNow, saveHidden, savePrices, saveProducts } from '#db/imports/undo.ts'
import { switchVariants } from '#db/imports/variants.ts'
import { addAuditEntry } from '#db/kernel/audit.ts'
import { publishSegment } from '#db/search/segments.ts'
import type { ImportDeps } from './deps.ts'
import type { ComingSegment } from './index.ts'
import type { Counts } from './outcome.ts'
import type { Staged } from './staged.ts'

export interface SwitchOver {
  runId: number
  importId: number
  userId: number | null
  staged: Staged
  priceTypes: readonly RunPlace[]
  warehouses: readonly RunPlace[]
  /** The search segment of its goods. */
  segment: ComingSegment | null
}

export interface SwitchedOver {
  counts: Counts
  oversold: Oversold[]
  canTakeBack: boolean
}

/** Makes a staged file visible to everybody: a short transaction of whole-set statements. */
export function switchOver(deps: ImportDeps, given: SwitchOver): Promise<SwitchedOver> {
  const { runId, importId, userId, staged } = given
  return deps.db.transaction().execute(async (tx) => {
    const at = deps.clock.now()
    const stamp = { importId, at }
    if (!(await touchRun(tx, runId, at))) throw new Error(`import run ${runId} was taken for dead`)
    await lockForSwitch(tx, runId)
    await clearUndo(tx)
    const undo = await directoriesNow(tx)
    await saveProducts(tx, runId)
    const renamed = await goodsIn(tx, await renameDirectories(tx, staged))
    const named = await namedProducts(tx, runId)
    /** Search keys and visibility come first; then the rest: a change of stock reports itself. */
    await switchCodes(tx, runId)
    const split = await switchSplits(tx, runId)
    const reworded = new Set(split)
    const renumbered = new Set<number>()
    const moved = new Set<number>()
    const add = (ids: readonly number[], to = reworded) => {
      for (const id of ids) to.add(id)
    }
    add(await switchGoods(tx, runId, importId))
    add(await switchValues(tx, runId))
    for (const priceType of given.priceTypes) {
      await savePrices(tx, runId, priceType)
      add(await switchPrices(tx, runId, priceType), renumbered)
    }
    for (const warehouse of given.warehouses) add(await switchStock(tx, { runId }, warehouse, stamp), moved)
    add(await emptyOthers(tx, runId, given.warehouses, stamp), moved)
    add(await switchAvailability(tx, runId, stamp), renumbered)
    add(await switchVariants(tx, runId, staged.hasWholeOffers))
    add(await showGoods(tx, runId, at))
    const hidden = new Set(await hideByVariants(tx, runId, at, staged.hasWholeOffers))
    const sources = staged.goods > 0 ? staged.fullSources : []
    for (const id of await hideUnlisted(tx, runId, sources, at)) hidden.add(id)
    await keepStanding(tx, runId)
    await saveHidden(tx, [...hidden])
    await saveDirectories(tx, staged.directories)

    const counts = countUp(named, new Set([...reworded, ...renumbered, ...moved]), hidden)
    const oversold = await findOversold(tx, stamp)
    const entry = { at, userId, subject: 'import', subjectId: importId }
    await addAuditEntry(tx, { ...entry, action: 'import', details: { ...counts } })
    if (oversold.length > 0) await addAuditEntry(tx, { ...entry, action: 'oversold', details: { oversold } })
    const fresh = named.filter(({ isNew }) => isNew).map(({ id }) => id)
    const changed = new Set([...reworded, ...fresh, ...renamed])
    const parts = await given.segment?.parts
    const inSegment = parts ? given.segment?.goods : undefined
    const change = await addCatalogChange(tx, {
      reworded: changed,
      hidden,
      renumbered,
      ...(inSegment ? { inSegment } : {}),
    })
    if (change !== null && parts) await publishSegment(tx, change, parts)
    const result = { ...counts, rejected: staged.rejected.length }
    // Goods that became one of their variants stay it: their reservations mean that variant.
    const canTakeBack = split.length === 0
    await finishImport(tx, importId, { at, result, undo: canTakeBack ? undo : '' })
    return { counts, oversold, canTakeBack }
  })
}

/** Counts each product once: a hidden one counts only as hidden, and one that nobody had seen is new, not changed. */
function countUp(
  named: readonly { id: number; isNew: number }[],
  changed: ReadonlySet<number>,
  hidden: ReadonlySet<number>,
): Counts {
  const counts: Counts = { new: 0, changed: 0, unchanged: 0, hidden: hidden.size }
  for (const [id, isNew] of new Map(named.map((one) => [one.id, one.isNew]))) {
    if (isNew) counts.new++
    else if (hidden.has(id)) continue
    else if (changed.has(id)) counts.changed++
    else counts.unchanged++
  }
  return counts
}
