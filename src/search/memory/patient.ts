import { findInSteps, type SearchQuery, type SearchResult } from '#domain/search/find.ts'
import type { WordKnowledge } from '#domain/search/lexicon.ts'
import { type Scratch, type Segment, scratchFor } from '#domain/search/segment.ts'
import { inSlices } from '#runtime/slices.ts'

/**
 * Searches that are not urgent: each lets others in between its steps, so it needs scratch of its own. The next search
 * reuses it: half a megabyte for 50,000 goods is too much to allocate for every line of a list.
 */
export function createPatientSearch(words: WordKnowledge) {
  let spare: Scratch[] = []
  const take = (size: number) => {
    const at = spare.findIndex(({ hits }) => hits.length === size)
    return at < 0 ? scratchFor(size) : (spare.splice(at, 1)[0] as Scratch)
  }
  return async (
    segments: readonly Segment[],
    query: SearchQuery,
    breathe: () => Promise<void>,
  ): Promise<SearchResult> => {
    const own = segments.map((segment) => ({ ...segment, scratch: take(segment.ids.length) }))
    try {
      return await inSlices(findInSteps(own, words, query), breathe)
    } finally {
      spare = own.map(({ scratch }) => scratch)
    }
  }
}
