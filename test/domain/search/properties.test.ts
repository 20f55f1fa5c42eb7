import fc from 'fast-check'
import { expect, test } from 'vitest'
import { articleKey } from '#domain/catalog/catalog.ts'
import { findGoods, type SearchQuery } from '#domain/search/find.ts'
import { ranksAmid } from '#domain/search/names.ts'
import type { Narrowing } from '#domain/search/narrowing.ts'
import { looksLike, otherLayout } from '#domain/text/letters.ts'
import { PRICE_TYPE, run, searching, segmentOf, type TestGood, WAREHOUSE, words } from './goods.ts'

const article = fc.stringMatching(/^[A-Z]{1,4}[-./ ]?[A-Z0-9]{1,5}[-./ ]?[0-9]{1,5}[A-Z]{0,2}$/)
const word = fc.constantFrom(
  'Кабель',
  'Проектор',
  'HDMI',
  'экран',
  'настенный',
  '10 м',
  '5000 лм',
  'Extron',
  'Cable',
  '4K',
  'RS-232',
)
const values = Array.from({ length: 12 }, (_, i) => ({
  id: 100 + i,
  characteristicId: 1 + (i % 4),
  number: i % 4 === 3 ? null : i * 10,
  text: `v${i}`,
}))
const good: fc.Arbitrary<TestGood> = fc.record({
  sku: article,
  model: fc.oneof(article, fc.constant('')),
  name: fc.array(word, { minLength: 1, maxLength: 4 }).map((all) => all.join(' ')),
  brand: fc.constantFrom('Kramer', 'Extron', ''),
  categoryId: fc.constantFrom(null, 1, 2, 3),
  values: fc.uniqueArray(fc.constantFrom(...values.map(({ id }) => id)), { maxLength: 5 }),
  listed: fc.constantFrom(null, 0, 1),
  ordered: fc.nat(5),
  free: fc.integer({ min: -2, max: 5 }),
  kopecks: fc.option(fc.nat(1000), { nil: undefined }).map((kopecks) => kopecks ?? 77),
})
const catalog = fc.uniqueArray(good, { minLength: 1, maxLength: 25, selector: ({ sku }) => articleKey(sku) })

const looksCyrillic = new Map(Object.entries(looksLike).map(([cyrillic, latin]) => [latin, cyrillic]))
const disguise = fc.record({
  signs: fc.array(fc.constantFrom('', '-', '.', '/', ' ', '—', '\u200b', '_'), { minLength: 20, maxLength: 20 }),
  cyrillic: fc.array(fc.boolean(), { minLength: 20, maxLength: 20 }),
  upper: fc.boolean(),
})

test('every good is found by its article in every disguise', () => {
  fc.assert(
    fc.property(catalog, fc.nat(), disguise, (goods, at, { signs, cyrillic, upper }) => {
      const { find } = searching(goods)
      const good = goods[at % goods.length]
      if (!good) return
      const typed = [...articleKey(good.sku)]
        .map((char, i) => ((cyrillic[i % 20] && looksCyrillic.get(char)) || char) + (signs[i % 20] ?? ''))
        .join('')
      const { ids } = find(upper ? typed.toUpperCase() : typed)
      expect(ids[0]).toBe(1 + (at % goods.length))
    }),
    { numRuns: 500 },
  )
})

test('every good is found by its article in the other keyboard layout, and by any part of it', () => {
  fc.assert(
    fc.property(catalog, fc.nat(), fc.nat(), fc.nat(), (goods, at, from, length) => {
      const { find } = searching(goods)
      const key = articleKey(goods[at % goods.length]?.sku ?? '')
      const switched = find(otherLayout(key) ?? '', { limit: 30 })
      expect(switched.ids).toContain(1 + (at % goods.length))
      const start = from % Math.max(1, key.length - 2)
      const part = key.slice(start, start + 3 + (length % 5))
      fc.pre(part.length >= 3 && /\d/.test(part))
      expect(find(part, { limit: 30 }).ids).toContain(1 + (at % goods.length))
    }),
    { numRuns: 300 },
  )
})

