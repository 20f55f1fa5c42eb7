import { expect, test } from 'vitest'
import * as changes from '#db/catalog/catalog-changes.ts'
import * as search from '#db/search/search.ts'
import * as segments from '#db/search/segments.ts'
import { NOW } from '../../support/whole-rows.ts'
import type { Given } from './given.ts'

export function searchContract(given: Given): void {
  const some = (...ids: number[]) => new Set(ids)
  const tooMany = new Set(Array.from({ length: 10_001 }, (_, i) => i))

  test('each change of the catalog has the next number; what changed since is named, unless it is too much', async () => {
    const { db } = given()
    expect(await changes.catalogVersion(db)).toBe(0)
    const first = await changes.addCatalogChange(db, { reworded: some(3, 4) })
    expect(first).toBeGreaterThan(0)
    expect(await changes.catalogVersion(db)).toBe(first)
    expect(await changes.addCatalogChange(db, { reworded: some() })).toBeNull()
    await changes.addCatalogChange(db, { reworded: some(5), hidden: some(6) })
    expect(await changes.changedAfter(db, 0)).toMatchObject({ ids: [3, 4, 5, 6], rest: [3, 4, 5, 6], segments: [] })
    expect(await changes.changedAfter(db, first ?? 0)).toMatchObject({ ids: [5, 6] })
    const version = await changes.addCatalogChange(db, { reworded: tooMany })
    const last = await changes.changedAfter(db, (version ?? 0) - 1)
    expect(last).toEqual({ version, ids: null, renumbered: [], rest: null, segments: [] })
  })

  test('goods of which only numbers have changed are named apart; too many of these are all', async () => {
    const { db } = given()
    await changes.addCatalogChange(db, { reworded: some(3), renumbered: some(3, 4, 5) })
    const version = await changes.addCatalogChange(db, { reworded: some(), renumbered: some(6) })
    expect(await changes.changedAfter(db, 0)).toMatchObject({ version, ids: [3], renumbered: [4, 5, 6] })
    await changes.addCatalogChange(db, { reworded: some(), renumbered: tooMany })
    expect(await changes.changedAfter(db, version ?? 0)).toMatchObject({ ids: [], rest: [], renumbered: null })
  })

  test('of too many goods those are named that stand in no segment that was published, and are shown', async () => {
    const { db } = given()
    const change = { reworded: tooMany.union(some(20_000, 30_000)), hidden: some(30_000), inSegment: tooMany }
    const version = await changes.addCatalogChange(db, change)
    const all = { version, ids: null, renumbered: [], rest: [20_000], segments: [version] }
    expect(await changes.changedAfter(db, 0)).toEqual(all)
    // Whoever hides so many publishes nothing.
    const next = await changes.addCatalogChange(db, { reworded: some(), hidden: tooMany })
    expect(await changes.changedAfter(db, version ?? 0)).toMatchObject({ ids: null, rest: [], segments: [] })
    await changes.addCatalogChange(db, { reworded: some(7) })
    expect(await changes.changedAfter(db, next ?? 0)).toMatchObject({ ids: [7], rest: [7] })
    expect(await changes.changedAfter(db, 0)).toMatchObject({ ids: null, rest: [20_000, 7], segments: [version] })
  })

  test('a published segment is read in pieces until the next one, or until it is forgotten', async () => {
    const { db } = given()
    const read = async (change: number) => {
      const parts = await Array.fromAsync(segments.publishedPieces(db, change))
      return parts.map(({ name, bytes }) => [name, [...bytes]])
    }
    const bytes = (...all: number[]) => Uint8Array.from(all)
    await segments.publishSegment(db, 1, [{ name: 'ids', bytes: bytes(1, 0, 255) }])
    await segments.publishSegment(db, 2, [
      { name: 'ids', bytes: bytes(1, 2) },
      { name: 'names', bytes: bytes() },
    ])
    expect([await read(1), await read(2)]).toEqual([
      [],
      [
        ['ids', [1, 2]],
        ['names', []],
      ],
    ])
    await segments.forgetSegments(db, 1)
    expect(await read(2)).toHaveLength(2)
    await segments.publishSegment(db, 3, [{ name: 'ids', bytes: new Uint8Array(1_000_001).fill(7) }])
    const pieces = await Array.fromAsync(segments.publishedPieces(db, 3))
    expect(pieces.map(({ bytes }) => bytes.length)).toEqual([1_000_000, 1])
    await segments.forgetSegments(db, 3)
    expect(await read(3)).toEqual([])
  })

  test('of many changes the old ones are forgotten, and who missed them is told so', async () => {
    const { db } = given()
    for (let i = 0; i < 120; i++) await changes.addCatalogChange(db, { reworded: some(i) })
    const last = await changes.catalogVersion(db)
    expect((await changes.changedAfter(db, last - 10)).ids).toEqual([110, 111, 112, 113, 114, 115, 116, 117, 118, 119])
    expect((await changes.changedAfter(db, last - 115)).ids).toBeNull()
  })

  test('shown goods are counted, and read in portions, in the order of their ids, with the names of their categories', async () => {
    const { db, rows } = given()
    const categoryId = await rows.category({ name: 'Кабели' })
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
    expect(await search.shownIds(db, 0, 5)).toEqual([first, second])
    expect(await search.shownIds(db, first, 1)).toEqual([second])
    expect(await search.listedOf(db, [first, second])).toEqual([
      { id: first, listed: 1 },
      { id: second, listed: null },
    ])
    expect(await search.listedOf(db, [])).toEqual([])
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
    expect(await search.searchableValues(db)).toEqual([{ id: valueId, characteristicId, number: 1.5, text: '1,5 м' }])
    expect(await search.searchableValues(db, valueId)).toEqual([])
    const invoice = await rows.invoice()
    const [productId, warehouseId, priceTypeId] = [invoice.productId, await rows.warehouse(), await rows.priceType()]
    await db.insertInto('productValues').values({ productId, valueId, position: 0 }).execute()
    await rows.price(productId, priceTypeId, 300)
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

  test('what is reserved is summed, with when the first of it ends; moves of stock are told from one on', async () => {
    const { db, rows } = given()
    const invoice = await rows.invoice()
    const { productId } = invoice
    const warehouseId = await rows.warehouse()
    await rows.reservation(invoice, { warehouseId, quantity: 2, untilAt: NOW + 5 })
    await rows.reservation(invoice, { warehouseId, quantity: 3, protectedAt: NOW, untilAt: NOW + 1 })
    await rows.reservation(invoice, { warehouseId, quantity: 4, releasedAt: NOW })
    expect(await search.reservedAt(db, NOW)).toEqual([{ productId, warehouseId, quantity: 5, endsAt: NOW + 5 }])
    expect(await search.reservedAt(db, NOW + 5)).toEqual([{ productId, warehouseId, quantity: 3, endsAt: null }])
    expect(await search.lastMove(db)).toBe(0)
    const move = { productId, warehouseId, delta: 1, at: NOW, importId: null, shipmentId: null }
    await db.insertInto('stockMoves').values([move, move]).execute()
    const last = await search.lastMove(db)
    const moves = [last - 1, last].map((id) => ({ id, productId }))
    expect(await search.movedAfter(db, 0, 5)).toEqual(moves)
    expect(await search.movedAfter(db, 0, 1)).toEqual(moves.slice(0, 1))
    expect(await search.movedAfter(db, last, 5)).toEqual([])
  })
}
