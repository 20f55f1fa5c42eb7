import fc from 'fast-check'
import { expect, test } from 'vitest'
import { pricesOf } from '#db/catalog/catalog.ts'
import { numbersOf } from '#db/search/search.ts'
import { emptySelection, isWithin, type Range, type Selection, type Span } from '#domain/catalog/catalog.ts'
import type { Actor } from '#domain/policy.ts'
import { seeResults } from '#services/catalog/catalog.ts'
import { seeFacetValues } from '#services/catalog/facets.ts'
import { seeFilters, seePrices, seeWarehouses } from '#services/catalog/filters.ts'
import { openShared, shareSelection } from '#services/catalog/saved-selections.ts'
import { choose, currentSelection, findChosen } from '#services/catalog/selections.ts'
import { importCatalog } from '#services/imports/imports.ts'
import { type Shop, shop } from '../../support/shop.ts'

const header =
  'Категория;Артикул;Наименование;Производитель;Дилерская цена;Остаток Москва;Остаток Тверь;Длина, м;Разъём\n'
const brands = ['Kramer', 'Extron', 'Lumien', 'NEC']
const plugs = ['HDMI', 'HDMI, VGA', 'VGA', 'USB, HDMI', '']

/** Goods of three categories with numbers, words and lists, some without a price, some without stock. */
const rows = Array.from({ length: 40 }, (_, i) => [
  ...[`Раздел ${i % 3}`, `ART-${100 + i}`, `${i % 2 ? 'Кабель' : 'Экран'} ${i}`, brands[i % 4]],
  ...[i % 7 === 0 ? '' : 100 + ((i * 37) % 50) * 10, i % 3, i % 5 === 0 ? 2 : 0],
  ...[i % 6 === 5 ? '' : ((i * 13) % 17) / 2, plugs[i % 5]],
])

async function stocked() {
  const given = await shop()
  const bytes = new TextEncoder().encode(header + rows.map((row) => row.join(';')).join('\n'))
  const taken = await importCatalog(given.deps, null, { name: 'price.csv', bytes })
  if (!taken.ok) throw new Error(taken.reason)
  return given
}

interface Good {
  id: number
  /** Its own, and those above it. */
  categoryIds: number[]
  name: string
  values: { id: number; characteristicId: number; number: number | null }[]
  kopecks: number | null
  free: Map<number, number>
}

/** All goods as the tables have them. */
async function goodsOf({ deps: { db, clock } }: Shop, priceTypeId: number): Promise<Good[]> {
  const products = await db.selectFrom('products').selectAll().where('hiddenAt', 'is', null).execute()
  const ids = products.map(({ id }) => id)
  const numbers = await numbersOf(db, ids, clock.now())
  const prices = await pricesOf(db, ids, priceTypeId)
  const values = new Map(
    (await db.selectFrom('characteristicValues').selectAll().execute()).map((one) => [one.id, one]),
  )
  const parents = new Map(
    (await db.selectFrom('categories').selectAll().execute()).map((one) => [one.id, one.parentId]),
  )
  const upwards = (id: number | null): number[] => (id === null ? [] : [id, ...upwards(parents.get(id) ?? null)])
  return products.map(({ id, categoryId, name }) => ({
    ...{ id, categoryIds: upwards(categoryId), name, kopecks: prices.get(id) ?? null },
    values: numbers.values.flatMap(({ productId, valueId }) => (productId === id ? (values.get(valueId) ?? []) : [])),
    free: new Map(
      numbers.shelves.flatMap((shelf) => (shelf.productId === id ? [[shelf.warehouseId, shelf.free]] : [])),
    ),
  }))
}

/** Whether a good is among what is chosen, told without any index. */
function isChosen(good: Good, selection: Selection, valueIds: ReadonlyMap<number, number>): boolean {
  const chosen = new Set([
    ...selection.valueIds.map((id) => valueIds.get(id) ?? 0),
    ...selection.ranges.map(({ characteristicId }) => characteristicId),
  ])
  const fits = (characteristicId: number) =>
    good.values.some(
      (value) =>
        value.characteristicId === characteristicId &&
        (selection.valueIds.includes(value.id) ||
          selection.ranges.some(
            (range) => range.characteristicId === characteristicId && isWithin(range, value.number ?? Number.NaN),
          )),
    )
  return (
    (selection.query === '' || good.name.startsWith('Кабель')) &&
    (selection.categoryId === null || good.categoryIds.includes(selection.categoryId)) &&
    [...chosen].every(fits) &&
    (selection.price === null || (good.kopecks !== null && isWithin(selection.price, good.kopecks))) &&
    (!selection.inStock || [...good.free.values()].some((free) => free > 0)) &&
    (selection.warehouseId === null || (good.free.get(selection.warehouseId) ?? 0) > 0)
  )
}

const span = (most: number): fc.Arbitrary<Span> =>
  fc
    .tuple(fc.option(fc.nat(most)), fc.option(fc.nat(most)))
    .filter(([a, b]) => a !== null || b !== null)
    .map(([a, b]) => (a !== null && b !== null && a > b ? { from: b, to: a } : { from: a, to: b }))

