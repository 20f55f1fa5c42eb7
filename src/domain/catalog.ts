import { looksLike, soundsLike } from './search/letters.ts'

/** What articles are compared by: no dashes, dots, slashes or spaces, one case, look-alike letters made one. */
export function articleKey(text: string): string {
  return [...text.toLowerCase().normalize('NFKC')]
    .map((char) => looksLike[char] ?? char)
    .filter((char) => /[\p{L}\p{N}+]/u.test(char))
    .join('')
}

/** The keys under which what was typed may be stored: as the letters look, and as they sound. */
export function articleKeys(text: string): string[] {
  const sounds = [...text.toLowerCase()].map((char) => soundsLike[char] ?? char).join('')
  return [...new Set([articleKey(text), articleKey(sounds)])].filter((key) => key !== '')
}

/** What words are searched in: one case, ё as е, look-alike letters made one, punctuation as spaces. */
export function searchText(...texts: string[]): string {
  return [...texts.join(' ').toLowerCase().normalize('NFKC')]
    .map((char) => looksLike[char] ?? char)
    .map((char) => (/[\p{L}\p{N}+]/u.test(char) ? char : ' '))
    .join('')
    .replace(/ +/g, ' ')
    .trim()
}

/** Buttons carry their places. */
export const sorts = ['name', 'cheap', 'dear', 'stock', 'relevance'] as const
export type Sort = (typeof sorts)[number]

export interface Range {
  characteristicId: number
  /** Included; null is open. */
  from: number | null
  /** Excluded; null is open. */
  to: number | null
}

/** What a member has chosen in the catalog: it lives in the database, buttons carry ids. */
export interface Selection {
  categoryId: number | null
  query: string
  /** As it was typed: nothing is corrected, nothing left out. */
  literal: boolean
  /** Ids of characteristic values: several of one characteristic are "or", of several "and". */
  valueIds: number[]
  ranges: Range[]
  inStock: boolean
  sort: Sort
}

export const emptySelection: Selection = {
  categoryId: null,
  query: '',
  literal: false,
  valueIds: [],
  ranges: [],
  inStock: false,
  sort: 'name',
}

/** Boundaries that cut numbers into at most `pieces` ranges at round numbers, each with goods in it. */
export function sensibleCuts(numbers: readonly number[], pieces = 5): number[] {
  const sorted = [...numbers].sort((a, b) => a - b)
  const cuts = new Set<number>()
  for (let piece = 1; piece < pieces; piece++) {
    const at = sorted[Math.floor((sorted.length * piece) / pieces)]
    if (at !== undefined) cuts.add(roundDown(at))
  }
  const [least, most] = [sorted[0] ?? 0, sorted.at(-1) ?? 0]
  return [...cuts].filter((cut) => cut > least && cut <= most).sort((a, b) => a - b)
}

function roundDown(n: number): number {
  if (n <= 0) return Math.floor(n)
  const step = 10 ** Math.floor(Math.log10(n)) / 2
  return step < 1 ? Math.floor(n * 10) / 10 : Math.floor(n / step) * step
}
