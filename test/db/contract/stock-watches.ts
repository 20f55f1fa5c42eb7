import { expect, test } from 'vitest'
import * as watches from '#db/catalog/stock-watches.ts'
import { NOW } from '../../support/whole-rows.ts'
import type { Given } from './given.ts'

export function stockWatchesContract(given: Given): void {
  /** A person who may order. */
  async function buyer(role: 'owner' | 'accountant' = 'owner', blockedAt: number | null = null): Promise<number> {
    const { rows } = given()
    return rows.member({ role, userId: await rows.user({ blockedAt }) })
  }

  test('who asks twice keeps his first place, and one place', async () => {
    const { db, rows } = given()
    const productId = await rows.product()
    const [anna, boris] = [await buyer(), await buyer()]
    for (const userId of [anna, boris, anna]) await watches.addWatch(db, { productId, userId, askedAt: NOW })
    expect((await watches.nextInLine(db, productId, 10)).map(({ userId }) => userId)).toEqual([anna, boris])
    expect(await watches.nextInLine(db, productId, 1)).toHaveLength(1)
    expect(await watches.watchedBy(db, anna)).toEqual([productId])
    await watches.removeWatch(db, productId, anna)
    expect(await watches.watchedBy(db, anna)).toEqual([])
    const [first] = await watches.nextInLine(db, productId, 10)
    expect(first?.userId).toBe(boris)
    expect(await watches.watchedProduct(db, first?.id ?? 0)).toBe(productId)
  })

  test('who blocked the bot, may not order or belongs to no company stays in line and is passed by', async () => {
    const { db, rows } = given()
    const productId = await rows.product()
    for (const userId of [await buyer('owner', NOW), await buyer('accountant'), await rows.user()])
      await watches.addWatch(db, { productId, userId, askedAt: NOW })
    expect(await watches.nextInLine(db, productId, 10)).toEqual([])
    expect(await watches.awaitedProducts(db)).toEqual([{ id: productId, available: null }])
    await db.updateTable('products').set({ hiddenAt: NOW }).execute()
    expect(await watches.awaitedProducts(db)).toEqual([])
  })

  test('one is notified once, and may ask anew', async () => {
    const { db, rows } = given()
    const productId = await rows.product()
    const userId = await buyer()
    await watches.addWatch(db, { productId, userId, askedAt: NOW })
    const [watch] = await watches.nextInLine(db, productId, 1)
    expect(await watches.markNotified(db, watch?.id ?? 0, NOW)).toBe(true)
    expect(await watches.markNotified(db, watch?.id ?? 0, NOW + 1)).toBe(false)
    expect(await watches.notifiedSince(db, productId, NOW - 1)).toEqual([NOW])
    expect(await watches.notifiedSince(db, productId, NOW)).toEqual([])
    expect(await watches.awaitedProducts(db)).toEqual([])
    await watches.addWatch(db, { productId, userId, askedAt: NOW })
    expect(await watches.watchedBy(db, userId)).toEqual([productId])
  })

  test('a notice that came too late notified in vain, until its owner asks anew', async () => {
    const { db, rows } = given()
    const productId = await rows.product()
    const userId = await buyer()
    await watches.addWatch(db, { productId, userId, askedAt: NOW })
    const [watch] = await watches.nextInLine(db, productId, 1)
    const id = watch?.id ?? 0
    await watches.markNotified(db, id, NOW)
    expect(await watches.notifiedInVain(db, 0)).toEqual([])
    const about = { kind: 'back_in_stock', aboutId: id, droppedAt: NOW, failure: 'obsolete' }
    await rows.notice({ key: `back-in-stock:${id}:${NOW}:${userId}`, userId, ...about })
    expect(await watches.notifiedInVain(db, NOW - 1)).toEqual([{ id, productId, notifiedAt: NOW }])
    expect(await watches.notifiedInVain(db, NOW)).toEqual([])
    await watches.reopenWatch(db, id)
    expect(await watches.watchedBy(db, userId)).toEqual([productId])
    await watches.markNotified(db, id, NOW)
    await watches.addWatch(db, { productId, userId, askedAt: NOW })
    expect(await watches.notifiedInVain(db, 0)).toEqual([])
  })
}
