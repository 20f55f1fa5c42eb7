import { sql } from 'kysely'
import { addCatalogChange } from '#db/catalog/catalog-changes.ts'
import { addCodes } from '#db/imports/codes.ts'
import {
  type FinishedImport,
  goodsIn,
  isTakenBack,
  lastImport,
  lockImports,
  markTakenBack,
} from '#db/imports/imports.ts'
import { findOversold, type Oversold } from '#db/imports/offers.ts'
import {
  clearUndo,
  restoreDirectories,
  restoreKeys,
  restorePrices,
  restoreProducts,
  restoreStock,
  restoreValues,
  undoneProducts,
} from '#db/imports/undo.ts'
import { addAuditEntry } from '#db/kernel/audit.ts'
import { type Actor, may } from '#domain/policy.ts'
import { type Refusal, refuse } from '#domain/result.ts'
import type { ImportDeps } from './deps.ts'

/** The last list, if it can be taken back. */
export async function lastTakenIn(
  { db }: Pick<ImportDeps, 'db'>,
  actor: Actor,
): Promise<{ ok: true; last: FinishedImport | null } | Refusal<'forbidden'>> {
  if (!may(actor, 'catalog.import')) return refuse('forbidden')
  const last = await lastImport(db)
  return { ok: true, last: last && last.undo !== '' ? last : null }
}

export type TakeBack =
  | { ok: true; fileName: string; changed: number; shown: number; hidden: number; oversold: Oversold[] }
  | Refusal<'forbidden' | 'taken_back' | 'not_last'>

/**
 * Restores goods, prices and stock to their state before the last import; pieces that left the warehouse since stay
 * gone. Only the last import can be taken back, and only once.
 */
export async function takeBackImport(deps: ImportDeps, actor: Actor, importId: number): Promise<TakeBack> {
  if (!may(actor, 'catalog.import')) return refuse('forbidden')
  return deps.db.transaction().execute(async (tx) => {
    await lockImports(tx)
    const last = await lastImport(tx)
    if (last?.id !== importId || last.undo === '') {
      return refuse((await isTakenBack(tx, importId)) ? 'taken_back' : 'not_last')
    }
    const at = deps.clock.now()
    const undone = await undoneProducts(tx)
    const categories = await restoreDirectories(tx, last.undo)
    await restoreProducts(tx, at)
    await addCodes(tx, sql`products.id in (select product_id from import_undo_products where kind = 'changed')`)
    await restoreValues(tx)
    await restoreKeys(tx)
    const renumbered = new Set([...(await restorePrices(tx)), ...(await restoreStock(tx, importId, at))])
    const reworded = new Set([...undone.changed, ...undone.hidden, ...(await goodsIn(tx, categories))])
    await addCatalogChange(tx, { reworded, hidden: new Set(undone.new), renumbered })
    const oversold = await findOversold(tx, { importId, at })
    await markTakenBack(tx, importId, at)
    await clearUndo(tx)
    const counts = { changed: undone.changed.length, shown: undone.hidden.length, hidden: undone.new.length }
    await addAuditEntry(tx, {
      at,
      userId: actor.id,
      action: 'take back',
      subject: 'import',
      subjectId: importId,
      details: { ...counts, oversold },
    })
    return { ok: true, fileName: last.fileName, ...counts, oversold }
  })
}
