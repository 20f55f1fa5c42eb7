import { looksLike, soundsLike } from '#domain/text/letters.ts'

/** What articles are compared by: no dashes, dots, slashes or spaces, one case, look-alike letters made one. */
export function articleKey(text: string): string {
  if (/^[ -~]*$/.test(text)) return text.toLowerCase().replace(/[^a-z0-9+]+/g, '')
  return [...text.toLowerCase().normalize('NFKC')]
    .map((char) => looksLike[char] ?? char)
    .filter((char) => /[\p{L}\p{N}+]/u.test(char))
    .join('')
}

/**
 * True for two spellings of one article: signs between digits count («1.5» is not «15»), all others do not. Goods of one
 * name are the same in any spelling.
 */
export function isSameArticle(one: { sku: string; name: string }, other: { sku: string; name: string }): boolean {
  if (articleKey(one.sku) !== articleKey(other.sku)) return false
  const isNamedAlike = one.name !== '' && searchText(one.name) === searchText(other.name)
  return isNamedAlike || digitGroups(one.sku) === digitGroups(other.sku)
}

const digitGroups = (sku: string) =>
  sku
    .replace(/(?<=\d)[^\d\p{L}]+(?=\d)/gu, '.')
    .match(/[\d.]+/g)
    ?.join(' ') ?? ''

/** A barcode's digits as EAN-13: UPC-12 gets its leading zero, GTIN-14 loses it. Empty where it is no barcode. */
export function barcodeKey(text: string): string {
  const digits = text.replace(/[\s-]/g, '')
  if (!/^\d{8}$|^\d{12,14}$/.test(digits)) return ''
  if (digits.length === 12) return `0${digits}`
  return digits.length === 14 && digits.startsWith('0') ? digits.slice(1) : digits
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

/** What one price type is called, whoever names it: «Цена дилерская», «Дилерская» are one. */
export function priceTypeName(name: string): string {
  return searchText(name.replace(/(?<!\p{L})(цен[аы]|price)(?!\p{L})/giu, ' '))
}

/** What one warehouse is called, whoever names it: «Склад Москва», «Москва» are one. */
export function warehouseName(name: string): string {
  return searchText(name.replace(/(?<!\p{L})(склад[еа]?|warehouse|stock)(?!\p{L})/giu, ' ')) || searchText(name)
}