test('of any selection the total, the pages and every count beside a filter are what counting goods one by one gives', async () => {
  const given = await stocked()
  const { deps } = given
  const actor: Actor = await given.dealer()
  const { id: priceTypeId } = await deps.db
    .selectFrom('priceTypes')
    .innerJoin('companies', 'companies.priceTypeId', 'priceTypes.id')
    .select('priceTypes.id')
    .executeTakeFirstOrThrow()
  const goods = await goodsOf(given, priceTypeId)
  const values = await deps.db.selectFrom('characteristicValues').selectAll().execute()
  const characteristicOf = new Map(values.map(({ id, characteristicId }) => [id, characteristicId]))
  const length = await deps.db
    .selectFrom('characteristics')
    .select('id')
    .where('name', '=', 'Длина')
    .executeTakeFirstOrThrow()
  const ids = async (table: 'categories' | 'warehouses') =>
    (await deps.db.selectFrom(table).select('id').execute()).map(({ id }) => id)
  const words = values.filter(({ characteristicId }) => characteristicId !== length.id).map(({ id }) => id)
  const selections: fc.Arbitrary<Selection> = fc.record({
    categoryId: fc.option(fc.constantFrom(...(await ids('categories'))), { freq: 2 }),
    query: fc.constantFrom('', 'кабель'),
    literal: fc.boolean(),
    valueIds: fc.uniqueArray(fc.constantFrom(...words), { maxLength: 3 }),
    ranges: fc.oneof(
      fc.constant<Range[]>([]),
      fc.array(
        span(8).map((one) => ({ characteristicId: length.id, ...one })),
        { maxLength: 2 },
      ),
    ),
    price: fc.option(span(70_000), { freq: 2 }),
    inStock: fc.boolean(),
    warehouseId: fc.option(fc.constantFrom(...(await ids('warehouses'))), { freq: 2 }),
    sort: fc.constantFrom('name', 'cheap', 'dear', 'stock', 'relevance'),
  })
  let narrowed = 0

  await fc.assert(
    fc.asyncProperty(selections, async (selection) => {
      const counted = (change: Partial<Selection>) =>
        goods.filter((good) => isChosen(good, { ...selection, ...change }, characteristicOf)).length
      await choose(deps, actor, selection)
      const total = counted({})
      if (total > 0 && total < goods.length) narrowed++

      const seen: number[] = []
      for (let page = 0, pages = 1; page < pages; page++) {
        const answer = await seeResults(deps, actor, page)
        if (!answer.ok) throw new Error(answer.reason)
        pages = answer.results.pages
        expect(answer.results.total).toBe(total)
        seen.push(...answer.results.rows.map(({ id }) => id))
      }
      expect(new Set(seen).size).toBe(total)
      expect(seen).toHaveLength(total)

      const filters = await seeFilters(deps, actor)
      const prices = await seePrices(deps, actor)
      const warehouses = await seeWarehouses(deps, actor)
      if (!filters.ok || !prices.ok || !warehouses.ok) throw new Error('refused')
      expect(filters.page).toMatchObject({ total, inStock: counted({ inStock: true }) })
      for (const { from, to, products } of prices.page.spans) expect(products).toBe(counted({ price: { from, to } }))
      for (const { id, products } of warehouses.page.warehouses) expect(products).toBe(counted({ warehouseId: id }))
      for (const facet of filters.page.facets) {
        const answer = await seeFacetValues(deps, actor, facet.id)
        if (!answer.ok) throw new Error(answer.reason)
        const others = selection.valueIds.filter((id) => characteristicOf.get(id) !== facet.id)
        const otherRanges = selection.ranges.filter(({ characteristicId }) => characteristicId !== facet.id)
        for (const { id, products } of answer.page.values)
          expect(products).toBe(counted({ valueIds: [...others, id], ranges: otherRanges }))
        for (const { products, from, to } of answer.page.ranges)
          expect(products).toBe(
            counted({ valueIds: others, ranges: [...otherRanges, { characteristicId: facet.id, from, to }] }),
          )
      }
    }),
    { numRuns: 200 },
  )
  expect(narrowed).toBeGreaterThan(20)
})

test('a selection that is shared is the same for whoever opens it, and one link however often it is made', async () => {
  const given = await stocked()
  const { deps } = given
  const [one, other] = [await given.dealer(), await given.dealer('accountant')]
  await choose(deps, one, { ...emptySelection, query: 'кабель', inStock: true, price: { from: null, to: 40_000 } })
  const shared = await shareSelection(deps, one)
  const again = await shareSelection(deps, one)
  if (!shared.ok || !again.ok) throw new Error('refused')
  expect(again.token).toBe(shared.token)
  await choose(deps, one, { inStock: false })
  expect(await openShared(deps, other, shared.token)).toEqual({ ok: true })
  const opened = await currentSelection(deps.db, other)
  expect(opened).toMatchObject({ query: 'кабель', inStock: true, price: { from: null, to: 40_000 } })
  expect((await findChosen(deps, other, opened, { limit: 0 })).total).toBe(shared.total)
  expect(await openShared(deps, other, 'nothing')).toEqual({ ok: false, reason: 'not_found' })
  const nobody = { id: one.id, companyId: null, roles: [] }
  expect(await openShared(deps, nobody, shared.token)).toEqual({ ok: false, reason: 'forbidden' })
})
