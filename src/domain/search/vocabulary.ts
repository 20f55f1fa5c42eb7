import { inCyrillic } from './letters.ts'
import { indexTypos, type Similar, similarForms, type TypoIndex, typosAllowed } from './typos.ts'
import { type Stem, spell } from './words.ts'

/** All words of the indexed goods: forms as they stand, each with the number of its term. */
export interface Vocabulary {
  terms: ReadonlyMap<string, number>
  forms: ReadonlyMap<string, number>
  /** In the order of letters, to find what begins so. */
  sorted: readonly string[]
  /** Of letters alone and long enough for a typo. */
  typoForms: readonly string[]
  typos: TypoIndex
  cyrillic: ReadonlySet<string>
}

export interface VocabularyBuilder {
  /** The number of the term of a plain word. */
  termOf(word: string): number
  size(): number
  finish(): Generator<void, Vocabulary>
}

export function buildVocabulary(stem: Stem): VocabularyBuilder {
  const terms = new Map<string, number>()
  const forms = new Map<string, number>()
  const words = new Map<string, number>()
  const cyrillic = new Set<string>()
  return {
    termOf(word) {
      const known = words.get(word)
      if (known !== undefined) return known
      const { form, term, script } = spell(word, stem)
      const number = forms.get(form) ?? terms.get(term) ?? terms.size
      if (!terms.has(term)) terms.set(term, number)
      if (!forms.has(form)) forms.set(form, number)
      if (script === 'ru') cyrillic.add(form)
      words.set(word, number)
      return number
    },
    size: () => terms.size,
    *finish() {
      words.clear()
      const sorted = [...forms.keys()].sort()
      yield
      const typoForms = sorted.filter((form) => typosAllowed(form.length) > 0 && !/\d/.test(form))
      return { terms, forms, sorted, typoForms, typos: yield* indexTypos(typoForms), cyrillic }
    },
  }
}

/** The number of the term that a word means, by its form or by its stem. */
export function termOf({ forms, terms }: Vocabulary, form: string, term: string): number | undefined {
  return forms.get(form) ?? terms.get(term)
}

export function similarIn({ typos, typoForms }: Vocabulary, form: string): Similar[] {
  return similarForms(typos, typoForms, form)
}

/** Forms that begin so, itself excluded, at most `most`. */
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
