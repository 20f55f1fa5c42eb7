import { expect, test } from 'vitest'
import * as quickOrders from '../../../src/db/quick-orders.ts'
import { type Given, NOW } from './rows.ts'

export function quickOrdersContract(given: Given): void {
  test('a list keeps its lines in their order, is found by its update, and goes into a cart once', async () => {
    const { db, rows } = given()
    const [userId, companyId, productId] = [await rows.user(), await rows.company(), await rows.product()]
    const order = { userId, companyId, updateId: 7, name: 'spec.xlsx', createdAt: NOW, addedAt: null }
    const line = { text: 'CBL-10 2', cells: '["CBL-10","2"]', productId: null, quantity: 2, candidates: '[]' }
    const lines = Array.from({ length: 501 }, (_, i) => ({ ...line, position: i + 1, outcome: 'choose' as const }))
    const id = await quickOrders.addQuickOrder(db, order, lines)
    expect(await quickOrders.findQuickOrder(db, id)).toEqual({ id, ...order })
    expect((await quickOrders.findQuickOrderOf(db, userId, 7))?.id).toBe(id)
    expect(await quickOrders.findQuickOrderOf(db, userId, 8)).toBeUndefined()
    await expect(quickOrders.addQuickOrder(db, order, [])).rejects.toThrow()

    await quickOrders.decideQuickOrderLine(db, id, 2, { outcome: 'taken', productId, quantity: 3 })
    const kept = await quickOrders.quickOrderLines(db, id)
    expect(kept.map(({ position }) => position)).toEqual(lines.map(({ position }) => position))
    expect(kept[0]).toEqual({ orderId: id, ...lines[0] })
    expect(kept[1]).toMatchObject({ outcome: 'taken', productId, quantity: 3 })
    const marked = [await quickOrders.markAdded(db, id, NOW + 1), await quickOrders.markAdded(db, id, NOW + 2)]
    expect(marked).toEqual([true, false])
    expect((await quickOrders.findQuickOrder(db, id))?.addedAt).toBe(NOW + 1)
  })
}
