import { expect, test } from 'vitest'
import * as stock from '#db/catalog/stock.ts'
import { NOW } from '../../support/whole-rows.ts'
import type { Given } from './given.ts'

export function stockContract(given: Given): void {
  test('what is free is what is on hand less live rows, on each warehouse', async () => {
    const { db, rows } = given()
    const invoice = await rows.invoice()
    const [here, there] = [await rows.warehouse(), await rows.warehouse()]
    await rows.stock(invoice.productId, here, 10)
    await rows.stock(invoice.productId, there, 1)
    const row = { warehouseId: here, untilAt: NOW + 1 }
    await rows.reservation(invoice, { ...row, quantity: 1 })
    await rows.reservation(invoice, { ...row, quantity: 2, untilAt: NOW })
    await rows.reservation(invoice, { ...row, quantity: 3, untilAt: NOW, protectedAt: NOW })
    await rows.reservation(invoice, { ...row, quantity: 4, protectedAt: NOW, shippedAt: NOW })
    await rows.reservation(invoice, { ...row, quantity: 5, releasedAt: NOW })
    await rows.reservation(invoice, { warehouseId: there, quantity: 2 })
    const shelves = await stock.shelves(db, [invoice.productId], NOW)
    expect(shelves.map(({ warehouseId, onHand, free }) => ({ warehouseId, onHand, free }))).toEqual([
      { warehouseId: here, onHand: 10, free: 6 },
      { warehouseId: there, onHand: 1, free: -1 },
    ])
    expect((await stock.shelves(db, [invoice.productId], NOW + 1))[0]?.free).toBe(7)
    expect(await stock.shelves(db, [], NOW)).toEqual([])
    expect(await stock.listWarehouses(db)).toMatchObject([{ id: here }, { id: there }])
  })

  test('stock is locked within a transaction', async () => {
    const { db, rows } = given()
    const productId = await rows.product()
    await rows.stock(productId, await rows.warehouse(), 1)
    await db.transaction().execute(async (tx) => {
      await stock.lockStock(tx, [productId])
      await stock.lockStock(tx, [])
    })
  })

  test('goods that leave go down with a move, never below zero', async () => {
    const { db, rows } = given()
    const invoice = await rows.invoice()
    const { productId } = invoice
    const warehouseId = await rows.warehouse()
    const shipmentId = await rows.shipment(invoice)
    await rows.stock(productId, warehouseId, 9)
    const take = (quantity: number) => stock.takeOut(db, { productId, warehouseId, quantity, at: NOW, shipmentId })
    await take(4)
    await take(6)
    await take(1)
    const deltas = (await db.selectFrom('stockMoves').select('delta').orderBy('id').execute()).map(({ delta }) => delta)
    expect(deltas).toEqual([-4, -5])
    expect((await stock.shelves(db, [productId], NOW))[0]?.onHand).toBe(0)
  })

  test("others' reserves that the clock will end are foretold, the soonest first", async () => {
    const { db, rows } = given()
    const invoice = await rows.invoice()
    await rows.reservation(invoice, { quantity: 2, untilAt: NOW + 20 })
    await rows.reservation(invoice, { quantity: 3, untilAt: NOW + 10 })
    await rows.reservation(invoice, { quantity: 4, protectedAt: NOW })
    await rows.reservation(invoice, { quantity: 5, untilAt: NOW })
    const freed = await stock.nextFreed(db, [invoice.productId], NOW)
    expect(freed.map(({ quantity, untilAt }) => [quantity, untilAt - NOW])).toEqual([
      [3, 10],
      [2, 20],
    ])
  })

  test('whose live rows of a product end when; what is free in all, of what anything is', async () => {
    const { db, rows } = given()
    const invoice = await rows.invoice()
    const [here, there] = [await rows.warehouse(), await rows.warehouse()]
    await rows.stock(invoice.productId, here, 5)
    await rows.stock(invoice.productId, there, 4)
    await rows.reservation(invoice, { warehouseId: here, quantity: 7, untilAt: NOW + 1 })
    await rows.reservation(invoice, { warehouseId: there, quantity: 1, protectedAt: NOW })
    await rows.reservation(invoice, { warehouseId: there, quantity: 1, untilAt: NOW })
    const { companyId } = invoice
    expect(await stock.liveReservationsOf(db, invoice.productId, NOW)).toEqual([
      { warehouseId: here, quantity: 7, companyId, endsAt: NOW + 1 },
      { warehouseId: there, quantity: 1, companyId, endsAt: null },
    ])
    const holders = await stock.reserveHolders(db, invoice.productId, NOW)
    expect(holders.map(({ quantity, endsAt }) => [quantity, endsAt])).toEqual([
      [7, NOW + 1],
      [1, null],
    ])
    const empty = await rows.product()
    await rows.stock(empty, here, 0)
    expect(await stock.freeTotals(db, [invoice.productId, empty], NOW)).toEqual(new Map([[invoice.productId, 3]]))
  })
}
