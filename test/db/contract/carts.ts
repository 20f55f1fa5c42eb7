import { expect, test } from 'vitest'
import * as carts from '../../../src/db/carts.ts'
import { type Given, NOW } from './rows.ts'

export function cartsContract(given: Given): void {
  test('a member has one open cart; closed, the next one is new', async () => {
    const { db, rows } = given()
    const [userId, companyId] = [await rows.user(), await rows.company()]
    expect(await carts.findOpenCart(db, userId)).toBeUndefined()
    const cart = await carts.openCart(db, userId, companyId, NOW)
    expect(cart).toEqual({ id: cart.id, userId, companyId, createdAt: NOW, closedAt: null })
    expect(await carts.openCart(db, userId, companyId, NOW + 1)).toEqual(cart)
    expect(await carts.findOpenCart(db, userId)).toEqual(cart)
    await carts.closeCart(db, cart.id, NOW + 2)
    expect(await carts.findOpenCart(db, userId)).toBeUndefined()
    expect((await carts.openCart(db, userId, companyId, NOW + 3)).id).not.toBe(cart.id)
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
}
