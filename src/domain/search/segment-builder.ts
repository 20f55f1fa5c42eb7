import { folded, plain } from '#domain/text/letters.ts'
import { nounOf, type Stem, wordsIn } from '#domain/text/words.ts'
import { indexArticles } from './articles.ts'
import { ranksOf, type SortedNames, sortedNamesOf } from './names.ts'
import { group, growing, orderOf, posting } from './postings.ts'
import { type Good, type Segment, scratchFor, UNSTATED, type Value } from './segment.ts'
import { buildVocabulary, DISTINCT_FORMS, formIn, termIn } from './vocabulary.ts'

export interface SegmentBuilder {
  /** Adds values that later goods may have. */
  know(values: readonly Value[]): void
  /** Adds each product once, in any order. An unknown value is skipped. */
  add(good: Good): void
  /** Yields at points of pause. `amid`: the sorted names among which the new names stand. */
  finish(amid?: SortedNames): Generator<void, Segment>
}

export function buildSegment(stem: Stem): SegmentBuilder {
  const vocabulary = buildVocabulary(stem)
  const table: Value[] = []
  const valueAt = new Map<number, number>()
  const [terms, entries, owners, owned] = [growing(), growing(), growing(), growing()]
  /** By term: the product that had it last, and the index of its entry. */
  const [seenAt, entryAt] = [[] as number[], [] as number[]]
  const goods: Omit<Good, 'values' | 'model' | 'sku' | 'brand' | 'category'>[] = []
  const texts = new Map<string, number[]>()

  const termsOf = (text: string): number[] => {
    const { words, runs } = wordsIn(text)
    return [...words, ...runs].map((word) => vocabulary.formOf(word))
  }
  const formsOf = (text: string): number[] => {
    const known = texts.get(text) ?? termsOf(text)
    texts.set(text, known)
    return known
  }
  const put = (numbered: number, added: number, where: number) => {
    const [term, form] = [termIn(numbered), formIn(numbered)]
    const isDistinct = (where & posting.named) > 0 && form < DISTINCT_FORMS
    const bits = where | (isDistinct ? posting.form(form) : 0)
    if (seenAt[term] === added) return entries.or(entryAt[term] ?? 0, bits)
    seenAt[term] = added
    entryAt[term] = entries.length()
    terms.push(term)
    entries.push((added << posting.bits) | bits)
  }
  return {
    know(values) {
      for (const value of values) {
        if (valueAt.has(value.id)) continue
        valueAt.set(value.id, table.length)
        table.push(value)
      }
    },
    add(good) {
      const added = goods.length
      const { id, skuKey, modelKey, categoryId, listed, ordered } = good
      goods.push({ id, skuKey, modelKey, categoryId, listed, ordered, name: plain(good.name) })
      const { words, runs } = ownWords(good)
      for (const word of words) put(vocabulary.formOf(word), added, posting.named)
      const noun = nounOf(good.name)
      if (noun !== null) put(vocabulary.formOf(noun), added, posting.named | posting.head)
      for (const run of runs) put(vocabulary.formOf(run), added, 0)
      for (const form of formsOf(good.brand)) put(form, added, 0)
      for (const form of formsOf(good.category)) put(form, added, namesGoods(good.category) ? posting.head : 0)
      for (const id of good.values) {
        const at = valueAt.get(id)
        if (at === undefined) continue
        owners.push(added)
        owned.push(at)
        for (const form of formsOf(table[at]?.text ?? '')) put(form, added, 0)
      }
    },
    *finish(amid) {
      texts.clear()
      const size = goods.length
      const order = yield* orderOf(Int32Array.from(goods, ({ id }) => id))
      const sorted = Array.from(order, (added) => goods[added] as (typeof goods)[number])
      const places = new Int32Array(size)
      order.forEach((added, place) => {
        places[added] = place
      })
      const names = sorted.map(({ name }) => name)
      const byName = yield* orderOf(names)
      const below = (1 << posting.bits) - 1
      const entriesOfPlaces = entries
        .taken()
        .map((entry) => ((places[entry >> posting.bits] as number) << posting.bits) | (entry & below))
      const placesOfOwners = owners.taken().map((added) => places[added] as number)
      return {
        ids: Int32Array.from(sorted, ({ id }) => id),
        gone: new Uint8Array(size),
        categories: Int32Array.from(sorted, ({ categoryId }) => categoryId ?? UNSTATED),
        listed: Int8Array.from(sorted, ({ listed }) => listed ?? UNSTATED),
        ordered: Uint16Array.from(sorted, ({ ordered }) => Math.min(ordered, 0xffff)),
        nameRanks: ranksOf(names, byName, amid),
        sortedNames: sortedNamesOf(names, byName),
        values: yield* group(placesOfOwners, owned.taken(), size),
        valueTable: tableOf(table),
        prices: new Map(),
        shelves: new Map(),
        free: new Int32Array(size),
        postings: yield* group(terms.taken(), entriesOfPlaces, vocabulary.size()),
        articles: yield* indexArticles(sorted.flatMap(({ skuKey, modelKey }) => [skuKey, modelKey])),
        vocabulary: yield* vocabulary.finish(),
        scratch: scratchFor(size),
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

/** «Для видеостен» is a category of accessories to video walls, «Видеостены» one of video walls. */
export function namesGoods(category: string): boolean {
  return !/^(для|к|на|под|for|to)\s/i.test(category.trim())
}

/** The words of a product's name, model and article, except those that a part of the keys finds anyway. */
export function ownWords(good: Good): { words: string[]; runs: string[] } {
  const { words, runs } = wordsIn(`${good.name}\n${good.model}\n${good.sku}`)
  const isOwn = (word: string) => !isPartOf(good, word)
  return { words: [...words].filter(isOwn), runs: [...runs].filter(isOwn) }
}

/** A word that is a part of the article or model is found by it anyway. */
function isPartOf({ skuKey, modelKey }: Good, word: string): boolean {
  if (word.length < 3 || !/\d/.test(word)) return false
  const key = folded(word)
  return skuKey.includes(key) || modelKey.includes(key)
}
