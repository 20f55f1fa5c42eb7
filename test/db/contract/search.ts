import { expect, test } from 'vitest'
import * as changes from '../../../src/db/catalog-changes.ts'
import * as search from '../../../src/db/search.ts'
import { type Given, NOW } from './rows.ts'

export function searchContract(given: Given): void {
  test('each change of the catalog has the next number; what changed since is named, unless it is too much', async () => {
    const { db } = given()
    expect(await changes.catalogVersion(db)).toBe(0)
    await changes.addCatalogChange(db, [3, 4])
    const first = await changes.catalogVersion(db)
    expect(first).toBeGreaterThan(0)
    await changes.addCatalogChange(db, [])
    expect(await changes.catalogVersion(db)).toBe(first)
    await changes.addCatalogChange(db, [5])
    expect(await changes.changedAfter(db, 0)).toMatchObject({ ids: [3, 4, 5] })
    expect(await changes.changedAfter(db, first)).toMatchObject({ ids: [5] })
    const all = Array.from({ length: 10_001 }, (_, i) => i)
    await changes.addCatalogChange(db, all)
    const version = await changes.catalogVersion(db)
    expect(await changes.changedAfter(db, first)).toEqual({ version, ids: null, priced: [] })
  })

  test('goods of which only the price has changed are named apart; too many of these are all', async () => {
    const { db } = given()
    await changes.addCatalogChange(db, [3], [4, 5])
    await changes.addCatalogChange(db, [], [6])
    const version = await changes.catalogVersion(db)
    expect(await changes.changedAfter(db, 0)).toEqual({ version, ids: [3], priced: [4, 5, 6] })
    await changes.addCatalogChange(
      db,
      [],
      Array.from({ length: 10_001 }, (_, i) => i),
    )
    expect(await changes.changedAfter(db, version)).toEqual({ version: version + 1, ids: [], priced: null })
  })

  test('of many changes the old ones are forgotten, and who missed them is told so', async () => {
    const { db } = given()
    for (let i = 0; i < 120; i++) await changes.addCatalogChange(db, [i])
    const last = await changes.catalogVersion(db)
    expect((await changes.changedAfter(db, last - 10)).ids).toEqual([110, 111, 112, 113, 114, 115, 116, 117, 118, 119])
    expect((await changes.changedAfter(db, last - 115)).ids).toBeNull()
  })

  test('shown goods are counted, and read in portions, in the order of their ids, with the names of their categories', async () => {
    const { db, rows } = given()
    const categoryId = await rows.category('Кабели')
    const [first, hidden, second] = [
      await rows.product({ categoryId, available: 1 }),
      await rows.product({ hiddenAt: NOW }),
      await rows.product(),
    ]
    const portion = await search.searchableGoods(db, 0, 1)
    expect(portion).toMatchObject([{ id: first, category: 'Кабели', categoryId, listed: 1 }])
    expect(await search.searchableGoods(db, first, 5)).toMatchObject([{ id: second, category: '', listed: null }])
    expect((await search.searchableAmong(db, [second, hidden, first])).map(({ id }) => id)).toEqual([first, second])
    expect(await search.searchableAmong(db, [])).toEqual([])
    expect(await search.countSearchable(db)).toBe(2)
  })

  test('numbers of goods: values in their order, all prices, what is free', async () => {
    const { db, rows } = given()
    const { id: characteristicId } = await db
      .insertInto('characteristics')
      .values({ name: 'Длина', unit: 'м' })
      .returning('id')
      .executeTakeFirstOrThrow()
    const { id: valueId } = await db
      .insertInto('characteristicValues')
      .values({ characteristicId, value: '1,5', number: 1.5 })
      .returning('id')
      .executeTakeFirstOrThrow()
    expect(await search.searchableValues(db)).toEqual([
      { id: valueId, characteristicId, number: 1.5, value: '1,5', unit: 'м' },
    ])
    const invoice = await rows.invoice()
    const [productId, warehouseId, priceTypeId] = [invoice.productId, await rows.warehouse(), await rows.priceType()]
    await db.insertInto('productValues').values({ productId, valueId, position: 0 }).execute()
    await db.insertInto('prices').values({ productId, priceTypeId, kopecks: 300 }).execute()
    await rows.stock(productId, warehouseId, 5)
    await rows.reservation(invoice, { warehouseId, quantity: 2, untilAt: NOW + 1 })
    expect(await search.numbersOf(db, [productId], NOW)).toEqual({
      values: [{ productId, valueId }],
      prices: [{ productId, priceTypeId, kopecks: 300 }],
      shelves: [{ productId, warehouseId, free: 3 }],
    })
    expect(await search.freeShelves(db, [productId], NOW + 1)).toEqual([{ productId, warehouseId, free: 5 }])
    expect(await search.freeShelves(db, [], NOW)).toEqual([])
    expect(await search.numbersOf(db, [], NOW)).toEqual({ values: [], prices: [], shelves: [] })
    expect(await search.timesOrdered(db)).toEqual(new Map([[productId, 1]]))
  })

  test('what is held is summed, with when the first of it ends; moves of stock are told from one on', async () => {
    const { db, rows } = given()
    const invoice = await rows.invoice()
    const { productId } = invoice
    const warehouseId = await rows.warehouse()
    await rows.reservation(invoice, { warehouseId, quantity: 2, untilAt: NOW + 5 })
    await rows.reservation(invoice, { warehouseId, quantity: 3, protectedAt: NOW, untilAt: NOW + 1 })
    await rows.reservation(invoice, { warehouseId, quantity: 4, releasedAt: NOW })
    expect(await search.heldAt(db, NOW)).toEqual([{ productId, warehouseId, quantity: 5, endsAt: NOW + 5 }])
    expect(await search.heldAt(db, NOW + 5)).toEqual([{ productId, warehouseId, quantity: 3, endsAt: null }])
    expect(await search.lastMove(db)).toBe(0)
    const move = { productId, warehouseId, delta: 1, at: NOW, importId: null, shipmentId: null }
    await db.insertInto('stockMoves').values([move, move]).execute()
    const last = await search.lastMove(db)
    expect(await search.movedAfter(db, 0)).toEqual({ last, ids: [productId] })
    expect(await search.movedAfter(db, last)).toEqual({ last, ids: [] })
  })
}
