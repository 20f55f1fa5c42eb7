import { describe, expect, test } from 'vitest'
import { addOperation, findOperation } from '#db/kernel/audit.ts'
import { findPerson, removeMember } from '#db/people/people.ts'
import { days } from '#domain/time.ts'
import { runDue } from '#jobs/index.ts'
import { recordPayment } from '#services/money/payments.ts'
import { setQuantity } from '#services/orders/carts.ts'
import { repeatInvoice } from '#services/orders/invoice-changes.ts'
import { createInvoice } from '#services/orders/invoices.ts'
import { whoIs } from '#services/people/people.ts'
import {
  seeRegistration,
  startRegistration,
  tellCompanyName,
  tellInn,
  tellPhone,
} from '#services/people/registrations.ts'
import { reserve } from '#services/reserve/reservations.ts'
import { audit } from '../../support/auditor.ts'
import { shop } from '../../support/shop.ts'

test('notices and audit entries go when they have been kept for as long as the settings say; invoices, money and stock stay', async () => {
  const { deps, clock, dealer, invoice, goods, manager } = await shop()
  const anna = await dealer()
  const id = await invoice(anna, [goods.switcher, 2])
  await reserve(deps, anna, id)
  await recordPayment(deps, manager, id, null, 'key')
  await runDue(deps)
  const count = async (table: 'outbox' | 'auditTrail' | 'invoices' | 'payments' | 'reservations') =>
    (await deps.db.selectFrom(table).select('id').execute()).length
  const [notices, auditEntries] = [await count('outbox'), await count('auditTrail')]
  expect(Math.min(notices, auditEntries)).toBeGreaterThan(0)
  clock.advance(days(30) - 1)
  await runDue(deps)
  expect(await count('outbox')).toBeGreaterThanOrEqual(notices)
  clock.advance(days(60))
  await runDue(deps)
  expect([await count('outbox'), await count('auditTrail')]).toEqual([0, auditEntries])
  clock.advance(days(1100))
  await runDue(deps)
  expect(await count('auditTrail')).toBe(0)
  expect([await count('invoices'), await count('payments'), await count('reservations')]).toEqual([1, 1, 1])
  expect(await audit(deps.db, clock.now())).toEqual([])
})

describe('personal data', () => {
  test('a registration that nobody finishes goes with its phone as a refused one does, 90 days after its last answer', async () => {
    const { deps, clock } = await shop()
    const ivan = await whoIs(deps, { id: 1, firstName: 'Иван', username: '' })
    const phone = async () => (await seeRegistration(deps, ivan.actor)).phone
    await startRegistration(deps, ivan.actor)
    clock.advance(days(80))
    await tellPhone(deps, ivan.actor, { phone: '+79161234567', userId: 1 })
    clock.advance(days(90) - 1)
    await runDue(deps)
    expect(await phone()).toBe('+79161234567')
    clock.advance(1)
    await runDue(deps)
    expect(await phone()).toBe('')
  })

  test('a registration that waits for a manager stays', async () => {
    const { deps, clock } = await shop()
    const { actor } = await whoIs(deps, { id: 1, firstName: 'Иван', username: '' })
    await startRegistration(deps, actor)
    await tellPhone(deps, actor, { phone: '+79161234567', userId: 1 })
    await tellInn(deps, actor, '7707083893')
    await tellCompanyName(deps, actor, 'ООО «Ромашка»')
    clock.advance(days(2000))
    await runDue(deps)
    expect(await seeRegistration(deps, actor)).toMatchObject({ companyName: 'ООО «Ромашка»' })
    expect(await findPerson(deps.db, 1)).toBeDefined()
  })

  test('people who only looked in go a year after they last wrote; dealers, staff and former dealers stay', async () => {
    const { deps, clock, dealer, manager } = await shop()
    const [anna, boris] = [await dealer(), await dealer()]
    await removeMember(deps.db, boris.id, boris.companyId ?? 0)
    await deps.db.updateTable('users').set({ joinedAt: 1 }).where('id', '=', boris.id).execute()
    const looksIn = () => whoIs(deps, { id: 1, firstName: 'Иван', username: 'ivan' })
    await looksIn()
    clock.advance(days(200))
    await looksIn()
    clock.advance(days(365) - 1)
    await runDue(deps)
    expect(await findPerson(deps.db, 1)).toBeDefined()
    clock.advance(1)
    await runDue(deps)
    expect(await findPerson(deps.db, 1)).toBeUndefined()
    for (const { id } of [anna, boris, manager]) expect(await findPerson(deps.db, id)).toBeDefined()
    expect((await looksIn()).user).toMatchObject({ firstName: 'Иван', createdAt: clock.now() })
  })

  test('that somebody writes is written down once a day', async () => {
    const { deps, clock } = await shop()
    const seenAt = async () => (await whoIs(deps, { id: 1, firstName: 'Иван', username: '' })).user.seenAt
    const first = await seenAt()
    clock.advance(days(1) - 1)
    expect(await seenAt()).toBe(first)
    clock.advance(1)
    expect(await seenAt()).toBe(clock.now())
  })
})

test('the lines of a cart go half a year after it became an invoice; the same press still answers that invoice', async () => {
  const { deps, clock, dealer, invoice, goods } = await shop()
  const anna = await dealer()
  const id = await invoice(anna, [goods.switcher, 2])
  await setQuantity(deps, anna, goods.switcher, '3')
  const { cartId } = await deps.db
    .selectFrom('invoices')
    .select('cartId')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  const lines = async () => (await deps.db.selectFrom('cartLines').selectAll().execute()).map((line) => line.quantity)
  clock.advance(days(180) - 1)
  await runDue(deps)
  expect((await lines()).sort()).toEqual([2, 3])
  clock.advance(1)
  await runDue(deps)
  expect(await lines()).toEqual([3])
  expect(await createInvoice(deps, anna, cartId)).toMatchObject({ ok: true, invoice: { id } })
  expect(await repeatInvoice(deps, anna, id)).toMatchObject({ ok: true })
})

test('the answer to a press that comes again is kept for two days, however short the setting is', async () => {
  const { deps: given, clock } = await shop()
  const settings = { ...given.settings, keepForMs: { ...given.settings.keepForMs, operations: days(1) } }
  const deps = { ...given, settings }
  await addOperation(deps.db, 'swap:1:2:3', clock.now(), 7)
  clock.advance(days(2) - 1)
  await runDue(deps)
  expect(await findOperation(deps.db, 'swap:1:2:3')).toBe(7)
  clock.advance(1)
  await runDue(deps)
  expect(await findOperation(deps.db, 'swap:1:2:3')).toBeUndefined()
})
