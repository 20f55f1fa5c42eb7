import {
  candidatesByCode,
  candidatesBySku,
  candidatesLeft,
  leaveOut,
  type MatchCandidate,
  matchRows,
} from '#db/imports/matching.ts'
import { isSameArticle } from '#domain/catalog/catalog.ts'
import type { ImportDeps } from './deps.ts'
import type { RejectedRow } from './outcome.ts'
import { eachPortion, type ImportRun } from './portions.ts'

/**
 * Finds the goods of rows with an unknown key by their article, in any spelling, or by a code. Answers the rows that
 * may mean goods the file names nowhere else, but not surely which: they are left out, lest they become second goods
 * with a price and a stock of their own.
 */
export async function matchByArticle(deps: ImportDeps, run: ImportRun): Promise<RejectedRow[]> {
  const isSame = ({ sku, name, knownSku, knownName }: MatchCandidate) =>
    isSameArticle({ sku, name }, { sku: knownSku, name: knownName })
  await eachPortion(deps, run, async (tx, portion) => {
    await matchRows(tx, run.runId, (await candidatesBySku(tx, portion)).filter(isSame))
    await matchRows(tx, run.runId, await candidatesByCode(tx, portion))
  })
  const ambiguous = new Map<number, RejectedRow>()
  await eachPortion(deps, run, async (tx, portion) => {
    const left = (await candidatesLeft(tx, portion)).filter(isSame)
    for (const { n, row, sku } of left) ambiguous.set(n, { row, reason: 'ambiguous_sku', value: sku.slice(0, 100) })
    await leaveOut(tx, run.runId, [...new Set(left.map(({ n }) => n))])
  })
  return [...ambiguous.values()]
}
