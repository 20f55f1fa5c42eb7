import { expect, test } from 'vitest'
import * as audit from '#db/kernel/audit.ts'
import * as conversations from '#db/kernel/conversations.ts'
import * as open from '#db/kernel/open-updates.ts'
import { NOW } from '../../support/whole-rows.ts'
import type { Given } from './given.ts'

export function auditContract(given: Given): void {
  test('an audit entry is kept with its details', async () => {
    const { db } = given()
    const entry = { at: NOW, userId: null, action: 'release', subject: 'invoice', subjectId: 7_000_000_000 }
    await audit.addAuditEntry(db, entry)
    await audit.addAuditEntries(db, [{ ...entry, userId: 1, details: { quantity: 5 } }])
    await audit.addAuditEntries(db, [])
    expect(await db.selectFrom('auditTrail').selectAll().orderBy('id').execute()).toEqual([
      { id: 1, ...entry, details: '{}' },
      { id: 2, ...entry, userId: 1, details: '{"quantity":5}' },
    ])
  })

  test('an operation remembers its first answer', async () => {
    const { db } = given()
    expect(await audit.findOperation(db, 'k')).toBeUndefined()
    await audit.addOperation(db, 'k', NOW, { ok: true, id: 5 })
    expect(await audit.findOperation(db, 'k')).toEqual({ ok: true, id: 5 })
    await expect(audit.addOperation(db, 'k', NOW, {})).rejects.toThrow()
  })

  test('numbers follow each other, and a transaction that fails gives its number back', async () => {
    const { db } = given()
    expect([await audit.nextNumber(db, 'invoice'), await audit.nextNumber(db, 'shipment')]).toEqual([1001, 1])
    const failing = db.transaction().execute(async (tx) => {
      await audit.nextNumber(tx, 'invoice')
      throw new Error('no')
    })
    await expect(failing).rejects.toThrow('no')
    const numbers = await Promise.all([1, 2, 3].map(() => audit.nextNumber(db, 'invoice')))
    expect(numbers.toSorted()).toEqual([1002, 1003, 1004])
  })
}

export function openUpdatesContract(given: Given): void {
  test('updates are kept until they are closed, each once, in their order', async () => {
    const { db } = given()
    await open.keepOpen(db, [])
    await open.keepOpen(db, [
      { id: 2 ** 40, value: 'b' },
      { id: 7, value: 'a' },
    ])
    await open.keepOpen(db, [{ id: 7, value: 'again' }])
    expect(await open.openUpdates(db)).toEqual([
      { id: 7, value: 'a' },
      { id: 2 ** 40, value: 'b' },
    ])
    await open.closeUpdate(db, 7)
    expect((await open.openUpdates(db)).map(({ id }) => id)).toEqual([2 ** 40])
  })
}

export function conversationsContract(given: Given): void {
  test('what a form remembers is written over and forgotten', async () => {
    const { db } = given()
    expect(await conversations.readConversation(db, 'k')).toBeUndefined()
    await conversations.writeConversation(db, 'k', '{"a":1}', NOW)
    await conversations.writeConversation(db, 'k', '{"a":2}', NOW + 1)
    expect(await conversations.readConversation(db, 'k')).toBe('{"a":2}')
    await conversations.deleteConversation(db, 'k')
    expect(await conversations.readConversation(db, 'k')).toBeUndefined()
  })
}
