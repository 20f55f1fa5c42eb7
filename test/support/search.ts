import { readSynonyms, usualSynonyms } from '../../src/domain/search/synonyms.ts'
import type { ImportDeps } from '../../src/services/deps.ts'
import { createEmbeddedSearch, type EmbeddedSearch } from '../../src/services/search-embedded.ts'
import { stem } from '../../src/services/stems.ts'

/** The search in memory over a database; an error of it fails the test. */
export function searchOver(deps: ImportDeps): EmbeddedSearch {
  const words = { stem, synonyms: readSynonyms(usualSynonyms, stem) }
  const onError = (error: unknown) => {
    throw error
  }
  return createEmbeddedSearch({ deps, words, onError })
}
