import { expect, test } from 'vitest'
import { addAuditEntry, addOperation } from '#db/kernel/audit.ts'
import { writeConversation } from '#db/kernel/conversations.ts'
import { forget, oldestRetained, type RetainedKind, retainedKinds } from '#db/kernel/retention.ts'
import { addSetAside } from '#db/kernel/set-aside.ts'
import { forgetVisitors } from '#db/kernel/visitors.ts'
import { addOfferedList } from '#db/orders/offered-lists.ts'
import { addPastedOrder } from '#db/orders/pasted-orders.ts'
import { addInvitation } from '#db/people/companies.ts'
import { addMember, addStaff, removeMember, removeStaff } from '#db/people/people.ts'
import type { Db } from '#db/schema/schema.ts'
import type { Rows } from '../../support/rows.ts'
import { NOW } from '../../support/whole-rows.ts'
import type { Given } from './given.ts'

/** Writes one row of each kind, or one that is not yet, or no longer, of that kind. */
const makers: Record<RetainedKind, (db: Db, rows: Rows, at: number, isOld: boolean) => Promise<unknown>> = {
  refusals: (_, rows, at, isRefused) =>
    rows.registration({ submittedAt: at, refusedAt: isRefused ? at : null, changedAt: at }),
  unfinished: (_, rows, at, isUnfinished) =>
    rows.registration({ submittedAt: isUnfinished ? null : at, changedAt: at }),
  forms: (db, _, at) => writeConversation(db, `${at}`, '{}', at),
  async invitations(db, rows, at) {
    const terms = { companyId: null, role: 'owner' as const, createdBy: await rows.user(), createdAt: at }
    await addInvitation(db, { ...terms, tokenHash: `${at}`, expiresAt: at, usedBy: null, usedAt: null })
  },
  async visitors(db, rows, at, isVisitor) {
    const userId = await rows.user({ seenAt: at })
    if (!isVisitor) await addStaff(db, { userId, role: 'support', givenBy: null, givenAt: at })
  },
  drafts: async (_, rows, at, isOpen) =>
    rows.draft(await rows.invoice(), { createdAt: at, filedAt: isOpen ? null : at }),
  async lists(db, rows, at) {
    const order = { userId: await rows.user(), companyId: await rows.company(), updateId: at, name: '' }
    const line = { position: 1, text: 'A', cells: '[]', outcome: 'unknown' as const, productId: null }
    await addPastedOrder(db, { ...order, createdAt: at, addedAt: null }, [{ ...line, quantity: 1, candidates: '[]' }])
  },
  offers: async (db, rows, at) =>
    addOfferedList(db, {
      ...{ userId: await rows.user(), fileId: 'f', fileName: 'price.csv', importId: null, look: '{}' },
      ...{ offeredAt: at, decidedAt: null },
    }),
  async setAside(db, rows, at, isAnswered) {
    const update = { updateId: at, userId: await rows.user(), kind: 'file', name: 'price.xlsx', setAsideAt: at }
    await addSetAside(db, update)
    if (isAnswered) await db.updateTable('setAsideUpdates').set({ answeredAt: at }).where('updateId', '=', at).execute()
  },
  async carts(db, rows, at, isClosed) {
    const cartId = await rows.cart({ closedAt: isClosed ? at : null })
    await db
      .insertInto('cartLines')
      .values({ cartId, productId: await rows.product(), quantity: 1, addedAt: at })
      .execute()
  },
  async watches(db, rows, at, isNotified) {
    const watch = { productId: await rows.product(), userId: await rows.user(), askedAt: at }
    await db
      .insertInto('stockWatches')
      .values({ ...watch, toldAt: isNotified ? at : null })
      .execute()
  },
  async notices(_, rows, at, isSent) {
    await rows.notice({ createdAt: at, nextTryAt: at, sentAt: isSent ? at : null })
  },
  operations: (db, _, at) => addOperation(db, `${at}`, at, {}),
  auditEntries: (db, _, at) => addAuditEntry(db, { at, userId: null, action: 'give', subject: 'user', subjectId: 1 }),
}

