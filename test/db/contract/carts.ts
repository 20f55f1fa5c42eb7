import { expect, test } from 'vitest'
import * as carts from '#db/orders/carts.ts'
import { NOW } from '../../support/whole-rows.ts'
import type { Given } from './given.ts'

export function cartsContract(given: Given): void {
  test('a member, and nobody else, has one open cart; closed, the next one is new', async () => {
    const { db, rows } = given()
    const [userId, companyId] = [await rows.user(), await rows.company()]
    expect(await carts.findOpenCart(db, userId)).toBeUndefined()
    expect(await carts.openCart(db, userId, companyId, NOW)).toBeNull()
    await rows.member({ userId, companyId })
    const cart = await carts.openCart(db, userId, companyId, NOW)
    if (!cart) throw new Error('no cart')
    expect(cart).toEqual({ id: cart.id, userId, companyId, createdAt: NOW, closedAt: null, hasLines: 1 })
    expect(await carts.openCart(db, userId, companyId, NOW + 1)).toEqual(cart)
    expect(await carts.findOpenCart(db, userId)).toEqual(cart)
    await carts.closeCart(db, cart.id, NOW + 2)
    expect(await carts.findOpenCart(db, userId)).toBeUndefined()
    expect((await carts.openCart(db, userId, companyId, NOW + 3))?.id).not.toBe(cart.id)
  })

  test('a cart is locked within a transaction', async () => {
    const { db, rows } = given()
    const id = await rows.cart()
    const locked = await db.transaction().execute((tx) => carts.lockCart(tx, id))
    expect(locked).toMatchObject({ id, closedAt: null })
    expect(await carts.lockCart(db, 0)).toBeUndefined()
  })

  test('lines are set, not added to, in the order they came', async () => {
    const { db, rows } = given()
    const cartId = await rows.cart()
    const [first, second] = [await rows.product(), await rows.product({ available: 1, hiddenAt: NOW })]
    const set = (productId: number, quantity: number, addedAt: number) =>
      carts.setCartLine(db, { cartId, productId, quantity, addedAt })
    await set(second, 1, NOW)
    await set(first, 1, NOW + 1)
    await set(second, 7, NOW + 2)
    const lines = await carts.cartLines(db, cartId)
    expect(lines.map(({ productId, quantity }) => [productId, quantity])).toEqual([
      [second, 7],
      [first, 1],
    ])
    expect(lines[0]).toMatchObject({ available: 1, hiddenAt: NOW, vatRate: 2200, unit: 'шт' })
    await carts.removeCartLine(db, cartId, second)
    expect(await carts.cartLines(db, cartId)).toHaveLength(1)
    await carts.clearCart(db, cartId)
    expect(await carts.cartLines(db, cartId)).toEqual([])
  })

  test('a line is replaced in its place, and what takes it has one line', async () => {
    const { db, rows } = given()
    const cartId = await rows.cart()
    const goods = [await rows.product(), await rows.product(), await rows.product()]
    for (const [place, productId] of goods.entries())
      await carts.setCartLine(db, { cartId, productId, quantity: 1, addedAt: NOW + place })
    const [first = 0, second = 0, third = 0] = goods
    const lines = async () => (await carts.cartLines(db, cartId)).map((line) => [line.productId, line.quantity])
    await carts.replaceCartLine(db, cartId, first, { productId: third, quantity: 5 })
    expect(await lines()).toEqual([
      [third, 5],
      [second, 1],
    ])
  })

  test('a cart that was never open stands beside the open one', async () => {
    const { db, rows } = given()
    const [userId, companyId, productId] = [await rows.user(), await rows.company(), await rows.product()]
    await rows.member({ userId, companyId })
    const open = await carts.openCart(db, userId, companyId, NOW)
    const id = await carts.addClosedCart(db, { userId, companyId, at: NOW }, [{ productId, quantity: 2 }])
    expect(await carts.findOpenCart(db, userId)).toEqual(open)
    expect(await carts.lockCart(db, id)).toEqual({ id, userId, companyId, createdAt: NOW, closedAt: NOW, hasLines: 1 })
    expect(await carts.cartLines(db, id)).toMatchObject([{ productId, quantity: 2 }])
  })
}
