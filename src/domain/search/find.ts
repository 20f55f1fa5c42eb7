import type { Sort } from '#domain/catalog/catalog.ts'
import { atOnce, type Steps } from '#domain/steps.ts'
import { lexiconOf, type WordKnowledge } from './lexicon.ts'
import { allOf, matchGoods, places, WHOLE } from './matching.ts'
import { GOES, judgeOf, type Narrowing, STAYS } from './narrowing.ts'
import { bestCover, nearestGoods, togetherIn } from './partial.ts'
import { planQuery, type QueryPlan } from './plan.ts'
import { keepFirst, rankOf } from './ranking.ts'
import type { Segment } from './segment.ts'

export interface SearchQuery {
  text: string
  /** The query counts as typed: nothing is corrected, nothing left out. */
  literal?: boolean
  filter?: Narrowing
  sort?: Sort
  /** Sorts the goods and counts the prices by this price type. */
  priceTypeId?: number | null
  offset?: number
  limit: number
  /** Counts the values. */
  facets?: boolean
  /** Counts the prices. */
  prices?: boolean
  /** Counts the goods that are free in each warehouse. */
  warehouses?: boolean
  /** The number of similar goods to name if not all was found. */
  nearest?: number
}

export interface Correction {
  typed: string
  meant: string
}

export type Facets = Map<number, Map<number, number>>

export interface SearchResult {
  /** Of the goods on this page. */
  ids: number[]
  total: number
  /** Counts of goods per value of each characteristic; the choice within that characteristic is ignored. */
  facets: Facets
  /** Counts of goods by price in kopecks. */
  prices: Map<number, number>
  /** Counts of goods that are free in each warehouse; warehouses with none are absent. */
  warehouses: Map<number, number>
  corrections: Correction[]
  /** Words that were left out, since no product has them together with the others. */
  dropped: string[]
  /** The most similar goods, if nothing was found or words were left out. */
  nearest: number[]
}

const NEAREST = 3

/** A page of the goods that a query means, from the given segments. Never throws, whatever is typed. */
export function findGoods(segments: readonly Segment[], words: WordKnowledge, query: SearchQuery): SearchResult {
  return atOnce(findInSteps(segments, words, query))
}

/** The same in steps of a few milliseconds; until the last step, no other search may use the segments' scratch. */
export function* findInSteps(
  segments: readonly Segment[],
  words: WordKnowledge,
  query: SearchQuery,
): Steps<SearchResult> {
  const lexicon = lexiconOf(segments, words)
  const literal = query.literal ?? false
  let plan = planQuery(query.text, lexicon, { literal, bold: false })
  yield
  let { count, whole, articles } = yield* matchAll(segments, plan, allOf(plan))
  if (count === 0 && !literal && plan.words.length > 0) {
    const bold = planQuery(query.text, lexicon, { literal, bold: true })
    yield
    const found = yield* matchAll(segments, bold, allOf(bold))
    if (found.count > 0) {
      plan = bold
      ;({ count, whole, articles } = found)
    }
  }
  let wanted = allOf(plan)
  const hasNothing = plan.words.length === 0 && query.text.trim() !== ''
  if (count === 0 && wanted > 0) {
    yield* matchAll(segments, plan, wanted)
    wanted = literal ? 0 : bestCover(togetherIn(segments, plan), plan, lexicon)
    yield
  }
  const none = hasNothing || (wanted === 0 && plan.words.length > 0)
  const page = none ? nothing() : readPage(segments, wanted, query)
  yield
  const dropped = none ? [] : plan.words.filter((_, i) => (wanted & (1 << i)) === 0).map(({ typed }) => typed)
  const isShort = none || dropped.length > 0 || plan.beyond.length > 0
  return {
    ...page,
    // If the whole query is an article, nothing was mended: only its pieces may look mended.
    corrections: none || (count > 0 && count === articles) ? [] : correctionsOf(plan, wanted, whole),
    dropped: [...dropped, ...plan.beyond],
    nearest: isShort ? yield* nearestGoods(segments, plan, lexicon, query.nearest ?? NEAREST) : [],
  }
}