/** Kinds of which some rows of the table are not old, however old they are. */
const partial: readonly RetainedKind[] = [
  ...(['refusals', 'unfinished', 'visitors', 'drafts', 'setAside'] as const),
  ...(['carts', 'watches', 'notices'] as const),
]

export function retentionContract(given: Given): void {
  test.each(retainedKinds)(
    'of %s the oldest go first, so many at a time, and nothing that is younger or needed',
    async (what) => {
      const { db, rows } = given()
      const since = async () => (await oldestRetained(db)).find((one) => one.what === what)?.at
      expect(await since()).toBeUndefined()
      if (partial.includes(what)) await makers[what](db, rows, NOW - 9, false)
      expect(await since()).toBeUndefined()
      for (const age of [3, 2, 1]) await makers[what](db, rows, NOW - age, true)
      expect(await since()).toBe(NOW - 3)
      expect(await forget(db, what, NOW - 4, 10)).toBe(0)
      expect(await forget(db, what, NOW - 2, 1)).toBe(1)
      expect(await since()).toBe(NOW - 2)
      expect(await forget(db, what, NOW - 2, 10)).toBe(1)
      expect(await forget(db, what, NOW - 2, 10)).toBe(0)
      expect(await since()).toBe(NOW - 1)
      expect(await forget(db, what, NOW - 1, 10)).toBe(1)
      expect(await since()).toBeUndefined()
    },
  )

  test('the lines of lists go with them; those of a closed cart go, and the cart stays with its invoice', async () => {
    const { db, rows } = given()
    await makers.lists(db, rows, NOW, true)
    await forget(db, 'lists', NOW, 10)
    const cartId = await rows.cart({ closedAt: NOW })
    await rows.invoice({ cartId })
    const line = { productId: await rows.product(), quantity: 1, addedAt: NOW }
    await db
      .insertInto('cartLines')
      .values({ cartId, ...line })
      .execute()
    await makers.carts(db, rows, NOW, false)
    await forget(db, 'carts', NOW, 10)
    expect(await db.selectFrom('quickOrderLines').selectAll().execute()).toEqual([])
    expect((await db.selectFrom('cartLines').selectAll().execute()).map((one) => one.cartId)).not.toContain(cartId)
    expect(await db.selectFrom('cartLines').selectAll().execute()).toHaveLength(1)
    expect(await db.selectFrom('carts').select('hasLines').where('id', '=', cartId).execute()).toEqual([
      { hasLines: 0 },
    ])
  })

  test('a visitor goes with what they have chosen and typed; a visitor who comes back meanwhile stays with it', async () => {
    const { db, rows } = given()
    const [gone, back] = [await rows.user({ seenAt: 1 }), await rows.user({ seenAt: NOW })]
    for (const userId of [gone, back]) {
      await db.insertInto('selections').values({ userId, state: '{}', updatedAt: 1 }).execute()
      await writeConversation(db, String(userId), '{}', 1)
    }
    expect(await forget(db, 'visitors', 1, 10)).toBe(1)
    expect(await forgetVisitors(db, [back], 1)).toBe(0)
    expect(await db.selectFrom('users').select('id').execute()).toEqual([{ id: back }])
    expect(await db.selectFrom('selections').select('userId').execute()).toEqual([{ userId: back }])
    expect(await db.selectFrom('conversationStates').select('key').execute()).toEqual([{ key: String(back) }])
  })

  test('members and staff are never visitors again, even when they have left and nothing refers to them', async () => {
    const { db, rows } = given()
    const [member, staff] = [await rows.user({ seenAt: 1 }), await rows.user({ seenAt: 1 })]
    const companyId = await rows.company()
    await addMember(db, { userId: member, companyId, role: 'buyer', addedBy: null, addedAt: 2 })
    await addStaff(db, { userId: staff, role: 'support', givenBy: null, givenAt: 2 })
    await removeMember(db, member, companyId)
    await removeStaff(db, staff, 'support')
    expect(await forget(db, 'visitors', NOW - 1, 10)).toBe(0)
  })
}
