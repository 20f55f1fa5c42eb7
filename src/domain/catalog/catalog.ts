import { looksLike, soundsLike } from '#domain/text/letters.ts'

/** Articles are compared by this key: no dashes, dots, slashes or spaces, one case, look-alike letters made one. */
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

/** A barcode's digits as EAN-13: UPC-12 gets its leading zero, GTIN-14 loses it. Empty if the text is not a barcode. */
export function barcodeKey(text: string): string {
  const digits = text.replace(/[\s-]/g, '')
  if (!/^\d{8}$|^\d{12,14}$/.test(digits)) return ''
  if (digits.length === 12) return `0${digits}`
  return digits.length === 14 && digits.startsWith('0') ? digits.slice(1) : digits
}

/** The keys under which a typed article may be stored: as the letters look, and as they sound. */
export function articleKeys(text: string): string[] {
  const sounds = [...text.toLowerCase()].map((char) => soundsLike[char] ?? char).join('')
  return [...new Set([articleKey(text), articleKey(sounds)])].filter((key) => key !== '')
}

/** The text in which words are searched: one case, ё as е, look-alike letters made one, punctuation as spaces. */
export function searchText(...texts: string[]): string {
  return [...texts.join(' ').toLowerCase().normalize('NFKC')]
    .map((char) => looksLike[char] ?? char)
    .map((char) => (/[\p{L}\p{N}+]/u.test(char) ? char : ' '))
    .join('')
    .replace(/ +/g, ' ')
    .trim()
}

/** Buttons carry their indices. */
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

/** False for NaN. */
export function isWithin({ from, to }: Span, number: number): boolean {
  return number >= (from ?? Number.NEGATIVE_INFINITY) && number <= (to ?? Number.POSITIVE_INFINITY)
}

export function isSameSpan(a: Span, b: Span): boolean {
  return a.from === b.from && a.to === b.to
}

/** A member's choice in the catalog. It lives in the database; buttons carry ids. */
export interface Selection {
  categoryId: number | null
  query: string
  /** The query counts as typed: nothing is corrected, nothing left out. */
  literal: boolean
  /** Ids of characteristic values: values of one characteristic are joined by "or", of several by "and". */
  valueIds: number[]
  /** Joined like values; a characteristic has either values or ranges chosen. */
  ranges: Range[]
  /** Kopecks in the price type of the viewer's company. */
  price: Span | null
  inStock: boolean
  warehouseId: number | null
  sort: Sort
}

/** No filters; a query or a category stands as it is. */
export const noFilters = {
  valueIds: [],
  ranges: [],
  price: null,
  inStock: false,
  warehouseId: null,
} satisfies Partial<Selection>

export const emptySelection: Selection = { categoryId: null, query: '', literal: false, ...noFilters, sort: 'name' }

/** The number of filters that are on. */
export function countFilters({ valueIds, ranges, price, inStock, warehouseId }: Selection): number {
  return valueIds.length + ranges.length + [price !== null, inStock, warehouseId !== null].filter(Boolean).length
}

/** The comparable name of a price type in any source: «Цена дилерская» and «Дилерская» are one. */
export function priceTypeName(name: string): string {
  return searchText(name.replace(/(?<!\p{L})(цен[аы]|price)(?!\p{L})/giu, ' '))
}

/** The comparable name of a warehouse in any source: «Склад Москва» and «Москва» are one. */
export function warehouseName(name: string): string {
  return searchText(name.replace(/(?<!\p{L})(склад[еа]?|warehouse|stock)(?!\p{L})/giu, ' ')) || searchText(name)
}
