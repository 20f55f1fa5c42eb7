import { expect, test } from 'vitest'
import { codesOfKeys } from '#db/catalog/product-codes.ts'
import * as pastedOrders from '#db/orders/pasted-orders.ts'
import { NOW } from '../../support/whole-rows.ts'
import type { Given } from './given.ts'

const fresh = { addedAt: null, messageId: 70, answerId: null, pending: null, unordered: 0, around: 0 }

export function pastedOrdersContract(given: Given): void {
  test('a list keeps its lines in their order, is found by its update, and goes into a cart once', async () => {
    const { db, rows } = given()
    const [userId, companyId, productId] = [await rows.user(), await rows.company(), await rows.product()]
    const order = { userId, companyId, updateId: 7, name: 'spec.xlsx', createdAt: NOW, ...fresh }
    const line = { text: 'CBL-10 2', cells: '["CBL-10","2"]', productId: null, quantity: 2, candidates: '[]' }
    const lines = Array.from({ length: 501 }, (_, i) => ({ ...line, position: i + 1, outcome: 'choose' as const }))
    const id = await pastedOrders.addPastedOrder(db, order, lines)
    expect(await pastedOrders.findPastedOrder(db, id)).toEqual({ id, ...order })
    expect((await pastedOrders.findPastedOrderOf(db, userId, 7))?.id).toBe(id)
    expect(await pastedOrders.findPastedOrderOf(db, userId, 8)).toBeUndefined()
    await expect(pastedOrders.addPastedOrder(db, order, [])).rejects.toThrow()

    await pastedOrders.decidePastedOrderLine(db, id, 2, { outcome: 'taken', productId, quantity: 3 })
    const kept = await pastedOrders.pastedOrderLines(db, id)
    expect(kept.map(({ position }) => position)).toEqual(lines.map(({ position }) => position))
    expect(kept[0]).toEqual({ orderId: id, ...lines[0] })
    expect(kept[1]).toMatchObject({ outcome: 'taken', productId, quantity: 3 })
    const marked = [await pastedOrders.markAdded(db, id, NOW + 1), await pastedOrders.markAdded(db, id, NOW + 2)]
    expect(marked).toEqual([true, false])
    expect((await pastedOrders.findPastedOrder(db, id))?.addedAt).toBe(NOW + 1)
  })

  test('a list is found by its message and read again, as long as it is in no cart', async () => {
    const { db, rows } = given()
    const [userId, companyId] = [await rows.user(), await rows.company()]
    const order = { userId, companyId, updateId: 8, name: '', createdAt: NOW, ...fresh, messageId: 80 }
    const line = {
      position: 1,
      cells: '[]',
      outcome: 'unknown' as const,
      productId: null,
      quantity: null,
      candidates: '[]',
    }
    const id = await pastedOrders.addPastedOrder(db, order, [{ ...line, text: 'before' }])
    expect((await pastedOrders.findPastedOrderOfMessage(db, userId, 80))?.id).toBe(id)
    expect(await pastedOrders.findPastedOrderOfMessage(db, userId, 81)).toBeUndefined()
    const change = { updateId: 9, name: '', pending: '{}', unordered: 2, around: 3 }
    expect(await pastedOrders.rewritePastedOrder(db, id, change, [{ ...line, text: 'after' }])).toBe(true)
    await pastedOrders.changePastedOrder(db, id, { answerId: 81 })
    expect(await pastedOrders.findPastedOrder(db, id)).toEqual({ id, ...order, ...change, answerId: 81 })
    expect((await pastedOrders.pastedOrderLines(db, id)).map(({ text }) => text)).toEqual(['after'])
    await pastedOrders.markAdded(db, id, NOW)
    expect(await pastedOrders.rewritePastedOrder(db, id, change, [])).toBe(false)
    expect(await pastedOrders.pastedOrderLines(db, id)).toHaveLength(1)
  })

  test('shown goods are found by their further codes', async () => {
    const { db, rows } = given()
    const [productId, hiddenId] = [await rows.product(), await rows.product()]
    const code = { key: '4601111111111', kind: 'barcode' as const, value: '4601111111111' }
    await db
      .insertInto('productCodes')
      .values([
        { ...code, productId },
        { ...code, productId: hiddenId },
      ])
      .execute()
    await db.updateTable('products').set({ hiddenAt: NOW }).where('id', '=', hiddenId).execute()
    expect(await codesOfKeys(db, [code.key, 'none'])).toEqual([{ key: code.key, kind: 'barcode', productId }])
  })
}
