import type { ArticleIndex } from './articles.ts'
import type { SortedNames } from './names.ts'
import type { GroupedPostings } from './postings.ts'
import type { Vocabulary } from './vocabulary.ts'

/** The data that a product is found by. */
export interface Good {
  id: number
  skuKey: string
  modelKey: string
  sku: string
  model: string
  name: string
  brand: string
  category: string
  categoryId: number | null
  /** Ids of values. */
  values: readonly number[]
  /** Availability in a list without quantities: 1, 0, or null. */
  listed: number | null
  /** The number of invoices that contain it. */
  ordered: number
}

/** A value of a characteristic, with its unit in the text. */
export interface Value {
  id: number
  characteristicId: number
  number: number | null
  text: string
}

/** Goods in the order of their ids, each with a place from 0, and all data by place. */
export interface Segment {
  ids: Int32Array
  /** 1: the product is newer in another segment, or hidden. */
  gone: Uint8Array
  categories: Int32Array
  listed: Int8Array
  ordered: Uint16Array
  /** Twice the place among the names of the main segment; names of other segments stand between. */
  nameRanks: Float64Array
  sortedNames: SortedNames
  /** For each product: the places of its values in `valueTable`. */
  values: GroupedPostings
  valueTable: { ids: Int32Array; characteristics: Int32Array; numbers: Float64Array }
  /** Kopecks by price type; −1: none. */
  prices: Map<number, Float64Array>
  /** On hand minus live reservations, by warehouse. */
  shelves: Map<number, Int32Array>
  /** Over all warehouses; a shelf below zero counts as 0. */
  free: Int32Array
  vocabulary: Vocabulary
  /** By term; each item is a `posting`. */
  postings: GroupedPostings
  articles: ArticleIndex
  scratch: Scratch
}

/** Buffers that every query reuses. */
export interface Scratch {
  /** Bits of the query's words that were found; 16 bits higher, of those found whole. */
  hits: Int32Array
  /** Bits of the words found in name or model; 16 bits higher, of those found in the same form. */
  named: Int32Array
  /** 1: the product is the thing that the query is about, by the noun of its name or by its category. */
  head: Uint8Array
  /** The place that the article alone decides. */
  place: Uint8Array
}

/** Stands for "not stated" in an array of numbers. */
export const UNSTATED = -1

export const scratchFor = (size: number): Scratch => ({
  hits: new Int32Array(size),
  named: new Int32Array(size),
  head: new Uint8Array(size),
  place: new Uint8Array(size),
})

/** The place of a product, or −1. */
export function placeOf({ ids }: Pick<Segment, 'ids'>, id: number): number {
  let [low, high] = [0, ids.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((ids[middle] ?? 0) < id) low = middle + 1
    else high = middle
  }
  return ids[low] === id ? low : -1
}
