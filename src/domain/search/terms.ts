/** Knowledge of the words of all goods. */
export interface Lexicon {
  /** The number of goods that have a word in any of its forms. */
  goods(word: Lookup): number
  /** Forms that begin with `start`. */
  completions(start: string): string[]
  /** Forms of which `form` may be a typo, with the number of typos. */
  similar(form: string): { form: string; typos: number }[]
  /** True if any article or model contains `key`. */
  holdsPart(key: string): boolean
  /** Keys of articles and models of which `key` may be a typo. */
  similarKeys(key: string): string[]
  /** A form as people write it. */
  shown(form: string): string
  spell(word: string): Lookup
  /** Synonyms, by terms. */
  synonyms(term: string): readonly Lookup[]
}

/** A word by its form, and by the term that all its forms share. */
export interface Lookup {
  form: string
  term: string
}

/** One word of the query, with all lookups that count as finding it. */
export interface Word {
  typed: string
  /** The word itself. */
  whole: readonly Lookup[]
  /** Synonyms, completions, and words of which it may be a typo. */
  near: readonly Lookup[]
  /** Parts of articles and models. */
  parts: readonly string[]
  /** True if a part may match by chance: `10m` in 310MX. */
  isVague: boolean
  /** The word as it was read, if that is not the typed one; else null. */
  meant: string | null
  /** True if the literal word is not searched at all. */
  isCorrected: boolean
}
