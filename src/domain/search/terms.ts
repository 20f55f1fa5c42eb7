/** What is known of the words of all goods. */
export interface Lexicon {
  /** In how many goods a word stands in any of its forms. */
  goods(word: Lookup): number
  /** Forms that begin so. */
  completions(start: string): string[]
  /** Forms that it may be a typo of, with the number of typos. */
  similar(form: string): { form: string; typos: number }[]
  /** Whether any article or model has this in it. */
  holdsPart(key: string): boolean
  /** Keys of articles and models that it may be a typo of. */
  similarKeys(key: string): string[]
  /** A form as people write it. */
  shown(form: string): string
  spell(word: string): Lookup
  /** Other words for the same, by terms. */
  synonyms(term: string): readonly Lookup[]
}

/** A word by its form and by what all its forms have in common. */
export interface Lookup {
  form: string
  term: string
}

/** One word of the query, with all that counts as finding it. */
export interface Word {
  typed: string
  /** The word itself. */
  whole: readonly Lookup[]
  /** Its synonyms, what it may begin, what it may be a typo of. */
  near: readonly Lookup[]
  /** Parts of articles and models. */
  parts: readonly string[]
  /** True where a part may stand there by chance: `10m` in 310MX. */
  isVague: boolean
  /** How it was read, where that is not what was typed. */
  meant: string | null
  /** True where the literal word is not looked for at all. */
  isCorrected: boolean
}
