import { expect, test } from 'vitest'
import { addDeed } from '#db/kernel/audit.ts'
import { forget, keptSince } from '#db/kernel/retention.ts'
import { addNotices } from '#db/notices/outbox.ts'
import { addQuickOrder, quickOrderLines } from '#db/orders/quick-orders.ts'
import { saveRegistration } from '#db/people/companies.ts'
import { type Given, NOW } from './rows.ts'

export function retentionContract(given: Given): void {
  test('of each kind the oldest go first, so many at a time, and nothing that is younger', async () => {
    const { db, rows } = given()
    await db.deleteFrom('auditTrail').execute()
    await db.deleteFrom('outbox').execute()
    const companyId = await rows.company()
    const orders: number[] = []
    for (const age of [3, 2, 1]) {
      const at = NOW - age
      const userId = await rows.user()
      const told = { phone: '+79161234567', inn: '7707083893', companyName: 'ООО', submittedAt: null, invitedBy: null }
      await saveRegistration(db, { userId, ...told, refusedAt: at, refusedBy: null })
      await addDeed(db, { at, userId, action: 'give', subject: 'user', subjectId: userId })
      const order = { userId, companyId, updateId: age, name: '', createdAt: at, addedAt: null }
      const line = {
        position: 1,
        text: 'A',
        cells: '[]',
        outcome: 'unknown' as const,
        productId: null,
        quantity: 1,
        candidates: '[]',
      }
      orders.push(await addQuickOrder(db, order, [line]))
      const notice = {
        key: `k${age}`,
        userId,
        kind: 'welcome',
        aboutId: 1,
        details: '{}',
        createdAt: at,
        nextTryAt: at,
      }
      await addNotices(db, [
        { ...notice, attempts: 0, leasedUntil: null, sentAt: null, messageId: null, droppedAt: null, failure: null },
      ])
      if (age !== 2) await db.updateTable('outbox').set({ sentAt: at }).where('key', '=', `k${age}`).execute()
    }
    for (const what of ['refusals', 'lists', 'deeds', 'notices'] as const) {
      expect(await keptSince(db, what)).toBe(NOW - 3)
      expect(await forget(db, what, NOW - 2, 1)).toBe(1)
      // A notice that is yet to be sent stays.
      expect(await forget(db, what, NOW - 2, 10)).toBe(what === 'notices' ? 0 : 1)
      expect(await forget(db, what, NOW - 2, 10)).toBe(0)
      expect(await keptSince(db, what)).toBe(NOW - 1)
      expect(await forget(db, what, NOW, 10)).toBe(1)
      expect(await keptSince(db, what)).toBeNull()
    }
    expect(await quickOrderLines(db, orders[0] ?? 0)).toEqual([])
    expect(await db.selectFrom('outbox').select('key').execute()).toEqual([{ key: 'k2' }])
  })
}
