import { expect, test } from 'vitest'
import { demoCatalog } from '#playground/catalog/demo.ts'
import { readAll } from './reading.ts'

test('the demo price list is taken in whole', async () => {
  const { of, kind } = await readAll(demoCatalog)

  expect(kind).toBe('table')
  expect(of('rejected')).toEqual([])
  expect(of('product').length).toBeGreaterThanOrEqual(140)
  expect(of('category').filter((category) => category.parentKey === null)).toHaveLength(10)
  expect(of('priceType').map((type) => type.name)).toEqual(['Розничная', 'Дилерская', 'Золотой дилер'])
  expect(of('warehouse').map((warehouse) => warehouse.name)).toEqual(['Москва', 'Екатеринбург'])
})

test('it has goods of every sort: on request, sold out, without VAT', async () => {
  const { of } = await readAll(demoCatalog)
  const stock = Object.groupBy(of('stock'), (one) => one.productKey)
  const soldOut = Object.values(stock).filter((places) => places?.every((place) => place.quantity === 0))

  expect(of('price').filter((price) => price.kopecks === null).length).toBeGreaterThanOrEqual(3)
  expect(soldOut.length).toBeGreaterThan(5)
  expect(soldOut.length).toBeLessThan(of('product').length / 3)
  expect(new Set(of('product').map((product) => product.vatRate))).toEqual(new Set([2200, -1]))
  for (const prices of Object.values(Object.groupBy(of('price'), (price) => price.productKey))) {
    const [retail, dealer, gold] = prices?.map((price) => price.kopecks ?? 0) ?? []
    expect(retail).toBeGreaterThanOrEqual(dealer ?? 0)
    expect(dealer).toBeGreaterThanOrEqual(gold ?? 0)
  }
})

test('goods of one category are described alike, so that they can be chosen by it', async () => {
  const { of } = await readAll(demoCatalog)
  for (const goods of Object.values(Object.groupBy(of('product'), (product) => product.categoryKeys[0] ?? ''))) {
    const sets = goods?.map((product) => product.characteristics.map((one) => one.name)) ?? []
    const common = sets.reduce((left, names) => left.filter((name) => names.includes(name)))
    const all = new Set(sets.flat())
    expect(all.size - common.length, goods?.[0]?.categoryKeys[0]).toBeLessThanOrEqual(1)
  }
  expect(of('product').every((product) => product.description !== '' && product.model !== '')).toBe(true)
})