const range = fc.record({
  characteristicId: fc.integer({ min: 1, max: 4 }),
  from: fc.option(fc.integer({ min: 0, max: 120 })),
  to: fc.option(fc.integer({ min: 0, max: 120 })),
})
const narrowing: fc.Arbitrary<Narrowing> = fc.record(
  {
    categoryIds: fc.uniqueArray(fc.integer({ min: 1, max: 3 })),
    valueGroups: fc
      .array(fc.constantFrom(1, 2, 3, 4), { maxLength: 3 })
      .chain((characteristics) =>
        fc.tuple(
          ...[...new Set(characteristics)].map((id) =>
            fc.uniqueArray(
              fc.constantFrom(
                ...values.filter(({ characteristicId }) => characteristicId === id).map((value) => value.id),
              ),
              { minLength: 1 },
            ),
          ),
        ),
      ),
    ranges: fc.array(range, { maxLength: 3 }),
    price: fc.record({
      priceTypeId: fc.constant(PRICE_TYPE),
      from: fc.option(fc.nat(1000)),
      to: fc.option(fc.nat(1000)),
    }),
    inStock: fc.boolean(),
    warehouseId: fc.constantFrom(WAREHOUSE, 7),
  },
  { requiredKeys: [] },
)

/** Whether a good passes, told without any index; `without`: a characteristic whose choices don't count. */
function passes(good: TestGood, filter: Narrowing, without?: number): boolean {
  const own = values.filter(({ id }) => good.values?.includes(id))
  const characteristicOf = (id: number) => values.find((value) => value.id === id)?.characteristicId
  const { categoryIds, valueGroups = [], ranges = [], price, inStock, warehouseId } = filter
  const [free, kopecks] = [good.free ?? 0, good.kopecks ?? -1]
  return (
    (!categoryIds || (good.categoryId != null && categoryIds.includes(good.categoryId))) &&
    valueGroups.every((ids) => characteristicOf(ids[0] ?? 0) === without || own.some(({ id }) => ids.includes(id))) &&
    ranges.every(
      ({ characteristicId }) =>
        characteristicId === without ||
        own.some((value) =>
          ranges.some(
            ({ characteristicId: id, from, to }) =>
              id === characteristicId &&
              value.characteristicId === id &&
              value.number !== null &&
              value.number >= (from ?? -1) &&
              value.number <= (to ?? 1e9),
          ),
        ),
    ) &&
    (!price || (kopecks >= (price.from ?? 0) && kopecks <= (price.to ?? 1e9))) &&
    (!inStock || free > 0 || good.listed === 1) &&
    (warehouseId === undefined || (warehouseId === WAREHOUSE && free > 0))
  )
}

function countBy(keys: readonly number[]): Map<number, number> {
  const counts = new Map<number, number>()
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1)
  return counts
}

test('facet counts equal a count done naively, the total too, for any selection', () => {
  fc.assert(
    fc.property(catalog, narrowing, (goods, filter) => {
      const { find } = searching(goods, values)
      const asked = { filter, facets: true, prices: true, warehouses: true, priceTypeId: PRICE_TYPE }
      const { total, facets, prices, warehouses } = find('', asked)
      expect(total).toBe(goods.filter((one) => passes(one, filter)).length)
      for (const { id, characteristicId } of values) {
        const counted = goods.filter((one) => one.values?.includes(id) && passes(one, filter, characteristicId)).length
        expect(facets.get(characteristicId)?.get(id) ?? 0).toBe(counted)
      }
      const all = goods.filter((one) => passes(one, filter))
      expect(prices).toEqual(countBy(all.map(({ kopecks }) => kopecks ?? -1)))
      expect(warehouses).toEqual(countBy(all.flatMap(({ free = 0 }) => (free > 0 ? [WAREHOUSE] : []))))
    }),
    { numRuns: 500 },
  )
})

const query = fc.oneof(
  fc.array(fc.oneof(word, article), { minLength: 1, maxLength: 4 }).map((all) => all.join(' ')),
  fc.constant(''),
)
const sort = fc.constantFrom('relevance', 'name', 'cheap', 'dear', 'stock') as fc.Arbitrary<
  NonNullable<SearchQuery['sort']>
>

