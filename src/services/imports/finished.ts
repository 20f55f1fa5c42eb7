import { finishedImport } from '#db/imports/imports.ts'
import type { CatalogFile } from '#exchange/files/source.ts'
import type { Deps } from '#services/kernel/deps.ts'
import { hashOf } from './imports.ts'
import type { Counts, ImportResult } from './outcome.ts'

/** The outcome of a file that was let count at `since`, if an earlier process finished it; null: it did not. */
export async function seeFinishedImport(
  deps: Pick<Deps, 'db'>,
  given: { userId: number; file: CatalogFile; since: number },
): Promise<ImportResult | null> {
  const { userId: importedBy, file, since } = given
  const finished = await finishedImport(deps.db, { sha256: await hashOf([file]), importedBy, since })
  if (!finished) return null
  const counts = JSON.parse(finished.result) as Counts
  const rest = { rejected: [], cells: [], untaken: [], sheets: [], oversold: [], onlyDirectories: false, isPart: false }
  const { new: added, changed, unchanged, hidden } = counts
  return { importId: finished.id, new: added, changed, unchanged, hidden, ...rest, canTakeBack: finished.undo !== '' }
}
