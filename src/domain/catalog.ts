import { looksLike, soundsLike } from './search/letters.ts'

/** What articles are compared by: no dashes, dots, slashes or spaces, one case, look-alike letters made one. */
export function articleKey(text: string): string {
  if (/^[ -~]*$/.test(text)) return text.toLowerCase().replace(/[^a-z0-9+]+/g, '')
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

/** Both ends included; null is open. */
export interface Span {
  from: number | null
  to: number | null
}

export interface Range extends Span {
  characteristicId: number
}

/** False for what is no number. */
export function isWithin({ from, to }: Span, number: number): boolean {
  return number >= (from ?? Number.NEGATIVE_INFINITY) && number <= (to ?? Number.POSITIVE_INFINITY)
}

export function isSameSpan(a: Span, b: Span): boolean {
  return a.from === b.from && a.to === b.to
}

/** What a member has chosen in the catalog: it lives in the database, buttons carry ids. */
export interface Selection {
  categoryId: number | null
  query: string
  /** As it was typed: nothing is corrected, nothing left out. */
  literal: boolean
  /** Ids of characteristic values: several of one characteristic are "or", of several "and". */
  valueIds: number[]
  /** The same holds for ranges; of one characteristic either values or ranges are chosen. */
  ranges: Range[]
  /** Kopecks of whoever looks: of his own price type. */
  price: Span | null
  inStock: boolean
  warehouseId: number | null
  sort: Sort
}

/** Everything that narrows what a query or a category means. */
export const noFilters = {
  valueIds: [],
  ranges: [],
  price: null,
  inStock: false,
  warehouseId: null,
} satisfies Partial<Selection>

export const emptySelection: Selection = { categoryId: null, query: '', literal: false, ...noFilters, sort: 'name' }

/** How many filters are on. */
export function countFilters({ valueIds, ranges, price, inStock, warehouseId }: Selection): number {
  return valueIds.length + ranges.length + [price !== null, inStock, warehouseId !== null].filter(Boolean).length
}
