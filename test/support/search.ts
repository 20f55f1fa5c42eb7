import { createSearch, type RunningSearch } from '#search/search.ts'
import type { ImportDeps } from '#services/kernel/deps.ts'

/** A search over a database; an error of it fails the test. */
export function searchOver(deps: ImportDeps, kind: 'memory' | 'postgres' = 'memory'): RunningSearch {
  const onError = (error: unknown) => {
    throw error
  }
  return createSearch(deps, { kind, onError })
}
