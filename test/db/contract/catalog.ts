import { expect, test } from 'vitest'
import * as catalog from '#db/catalog/catalog.ts'
import { NOW } from '../../support/whole-rows.ts'
import type { Given } from './given.ts'

export function catalogContract(given: Given): void {
  test('categories hold the goods of all below them; those without goods are not shown', async () => {
    const { db, rows } = given()
    const top = await rows.category({ name: 'Видео' })
    const middle = await rows.category({ name: 'Матрицы', parentId: top })
    const first = await rows.category({ name: 'А', parentId: middle, position: 2 })
    const second = await rows.category({ name: 'Б', parentId: middle, position: 1 })
    await rows.category({ name: 'Пусто', parentId: top })
    await rows.product({ categoryId: first })
    await rows.product({ categoryId: second })
    await rows.product({ categoryId: second, hiddenAt: NOW })
    expect(await catalog.childCategories(db, null)).toEqual([{ id: top, name: 'Видео', products: 2 }])
    expect(await catalog.childCategories(db, middle)).toEqual([
      { id: second, name: 'Б', products: 1 },
      { id: first, name: 'А', products: 1 },
    ])
    expect((await catalog.categoryTree(db, middle)).toSorted((a, b) => a - b)).toEqual([middle, first, second])
    expect(await catalog.findCategory(db, middle)).toMatchObject({ name: 'Матрицы', parentId: top })
  })

  test('shown goods are counted, of all categories or of some', async () => {
    const { db, rows } = given()
    const cables = await rows.category({ name: 'Кабели' })
    await rows.product({ categoryId: cables })
    await rows.product()
    await rows.product({ categoryId: cables, hiddenAt: NOW })
    expect(await catalog.countProducts(db)).toBe(2)
    expect(await catalog.countProducts(db, [cables])).toBe(1)
    expect(await catalog.countProducts(db, [])).toBe(0)
  })

  test('rows of a list are the shown ones of the named goods, with the price of one type', async () => {
    const { db, rows } = given()
    const priceTypeId = await rows.priceType()
    const other = await rows.priceType()
    const [priced, unpriced, hidden] = [
      await rows.product(),
      await rows.product(),
      await rows.product({ hiddenAt: NOW }),
    ]
    await rows.price(priced, priceTypeId, 300)
    await rows.price(unpriced, other, 1)
    await rows.stock(priced, await rows.warehouse(), 5)
    const listed = await catalog.productRows(db, [unpriced, priced, hidden], { priceTypeId, now: NOW })
    expect(listed.toSorted((a, b) => a.id - b.id)).toMatchObject([
      { id: priced, kopecks: 300, free: 5, unit: 'шт', available: null },
      { id: unpriced, kopecks: null, free: 0 },
    ])
    expect(await catalog.productRows(db, [], { priceTypeId, now: NOW })).toEqual([])
  })

  test('free on all warehouses together is what is not reserved; a warehouse below zero takes nothing off', async () => {
    const { db, rows } = given()
    const invoice = await rows.invoice()
    const [here, there] = [await rows.warehouse(), await rows.warehouse()]
    await rows.stock(invoice.productId, here, 5)
    await rows.stock(invoice.productId, there, 1)
    await rows.reservation(invoice, { warehouseId: here, quantity: 2, untilAt: NOW + 1 })
    await rows.reservation(invoice, { warehouseId: there, quantity: 4, protectedAt: NOW })
    const free = async (now: number) =>
      (await catalog.productRows(db, [invoice.productId], { priceTypeId: null, now }))[0]?.free
    expect(await free(NOW)).toBe(3)
    expect(await free(NOW + 1)).toBe(5)
  })

  test('of many keys those that are articles or models are told, and what the goods are', async () => {
    const { db, rows } = given()
    const categoryId = await rows.category({ name: 'Кабели' })
    const cable = await rows.product({ skuKey: 'av1', modelKey: 'hdmi10', categoryId })
    const hidden = await rows.product({ skuKey: 'av2', modelKey: 'm2', hiddenAt: NOW })
    const other = await rows.product({ skuKey: 'av3', modelKey: 'm3' })
    const keys = ['hdmi10', 'av1', 'av2', 'm3', ...Array.from({ length: 6000 }, (_, i) => `none${i}`)]
    const found = await catalog.productsOfKeys(db, keys)
    expect(found.toSorted((a, b) => a.id - b.id)).toEqual([
      { id: cable, skuKey: 'av1', modelKey: 'hdmi10' },
      { id: other, skuKey: 'av3', modelKey: 'm3' },
    ])
    expect(await catalog.productsOfKeys(db, [])).toEqual([])
    const described = await catalog.describedProducts(db, [cable, hidden, other])
    expect(described.toSorted((a, b) => a.id - b.id).map(({ id, category }) => [id, category])).toEqual([
      [cable, 'Кабели'],
      [other, null],
    ])
    expect(await catalog.describedProducts(db, [])).toEqual([])
    expect([...(await catalog.modelsOf(db, [hidden])).keys()]).toEqual([hidden])
    expect(await catalog.modelsOf(db, [])).toEqual(new Map())
    await rows.stock(other, await rows.warehouse(), 1)
    expect((await catalog.sampleProducts(db, 1)).map(({ sku }) => sku)).toEqual([
      described.find(({ id }) => id === other)?.sku,
    ])
  })

  test('an article is found before a model, and hidden goods are not', async () => {
    const { db, rows } = given()
    const byModel = await rows.product({ modelKey: 'av10' })
    const bySku = await rows.product({ skuKey: 'av10' })
    await rows.product({ skuKey: 'av10', hiddenAt: NOW })
    expect((await catalog.productsByKeys(db, ['av10', 'x'])).map(({ id }) => id)).toEqual([bySku, byModel])
    expect(await catalog.productsByKeys(db, [])).toEqual([])
    expect((await catalog.findProduct(db, byModel))?.modelKey).toBe('av10')
  })

  test('prices are of one price type, and absent where there are none', async () => {
    const { db, rows } = given()
    const [priced, unpriced] = [await rows.product(), await rows.product()]
    const priceTypeId = await rows.priceType()
    await rows.price(priced, priceTypeId, 99_999_999_999_00)
    expect(await catalog.pricesOf(db, [priced, unpriced], priceTypeId)).toEqual(new Map([[priced, 99_999_999_999_00]]))
    expect(await catalog.pricesOf(db, [priced], null)).toEqual(new Map())
    expect(await catalog.listPriceTypes(db)).toMatchObject([{ id: priceTypeId, currency: 'RUB' }])
  })
}
