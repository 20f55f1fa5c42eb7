import { expect, test } from 'vitest'
import * as catalog from '../../../src/db/catalog.ts'
import { searchText } from '../../../src/domain/catalog.ts'
import { type Given, NOW } from './rows.ts'

export function catalogContract(given: Given): void {
  test('categories hold the goods of all below them; those without goods are not shown', async () => {
    const { db, rows } = given()
    const top = await rows.category('Видео')
    const middle = await rows.category('Матрицы', top)
    const first = await rows.category('А', middle, 2)
    const second = await rows.category('Б', middle, 1)
    await rows.category('Пусто', top)
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

  test('goods are found by every word, each in any of its readings', async () => {
    const { db, rows } = given()
    const text = searchText('Матричный коммутатор HDMI 4x4')
    await rows.product({ searchText: text })
    await rows.product({ searchText: text, hiddenAt: NOW })
    const count = (...words: string[][]) => catalog.countProducts(db, { words })
    expect(await catalog.countProducts(db)).toBe(1)
    expect(await count(['hdmi'], [searchText('коммутатор')])).toBe(1)
    expect(await count(['no such', '4x4'])).toBe(1)
    expect(await count(['hdmi'], ['displayport'])).toBe(0)
  })

  test('a page is in the order that was asked for, goods without a price last, an exact article first', async () => {
    const { db, rows } = given()
    const priceTypeId = await rows.priceType()
    const other = await rows.priceType()
    const warehouseId = await rows.warehouse()
    const add = async (name: string, kopecks: number | null, onHand: number) => {
      const id = await rows.product({ name, skuKey: name.toLowerCase(), modelKey: `m${name.toLowerCase()}` })
      if (kopecks !== null) await db.insertInto('prices').values({ productId: id, priceTypeId, kopecks }).execute()
      await db.insertInto('prices').values({ productId: id, priceTypeId: other, kopecks: 1 }).execute()
      if (onHand > 0) await rows.stock(id, warehouseId, onHand)
    }
    await add('B', 300, 1)
    await add('A', null, 5)
    await add('C', 200, 0)
    const whole = { priceTypeId, now: NOW, offset: 0, limit: 10 }
    const names = async (page: Partial<Parameters<typeof catalog.listProducts>[2]>) =>
      (await catalog.listProducts(db, {}, { ...whole, sort: 'name', ...page })).map((row) => row.name).join('')
    expect(await names({ sort: 'name' })).toBe('ABC')
    expect(await names({ sort: 'cheap' })).toBe('CBA')
    expect(await names({ sort: 'dear' })).toBe('BCA')
    expect(await names({ sort: 'stock' })).toBe('ABC')
    expect(await names({ exactKeys: ['c', 'mb'] })).toBe('CBA')
    expect(await names({ offset: 1, limit: 1 })).toBe('B')
    expect(await names({ priceTypeId: null, sort: 'cheap' })).toBe('ABC')
    const [row] = await catalog.listProducts(db, {}, { ...whole, sort: 'name' })
    expect(row).toMatchObject({ name: 'A', kopecks: null, free: 5, unit: 'шт', available: null })
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
      (await catalog.listProducts(db, {}, { priceTypeId: null, now, sort: 'stock', offset: 0, limit: 1 }))[0]?.free
    expect(await free(NOW)).toBe(3)
    expect(await free(NOW + 1)).toBe(5)
    expect(await catalog.countProducts(db, { freeAt: NOW })).toBe(1)
  })

  test('only goods that are free somewhere count as in stock', async () => {
    const { db, rows } = given()
    const invoice = await rows.invoice()
    const warehouseId = await rows.warehouse()
    await rows.stock(invoice.productId, warehouseId, 1)
    await rows.reservation(invoice, { warehouseId, untilAt: NOW + 1 })
    expect(await catalog.countProducts(db, { freeAt: NOW })).toBe(0)
    expect(await catalog.countProducts(db, { freeAt: NOW + 1 })).toBe(1)
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
    await db.insertInto('prices').values({ productId: priced, priceTypeId, kopecks: 99_999_999_999_00 }).execute()
    expect(await catalog.pricesOf(db, [priced, unpriced], priceTypeId)).toEqual(new Map([[priced, 99_999_999_999_00]]))
    expect(await catalog.pricesOf(db, [priced], null)).toEqual(new Map())
    expect(await catalog.listPriceTypes(db)).toMatchObject([{ id: priceTypeId, currency: 'RUB' }])
  })
}
