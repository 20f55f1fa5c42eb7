import { type Stem, spell } from '#domain/text/words.ts'
import { holdsPart } from './articles.ts'
import { isSlipOf, nearKeys } from './nearest.ts'
import type { Segment } from './segment.ts'
import type { Lexicon, Lookup } from './terms.ts'
import { completionsIn, formOf, shownForm, similarIn, termIn } from './vocabulary.ts'

/** Knowledge of words that does not come from the goods. */
export interface WordKnowledge {
  stem: Stem
  /** By terms. */
  synonyms: ReadonlyMap<string, readonly Lookup[]>
}

const MOST_COMPLETIONS = 100
const MOST_NEAR_KEYS = 20
const SHORTEST_MENDED = 5

/** The lexicon of several segments as one. */
export function lexiconOf(segments: readonly Segment[], { stem, synonyms }: WordKnowledge): Lexicon {
  const goods = ({ form, term }: Lookup): number => {
    let sum = 0
    for (const { vocabulary, postings } of segments) {
      const numbered = formOf(vocabulary, form, term)
      const number = termIn(numbered ?? 0)
      if (numbered !== undefined) sum += (postings.starts[number + 1] ?? 0) - (postings.starts[number] ?? 0)
    }
    return sum
  }
  const fromAll = <One>(read: (segment: Segment) => readonly One[]): One[] =>
    segments.length === 1 && segments[0] ? [...read(segments[0])] : segments.flatMap(read)
  return {
    goods,
    completions: (start) => [
      ...new Set(fromAll(({ vocabulary }) => completionsIn(vocabulary, start, MOST_COMPLETIONS))),
    ],
    similar: (form) => {
      const found = new Map<string, number>()
      for (const one of fromAll(({ vocabulary }) => similarIn(vocabulary, form))) found.set(one.form, one.typos)
      return [...found].map(([form, typos]) => ({ form, typos }))
    },
    holdsPart: (key) => segments.some(({ articles }) => holdsPart(articles, key)),
    similarKeys: (key) => {
      if (key.length < SHORTEST_MENDED) return []
      const near = fromAll(({ articles }) => nearKeys(articles, key, MOST_NEAR_KEYS))
      return [...new Set(near.map((one) => one.key))].filter((one) => isSlipOf(key, one))
    },
    shown: (form) => {
      const knows = segments.find(({ vocabulary }) => vocabulary.forms.has(form))
      return knows ? shownForm(knows.vocabulary, form) : form
    },
    spell: (word) => spell(word, stem),
    synonyms: (term) => synonyms.get(term) ?? [],
  }
}
