import { inCyrillic } from '#domain/text/letters.ts'
import { type Stem, spell } from '#domain/text/words.ts'
import { indexTypos, type SimilarWord, similarForms, type TypoIndex, typosAllowed } from './typos.ts'

/** All words of the indexed goods: forms as they stand, each with its `numberedForm`. */
export interface Vocabulary {
  terms: ReadonlyMap<string, number>
  forms: ReadonlyMap<string, number>
  /** Forms in alphabetical order, for completions. */
  sorted: readonly string[]
  /** Forms of letters alone that are long enough for a typo. */
  typoForms: readonly string[]
  typos: TypoIndex
  cyrillic: ReadonlySet<string>
}

/** The number of forms of a term that are distinguished; all others share one number. */
export const DISTINCT_FORMS = 8

/** A term's number and the number of its form, as one number. */
const numberedForm = (term: number, form: number) => term * (DISTINCT_FORMS + 1) + Math.min(form, DISTINCT_FORMS)
export const termIn = (numbered: number) => Math.floor(numbered / (DISTINCT_FORMS + 1))
export const formIn = (numbered: number) => numbered % (DISTINCT_FORMS + 1)

export interface VocabularyBuilder {
  /** The `numberedForm` of a plain word. */
  formOf(word: string): number
  size(): number
  finish(): Generator<void, Vocabulary>
}

export function buildVocabulary(stem: Stem): VocabularyBuilder {
  const terms = new Map<string, number>()
  const forms = new Map<string, number>()
  const words = new Map<string, number>()
  const cyrillic = new Set<string>()
  const formsOfTerm: number[] = []
  return {
    formOf(word) {
      const known = words.get(word)
      if (known !== undefined) return known
      const { form, term, script } = spell(word, stem)
      const seen = forms.get(form)
      const number = seen === undefined ? (terms.get(term) ?? terms.size) : termIn(seen)
      if (!terms.has(term)) terms.set(term, number)
      const numbered = seen ?? numberedForm(number, formsOfTerm[number] ?? 0)
      if (seen === undefined) {
        forms.set(form, numbered)
        formsOfTerm[number] = (formsOfTerm[number] ?? 0) + 1
      }
      if (script === 'ru') cyrillic.add(form)
      words.set(word, numbered)
      return numbered
    },
    size: () => terms.size,
    *finish() {
      words.clear()
      formsOfTerm.length = 0
      const sorted = [...forms.keys()].sort()
      yield
      const typoForms = sorted.filter((form) => typosAllowed(form.length) > 0 && !/\d/.test(form))
      return { terms, forms, sorted, typoForms, typos: yield* indexTypos(typoForms), cyrillic }
    },
  }
}

/** The `numberedForm` that a word means, by its form or else by its stem. */
export function formOf({ forms, terms }: Vocabulary, form: string, term: string): number | undefined {
  const known = forms.get(form)
  if (known !== undefined) return known
  const number = terms.get(term)
  return number === undefined ? undefined : numberedForm(number, DISTINCT_FORMS)
}

export function similarIn({ typos, typoForms }: Vocabulary, form: string): SimilarWord[] {
  return similarForms(typos, typoForms, form)
}

/** Forms that begin with `start`, `start` itself excluded, at most `most`. */
export function completionsIn({ sorted }: Vocabulary, start: string, most: number): string[] {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle] ?? '') < start) low = middle + 1
    else high = middle
  }
  const found: string[] = []
  for (let i = low; i < sorted.length && found.length < most && sorted[i]?.startsWith(start); i++) {
    if (sorted[i] !== start) found.push(sorted[i] ?? '')
  }
  return found
}

/** A form as people write it. */
export function shownForm({ cyrillic }: Vocabulary, form: string): string {
  return cyrillic.has(form) ? inCyrillic(form) : form
}
