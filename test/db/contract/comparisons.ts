import { expect, test } from 'vitest'
import { analogueCandidates } from '#db/catalog/analogues.ts'
import { addCompared, comparedBy, removeCompared } from '#db/catalog/comparisons.ts'
import { NOW } from '../../support/whole-rows.ts'
import type { Given } from './given.ts'

export function comparisonsContract(given: Given): void {
  test('what is compared is in the order of adding, once each', async () => {
    const { db, rows } = given()
    const userId = await rows.user()
    const [one, other] = [await rows.product(), await rows.product()]
    await addCompared(db, { userId, productId: other, addedAt: NOW })
    await addCompared(db, { userId, productId: one, addedAt: NOW + 1 })
    await addCompared(db, { userId, productId: other, addedAt: NOW + 2 })
    expect(await comparedBy(db, userId)).toEqual([other, one])
    await removeCompared(db, userId, other)
    expect(await comparedBy(db, userId)).toEqual([one])
    expect(await comparedBy(db, await rows.user())).toEqual([])
  })

  test('candidates are others of the category with a price that are in stock, the nearest in price first', async () => {
    const { db, rows } = given()
    const categoryId = await rows.category({ name: 'Проекторы' })
    const [priceTypeId, warehouseId] = [await rows.priceType(), await rows.warehouse()]
    async function good(kopecks: number, onHand: number, row = {}): Promise<number> {
      const productId = await rows.product({ categoryId, ...row })
      if (kopecks > 0) await rows.price(productId, priceTypeId, kopecks)
      await rows.stock(productId, warehouseId, onHand)
      return productId
    }
    const id = await good(100, 0)
    const [far, near] = [await good(1000, 3), await good(90, 2)]
    const listed = await good(150, 0, { available: 1 })
    await good(100, 0)
    await good(0, 5)
    await good(100, 5, { hiddenAt: NOW })
    await good(100, 5, { categoryId: null })
    const candidates = (limit: number, kopecks: number | null) =>
      analogueCandidates(db, { id, categoryId }, { priceTypeId, kopecks, now: NOW, limit })
    expect((await candidates(10, 100)).map((row) => [row.id, row.kopecks, row.free])).toEqual([
      [near, 90, 2],
      [listed, 150, 0],
      [far, 1000, 3],
    ])
    expect((await candidates(1, 100)).map((row) => row.id)).toEqual([near])
    expect((await candidates(10, null)).map((row) => row.id)).toEqual([far, near, listed])
    const none = { priceTypeId, kopecks: null, now: NOW, limit: 9 }
    expect(await analogueCandidates(db, { id, categoryId: null }, none)).toEqual([])
  })
}
