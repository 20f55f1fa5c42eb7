import FlexSearch from 'flexsearch'
import MiniSearch from 'minisearch'
import { findGoods } from '#domain/search/find.ts'
import type { Good } from '#domain/search/segment.ts'
import { buildSegment } from '#domain/search/segment-builder.ts'
import { readSynonyms } from '#domain/search/synonyms.ts'
import { stem } from '#search/kit/stems.ts'
import { tradeWords } from '#search/search.ts'
import { values } from './search-goods.ts'

/** Answers a page of ten with the total and the counts of all values. */
export type Answer = (text: string) => Found | Promise<Found>
interface Found {
  ids: number[]
  total: number
  facets: Map<number, unknown>
}

export const engines = {
  ours(goods: Iterable<Good>): Answer {
    const builder = buildSegment(stem)
    builder.know(values)
    for (const good of goods) builder.add(good)
    const steps = builder.finish()
    let step = steps.next()
    while (!step.done) step = steps.next()
    const segments = [step.value]
    const words = { stem, synonyms: readSynonyms(tradeWords(), stem) }
    return (text) => findGoods(segments, words, { text, limit: 10, facets: true })
  },

  minisearch(goods: Iterable<Good>): Answer {
    const index = new MiniSearch({
      fields: ['text'],
      searchOptions: { prefix: true, fuzzy: 0.2, combineWith: 'AND' },
    })
    const valuesOf = new Map<number, readonly number[]>()
    for (const good of goods) {
      index.add({ id: good.id, text: textOf(good) })
      valuesOf.set(good.id, good.values)
    }
    return (text) => {
      const found = index.search(text).map(({ id }) => id as number)
      return { ids: found.slice(0, 10), total: found.length, facets: countValues(found, valuesOf) }
    }
  },

  flexsearch(goods: Iterable<Good>): Answer {
    const index = new FlexSearch.Index({ tokenize: 'forward' })
    const valuesOf = new Map<number, readonly number[]>()
    for (const good of goods) {
      index.add(good.id, textOf(good))
      valuesOf.set(good.id, good.values)
    }
    return (text) => {
      const found = index.search(text, { limit: 1_000_000 }) as number[]
      return { ids: found.slice(0, 10), total: found.length, facets: countValues(found, valuesOf) }
    }
  },
}
export type EngineName = keyof typeof engines

const texts = new Map(values.map(({ id, text }) => [id, text]))

/** The keys of article and model beside them: the others know nothing of dashes. */
function textOf(good: Good): string {
  const { sku, skuKey, model, modelKey, name, brand, category } = good
  return [sku, skuKey, model, modelKey, name, brand, category, ...good.values.map((id) => texts.get(id))].join(' ')
}

function countValues(ids: readonly number[], valuesOf: ReadonlyMap<number, readonly number[]>): Map<number, number> {
  const counts = new Map<number, number>()
  for (const id of ids) for (const value of valuesOf.get(id) ?? []) counts.set(value, (counts.get(value) ?? 0) + 1)
  return counts
}