/** The empty page of a query that means no goods. */
export const nothing = (): Pick<SearchResult, 'ids' | 'total' | 'facets' | 'prices' | 'warehouses'> => ({
  ...{ ids: [], total: 0, facets: new Map(), prices: new Map(), warehouses: new Map() },
})

interface Matched {
  /** Goods that have all wanted words. */
  count: number
  /** Bits of the words that stand whole in any of these goods. */
  whole: number
  /** The goods among these that have the query as an article or as its beginning. */
  articles: number
}

function* matchAll(segments: readonly Segment[], plan: QueryPlan, wanted: number): Steps<Matched> {
  let [count, whole, articles] = [0, 0, 0]
  for (const segment of segments) {
    yield* matchGoods(segment, plan)
    const { hits, place } = segment.scratch
    for (let good = 0; good < hits.length; good++) {
      const found = hits[good] as number
      if ((found & wanted) !== wanted || segment.gone[good] === 1) continue
      count++
      if ((place[good] as number) < places.none) articles++
      whole |= found >>> WHOLE
    }
    yield
  }
  return { count, whole, articles }
}

/** The words that were read otherwise than typed; `whole`: bits of the words that stand whole in any of the goods. */
export function correctionsOf({ words }: QueryPlan, wanted: number, whole: number): Correction[] {
  const corrections = new Map<string, string>()
  for (const [i, { typed, meant, isCorrected }] of words.entries()) {
    const isUsed = isCorrected || (whole & (1 << i)) === 0
    if (meant !== null && isUsed && (wanted & (1 << i)) !== 0) corrections.set(typed, meant)
  }
  return [...corrections].map(([typed, meant]) => ({ typed, meant }))
}

function readPage(segments: readonly Segment[], wanted: number, query: SearchQuery) {
  const { filter = {}, sort = 'relevance', offset = 0, limit, priceTypeId = null } = query
  const { facets, prices, warehouses } = nothing()
  const first = keepFirst(Math.max(0, offset) + limit)
  let total = 0
  for (const segment of segments) {
    const judge = judgeOf(segment, filter)
    const rank = rankOf(segment, wanted, sort, priceTypeId)
    const { hits } = segment.scratch
    const { starts, items } = segment.values
    const { ids, characteristics } = segment.valueTable
    const counts = new Int32Array(ids.length)
    const kopecks = query.prices ? segment.prices.get(priceTypeId ?? 0) : undefined
    const shelves = query.warehouses ? [...segment.shelves] : []
    for (let good = 0; good < hits.length; good++) {
      if (((hits[good] as number) & wanted) !== wanted || segment.gone[good] === 1) continue
      const judged = judge(good)
      if (judged === GOES) continue
      if (judged === STAYS) {
        total++
        first.offer(segment, good, rank(good))
        const price = kopecks?.[good] ?? -1
        if (price >= 0) addOne(prices, price)
        for (const [warehouse, shelf] of shelves) if ((shelf[good] ?? 0) > 0) addOne(warehouses, warehouse)
      }
      if (!query.facets) continue
      const end = starts[good + 1] as number
      for (let i = starts[good] as number; i < end; i++) {
        const value = items[i] as number
        if (judged === STAYS || characteristics[value] === judged) counts[value] = (counts[value] as number) + 1
      }
    }
    counts.forEach((count, value) => {
      if (count > 0) addCount(facets, characteristics[value] ?? 0, ids[value] ?? 0, count)
    })
  }
  return { ids: first.ids().slice(Math.max(0, offset)), total, facets, prices, warehouses }
}

function addOne(counts: Map<number, number>, key: number): void {
  counts.set(key, (counts.get(key) ?? 0) + 1)
}

function addCount(facets: Facets, characteristic: number, value: number, count: number): void {
  const counts = facets.get(characteristic) ?? new Map<number, number>()
  facets.set(characteristic, counts)
  counts.set(value, (counts.get(value) ?? 0) + count)
}