test('the total equals the rows of all pages, each good on one page, in any order of any query', () => {
  fc.assert(
    fc.property(catalog, query, narrowing, sort, fc.integer({ min: 1, max: 7 }), (goods, text, filter, sort, limit) => {
      const { find } = searching(goods, values)
      const page = (offset: number) => find(text, { filter, sort, offset, limit, priceTypeId: PRICE_TYPE })
      const { total } = page(0)
      const ids: number[] = []
      for (let offset = 0; offset < total + limit; offset += limit) ids.push(...page(offset).ids)
      expect(ids).toHaveLength(total)
      expect(new Set(ids).size).toBe(total)
    }),
    { numRuns: 300 },
  )
})

test('goods in two segments are found as if they were in one, in the same order', () => {
  fc.assert(
    fc.property(
      catalog,
      fc.nat(),
      fc.constantFrom('', 'hdmi', 'кабель', 'extron'),
      narrowing,
      sort,
      (all, cut, text, filter, sort) => {
        const at = cut % (all.length + 1)
        const one = [segmentOf(all, values)]
        const first = segmentOf(all.slice(0, at), values)
        const two = [first, segmentOf(all.slice(at), values, { from: 1 + at, amid: first.sortedNames })]
        const query = { text, filter, sort, limit: 30, facets: true, priceTypeId: PRICE_TYPE }
        expect(findGoods(two, words, query)).toEqual(findGoods(one, words, query))
      },
    ),
    { numRuns: 300 },
  )
})

test('in whatever order goods are taken in, they are found alike', () => {
  const sequence = catalog.chain((all) =>
    fc.tuple(fc.constant(all), fc.shuffledSubarray([...all.keys()], { minLength: all.length })),
  )
  fc.assert(
    fc.property(
      sequence,
      fc.constantFrom('', 'hdmi', 'кабель', 'extron'),
      narrowing,
      sort,
      ([all, order], text, filter, sort) => {
        const query = { text, filter, sort, limit: 30, facets: true, priceTypeId: PRICE_TYPE }
        const found = findGoods([segmentOf(all, values, { order })], words, query)
        expect(found).toEqual(findGoods([segmentOf(all, values)], words, query))
      },
    ),
    { numRuns: 200 },
  )
})

test('names that are ranked amid others at once, or one after the other, stand alike', () => {
  const sorted = fc.array(word, { maxLength: 12 }).map((names) => segmentOf(names.map((name) => ({ sku: 'A', name }))))
  fc.assert(
    fc.property(sorted, fc.array(word, { maxLength: 12 }), (others, names) => {
      const goods = names.map((name) => ({ sku: 'A', name }))
      const own = segmentOf(goods)
      const ranks = run(ranksAmid(own.sortedNames, others.sortedNames))
      const amid = segmentOf(goods, [], { amid: others.sortedNames }).nameRanks
      expect(own.nameRanks.map((rank) => ranks[rank / 2] ?? Number.NaN)).toEqual(amid)
    }),
  )
})

const hostile = fc.oneof(
  fc.string({ maxLength: 200 }),
  fc.string({ unit: 'grapheme', maxLength: 100 }),
  fc.string({ unit: 'binary', maxLength: 100 }),
  fc.constantFrom(
    '"',
    "'",
    '%',
    '_',
    '*',
    'a OR b',
    'NEAR(a b)',
    '-',
    '()',
    '\\',
    '; drop table products',
    '😀',
    '\u200b',
    '\u202eabc',
    'х'.repeat(4000),
    '1'.repeat(4000),
    'hdmi '.repeat(800),
    '10м'.repeat(500),
    '\ud800',
    'ﬁ½①',
    '𝟙𝟘м',
    '\'"`[];,.',
  ),
)

test('no query throws, literal or not', () => {
  const { find } = searching(
    [
      { sku: 'AV-1', model: 'HDMI-10', name: 'Кабель HDMI 10 м' },
      { sku: 'CONSTRUCTOR', model: '__proto__', name: 'toString valueOf' },
    ],
    [],
  )
  fc.assert(
    fc.property(hostile, fc.boolean(), (text, literal) => {
      const { ids, total } = find(text, { literal, facets: true })
      expect(ids.length).toBeLessThanOrEqual(total)
    }),
    { numRuns: 2000 },
  )
})
