import { type ArticleIndex, indexArticles } from './articles.ts'
import { folded, plain } from './letters.ts'
import { ranksOf, type SortedNames, sortedNamesOf } from './names.ts'
import { type Grouped, group, growing, orderOf } from './postings.ts'
import { buildVocabulary, type Vocabulary } from './vocabulary.ts'
import { type Stem, wordsIn } from './words.ts'

/** What a product is found by. */
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
  /** What a list without quantities says: 1, 0, or null. */
  listed: number | null
  /** On how many invoices it stands. */
  ordered: number
}

/** A value of a characteristic, with its unit in the text. */
export interface Value {
  id: number
  characteristicId: number
  number: number | null
  text: string
}

/** Goods in the order of their ids, each with a place from 0, and everything that is looked up by place. */
export interface Segment {
  ids: Int32Array
  /** 1: newer in another segment, or hidden. */
  gone: Uint8Array
  categories: Int32Array
  listed: Int8Array
  ordered: Uint16Array
  /** Twice the place among the names of the main segment; odd ones stand between. */
  nameRanks: Int32Array
  sortedNames: SortedNames
  /** The values' places in `valueTable` of each good. */
  values: Grouped
  valueTable: { ids: Int32Array; characteristics: Int32Array; numbers: Float64Array }
  /** Kopecks by price type; −1: none. */
  prices: Map<number, Float64Array>
  /** On hand less live reserves, by warehouse. */
  shelves: Map<number, Int32Array>
  /** Over all warehouses; one below zero takes nothing off. */
  free: Int32Array
  vocabulary: Vocabulary
  /** By term: twice the good's place, and 1 where the word stands in its name or model. */
  postings: Grouped
  articles: ArticleIndex
  scratch: Scratch
}

/** Room that every query uses anew. */
export interface Scratch {
  /** Bits of the query's words that were found; 16 bits higher those that were found whole. */
  hits: Int32Array
  /** Bits of those found in name or model. */
  named: Int32Array
  /** The place that the article alone gives. */
  place: Uint8Array
}

const NOT_NULL = -1

export interface SegmentBuilder {
  add(good: Good): void
  /** Pauses where it may be put off. `amid`: the sorted names among which these are to stand. */
  finish(amid?: SortedNames): Generator<void, Segment>
}

/** Takes goods in the order of their ids. */
export function buildSegment(stem: Stem, values: readonly Value[]): SegmentBuilder {
  const vocabulary = buildVocabulary(stem)
  const table = [...values].sort((a, b) => a.id - b.id)
  const valueAt = new Map(table.map(({ id }, at) => [id, at]))
  const [terms, entries, owners, owned, seenAt] = [growing(), growing(), growing(), growing(), [] as number[]]
  const [ids, categories, listed, ordered] = [[] as number[], [] as number[], [] as number[], [] as number[]]
  const [keys, names] = [[] as string[], [] as string[]]
  const texts = new Map<string, number[]>()

  const termsOf = (text: string): number[] => {
    const { words, runs } = wordsIn(text)
    return [...words, ...runs].map((word) => vocabulary.termOf(word))
  }
  const kept = (text: string): number[] => {
    const known = texts.get(text) ?? termsOf(text)
    texts.set(text, known)
    return known
  }
  const put = (term: number, place: number, named: 0 | 1) => {
    if (seenAt[term] === place) return
    seenAt[term] = place
    terms.push(term)
    entries.push(place * 2 + named)
  }
  return {
    add(good) {
      const place = ids.length
      ids.push(good.id)
      categories.push(good.categoryId ?? NOT_NULL)
      listed.push(good.listed ?? NOT_NULL)
      ordered.push(Math.min(good.ordered, 0xffff))
      keys.push(good.skuKey, good.modelKey)
      names.push(plain(good.name))
      const { words, runs } = ownWords(good)
      for (const word of words) put(vocabulary.termOf(word), place, 1)
      for (const run of runs) put(vocabulary.termOf(run), place, 0)
      for (const term of [good.brand, good.category].flatMap(kept)) put(term, place, 0)
      for (const id of good.values) {
        const at = valueAt.get(id)
        if (at === undefined) continue
        owners.push(place)
        owned.push(at)
        for (const term of kept(table[at]?.text ?? '')) put(term, place, 0)
      }
    },
    *finish(amid) {
      texts.clear()
      const size = ids.length
      const order = yield* orderOf(names)
      return {
        ids: Int32Array.from(ids),
        gone: new Uint8Array(size),
        categories: Int32Array.from(categories),
        listed: Int8Array.from(listed),
        ordered: Uint16Array.from(ordered),
        nameRanks: ranksOf(names, order, amid),
        sortedNames: sortedNamesOf(names, order),
        values: yield* group(owners.taken(), owned.taken(), size),
        valueTable: tableOf(table),
        prices: new Map(),
        shelves: new Map(),
        free: new Int32Array(size),
        postings: yield* group(terms.taken(), entries.taken(), vocabulary.size()),
        articles: yield* indexArticles(keys),
        vocabulary: yield* vocabulary.finish(),
        scratch: { hits: new Int32Array(size), named: new Int32Array(size), place: new Uint8Array(size) },
      }
    },
  }
}

function tableOf(values: readonly Value[]): Segment['valueTable'] {
  return {
    ids: Int32Array.from(values, ({ id }) => id),
    characteristics: Int32Array.from(values, ({ characteristicId }) => characteristicId),
    numbers: Float64Array.from(values, ({ number }) => number ?? Number.NaN),
  }
}

/** The words of a good's name, model and article, but for what any part of these keys finds anyway. */
export function ownWords(good: Good): { words: string[]; runs: string[] } {
  const { words, runs } = wordsIn(`${good.name}\n${good.model}\n${good.sku}`)
  const isOwn = (word: string) => !isPartOf(good, word)
  return { words: [...words].filter(isOwn), runs: [...runs].filter(isOwn) }
}

/** What any part of the article finds anyway is not a word beside it. */
function isPartOf({ skuKey, modelKey }: Good, word: string): boolean {
  if (word.length < 3 || !/\d/.test(word)) return false
  const key = folded(word)
  return skuKey.includes(key) || modelKey.includes(key)
}

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
