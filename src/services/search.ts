import { readSynonyms, usualSynonyms } from '../domain/search/synonyms.ts'
import type { ImportDeps, Search } from './deps.ts'
import { createEmbeddedSearch } from './search-embedded.ts'
import { createPostgresSearch } from './search-postgres.ts'
import { stem } from './stems.ts'

export interface RunningSearch extends Search {
  start(): void
  stop(): Promise<void>
}

/** The search of the whole program; `synonyms`: the distributor's own, beside the usual ones. */
export function createSearch(
  deps: ImportDeps,
  given: { kind: 'memory' | 'postgres'; synonyms?: string; onError: (error: unknown) => void },
): RunningSearch {
  const { kind, synonyms = '', onError } = given
  const words = { stem, synonyms: readSynonyms(`${usualSynonyms}\n${synonyms}`, stem) }
  if (kind === 'memory') return createEmbeddedSearch({ deps, words, onError })
  return { ...createPostgresSearch({ deps, words }), start() {}, async stop() {} }
}
