import { articleKey } from '#domain/catalog/catalog.ts'
import { findGoods, type SearchQuery, type SearchResult } from '#domain/search/find.ts'
import type { SortedNames } from '#domain/search/names.ts'
import { setFree, setPrice } from '#domain/search/numbers.ts'
import type { Good, Segment, Value } from '#domain/search/segment.ts'
import { buildSegment } from '#domain/search/segment-builder.ts'
import { readSynonyms } from '#domain/search/synonyms.ts'
import { stem } from '#search/kit/stems.ts'
import { tradeWords } from '#search/search.ts'

export const words = { stem, synonyms: readSynonyms(tradeWords(), stem) }

export interface TestGood extends Partial<Good> {
  sku: string
  free?: number
  kopecks?: number
}

export function goodOf(id: number, { free: _, kopecks: __, ...given }: TestGood): Good {
  const model = given.model ?? ''
  const rest = { name: '', brand: '', category: '', categoryId: null, values: [], listed: null, ordered: 0 }
  return { id, model, skuKey: articleKey(given.sku), modelKey: articleKey(model), ...rest, ...given }
}

/** A generator to its end. */
export function run<Result>(steps: Generator<void, Result>): Result {
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
  }
}

export const WAREHOUSE = 1
export const PRICE_TYPE = 1

/** Goods with ids `from` 1, prices and stock of one kind; `order`: in which they are taken in. */
export function segmentOf(
  goods: readonly TestGood[],
  values: readonly Value[] = [],
  { from = 1, amid, order = [...goods.keys()] }: { from?: number; amid?: SortedNames; order?: readonly number[] } = {},
): Segment {
  const builder = buildSegment(stem)
  builder.know(values)
  for (const i of order) builder.add(goodOf(from + i, goods[i] as TestGood))
  const segment = run(builder.finish(amid))
  for (const [i, { free, kopecks }] of goods.entries()) {
    const productId = from + i
    if (free !== undefined) setFree([segment], { productId, warehouseId: WAREHOUSE, free })
    if (kopecks !== undefined) setPrice([segment], { productId, priceTypeId: PRICE_TYPE, kopecks })
  }
  return segment
}

export function searching(goods: readonly TestGood[], values: readonly Value[] = []) {
  const segments = [segmentOf(goods, values)]
  const find = (text: string, query: Partial<SearchQuery> = {}): SearchResult =>
    findGoods(segments, words, { text, limit: 10, ...query })
  return {
    segments,
    find,
    skus: (text: string, query: Partial<SearchQuery> = {}) => find(text, query).ids.map((id) => goods[id - 1]?.sku),
  }
}
