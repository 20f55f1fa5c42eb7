import { expect, test } from 'vitest'
import { findOpenCart } from '#db/orders/carts.ts'
import { findPerson, staffIds } from '#db/people/people.ts'
import type { Actor } from '#domain/policy.ts'
import { notifyWatchers, watchStock } from '#services/catalog/stock-watches.ts'
import { setQuantity } from '#services/orders/carts.ts'
import { cancelInvoice, repeatInvoice } from '#services/orders/invoice-changes.ts'
import { createInvoice } from '#services/orders/invoices.ts'
import { swapLine } from '#services/orders/swaps.ts'
import { approveRegistration, refuseRegistration } from '#services/people/approvals.ts'
import { dismissMember } from '#services/people/colleagues.ts'
import { acceptInvitation, invite } from '#services/people/invitations.ts'
import { takeRole } from '#services/people/staff.ts'
import { reserve } from '#services/reserve/reservations.ts'
import { changeDraft } from '#services/shipping/answers.ts'
import { seeDraft, startShipment } from '#services/shipping/drafts.ts'
import { fileShipment } from '#services/shipping/filing.ts'
import { cancelShipment } from '#services/shipping/moves.ts'
import { audit } from '../support/auditor.ts'
import { onEachDatabase } from '../support/databases.ts'
import { type Shop, shop } from '../support/shop.ts'

/** Two decisions about one thing, at one instant, so many times. */
onEachDatabase('two at one instant', (kind) => {
  const rounds = { sqlite: 5, pglite: 2, postgres: 20 }[kind]
  const each = async (round: (given: Shop) => Promise<void>) => {
    const given = await shop(kind)
    for (let i = 0; i < rounds; i++) await round(given)
  }
  const timeout = 60_000

  const openCart = async ({ deps }: Shop, actor: Actor) => {
    const cart = await findOpenCart(deps.db, actor.id)
    return cart
      ? deps.db.selectFrom('cartLines').select(['productId', 'quantity']).where('cartId', '=', cart.id).execute()
      : []
  }

  const fills: [string, (given: Shop, actor: Actor, before: number) => Promise<unknown>][] = [
    ['a quantity set', ({ deps, goods }, actor) => setQuantity(deps, actor, goods.cable, '3')],
    ['an invoice repeated', ({ deps }, actor, before) => repeatInvoice(deps, actor, before)],
  ]
  test.each(fills)('%s, and the cart made an invoice: the goods are in the one or the other', { timeout }, (_, fill) =>
    each(async (given) => {
      const { deps, dealer, goods, invoice } = given
      const actor = await dealer()
      const before = await invoice(actor, [goods.cable, 3])
      await setQuantity(deps, actor, goods.switcher, '1')
      const cart = await findOpenCart(deps.db, actor.id)
      const [made] = await Promise.all([createInvoice(deps, actor, cart?.id ?? 0), fill(given, actor, before)])
      const invoiced = await deps.db
        .selectFrom('invoiceLines')
        .select('quantity')
        .where('invoiceId', '=', made.ok ? made.invoice.id : 0)
        .where('productId', '=', goods.cable)
        .execute()
      const left = (await openCart(given, actor)).filter(({ productId }) => productId === goods.cable)
      expect([...invoiced, ...left].map(({ quantity }) => quantity)).toEqual([3])
    }),
  )

  test('a line swapped, and the cart made an invoice: nothing changes in a closed cart', { timeout }, () =>
    each(async (given) => {
      const { deps, dealer, goods } = given
      const actor = await dealer()
      await setQuantity(deps, actor, goods.switcher, '1')
      const cart = await findOpenCart(deps.db, actor.id)
      const cartId = cart?.id ?? 0
      const [made] = await Promise.all([
        createInvoice(deps, actor, cartId),
        swapLine(deps, actor, goods.switcher, goods.cable),
      ])
      const of = (table: 'cartLines' | 'invoiceLines', column: 'cartId' | 'invoiceId', id: number) =>
        deps.db
          .selectFrom(table)
          .select('productId')
          .where(column as never, '=', id as never)
          .execute()
      expect(await of('cartLines', 'cartId', cartId)).toEqual(
        await of('invoiceLines', 'invoiceId', made.ok ? made.invoice.id : 0),
      )
    }),
  )

  test('two administrators take the role from each other: one stays', { timeout }, () =>
    each(async ({ deps, staff }) => {
      const [one, other] = [await staff('admin'), await staff('admin')]
      await Promise.all([takeRole(deps, one, other.id, 'admin'), takeRole(deps, other, one.id, 'admin')])
      expect((await staffIds(deps.db, 'admin')).length).toBe(1)
      await deps.db.deleteFrom('staff').where('role', '=', 'admin').execute()
    }),
  )

  const newcomer = async ({ rows, staff }: Shop, inn: string) => {
    const { id } = await staff()
    await rows.registration({ userId: id, inn, companyName: 'ООО «Новый»', submittedAt: 1 })
    return { id, companyId: null, roles: [] } satisfies Actor
  }
  const auditEntries = (given: Shop, subjectId: number) =>
    given.deps.db
      .selectFrom('auditTrail')
      .select(['action', 'subject'])
      .where('subjectId', '=', subjectId)
      .where('subject', '=', 'registration')
      .execute()

  test('two managers decide about one newcomer: one is told that it is done', { timeout }, () =>
    each(async (given) => {
      const { deps, manager, staff } = given
      const second = await staff('manager')
      for (const decide of [approveRegistration, refuseRegistration]) {
        const { id } = await newcomer(given, String(7_800_000_000 + Math.floor(Math.random() * 1e8)))
        const answers = await Promise.all([approveRegistration(deps, manager, id), decide(deps, second, id)])
        expect(answers.map((answer) => (answer.ok ? 'done' : answer.reason)).sort()).toEqual(['decided', 'done'])
        const isMember = (await findPerson(deps.db, id))?.actor.companyId !== null
        const refused = (await auditEntries(given, id)).filter(({ action }) => action === 'refuse')
        expect(refused.length).toBe(isMember ? 0 : 1)
      }
    }),
  )

  test('two who name one INN are let in: the second only as a card that says so', { timeout }, () =>
    each(async (given) => {
      const inn = String(7_900_000_000 + Math.floor(Math.random() * 1e8))
      const people = [await newcomer(given, inn), await newcomer(given, inn)]
      const answers = await Promise.all(people.map(({ id }) => approveRegistration(given.deps, given.manager, id)))
      expect(answers.map((answer) => (answer.ok ? 'done' : answer.reason)).sort()).toEqual(['changed', 'done'])
    }),
  )

  test(
    'one follows two links, or a link while he is approved: one company, and the other link is not spent',
    { timeout },
    () =>
      each(async (given) => {
        const { deps, dealer, manager } = given
        const companies = [await dealer(), await dealer()].map(({ companyId }) => companyId)
        const links = await Promise.all(companies.map((id) => invite(deps, manager, id, 'buyer')))
        const person = await newcomer(given, String(7_600_000_000 + Math.floor(Math.random() * 1e8)))
        const tokens = links.map((link) => (link.ok ? link.token : ''))
        const answers = await Promise.all([
          ...tokens.map((token) => acceptInvitation(deps, person, token)),
          approveRegistration(deps, manager, person.id),
        ])
        expect(answers.filter((answer) => answer.ok)).toHaveLength(1)
        const spent = await deps.db.selectFrom('invitations').select('id').where('usedBy', '=', person.id).execute()
        expect(spent).toHaveLength(answers[2]?.ok ? 0 : 1)
      }),
  )

  test('somebody is dismissed while he fills his cart: no cart of the company stays open', { timeout }, () =>
    each(async (given) => {
      const { deps, dealer, goods, manager } = given
      const actor = await dealer()
      await Promise.all([
        setQuantity(deps, actor, goods.cable, '1'),
        dismissMember(deps, manager, actor.companyId ?? 0, actor.id),
        setQuantity(deps, actor, goods.switcher, '1'),
      ])
      expect(await findOpenCart(deps.db, actor.id)).toBeUndefined()
    }),
  )

  /** An invoice of two lines, reserved and paid, so that goods may go. */
  const drafted = async (given: Shop) => {
    const { deps, dealer, goods, invoice } = given
    const actor = await dealer()
    await deps.db
      .updateTable('companies')
      .set({ deferralDays: 14, creditLimitKopecks: 1e12 })
      .where('id', '=', actor.companyId ?? 0)
      .execute()
    const id = await invoice(actor, [goods.switcher, 2], [goods.cable, 2])
    await reserve(deps, actor, id)
    const started = await startShipment(deps, actor, id)
    if (!started.ok) throw new Error(started.reason)
    const { draft, days, lines } = started.sheet
    const change = (what: Parameters<typeof changeDraft>[3]) => changeDraft(deps, actor, draft.id, what)
    await change({ method: 'own' })
    await change({ address: 'Казань, Баумана, 5' })
    await change({ shipOn: days[0] ?? '' })
    await change({ contact: 'Пётр, +7 916 123-45-67' })
    return { actor, invoiceId: id, draftId: draft.id, lines, change }
  }

  test('two lines of a draft are changed: both are kept', { timeout }, () =>
    each(async (given) => {
      const { actor, invoiceId, draftId, lines, change } = await drafted(given)
      await Promise.all(lines.map(({ lineId }) => change({ lineId, quantity: 1 })))
      const seen = await seeDraft(given.deps, actor, draftId)
      expect(seen.ok && seen.sheet.lines.map(({ quantity }) => quantity)).toEqual([1, 1])
      await cancelInvoice(given.deps, actor, invoiceId)
    }),
  )

  test('a line of a draft is changed while it is filed: the request has what the draft says', { timeout }, () =>
    each(async (given) => {
      const { deps } = given
      const { actor, invoiceId, draftId, lines, change } = await drafted(given)
      const [filed, changed] = await Promise.all([
        fileShipment(deps, actor, draftId),
        change({ lineId: lines[0]?.lineId ?? 0, quantity: 1 }),
      ])
      if (!filed.ok) throw new Error(filed.reason)
      const gone = await deps.db
        .selectFrom('shipmentLines')
        .select('quantity')
        .where('shipmentId', '=', filed.shipment.id)
        .where('lineId', '=', lines[0]?.lineId ?? 0)
        .execute()
      expect(gone.reduce((sum, { quantity }) => sum + quantity, 0)).toBe(changed.ok ? 1 : 2)
      expect(await audit(deps.db, deps.clock.now())).toEqual([])
      await cancelShipment(deps, actor, filed.shipment.id)
      await cancelInvoice(deps, actor, invoiceId)
    }),
  )

  test('two senders tell of one piece: one of those who wait is told', { timeout }, () =>
    each(async (given) => {
      const { deps, dealer, goods, invoice } = given
      const holder = await dealer()
      const id = await invoice(holder, [goods.switcher, 7])
      await reserve(deps, holder, id)
      const waiting = [await dealer(), await dealer()]
      for (const one of waiting) await watchStock(deps, one, goods.switcher)
      await cancelInvoice(deps, holder, id)
      const rest = await invoice(holder, [goods.switcher, 6])
      await reserve(deps, holder, rest)
      await Promise.all([notifyWatchers(deps), notifyWatchers(deps)])
      const told = await deps.db
        .selectFrom('outbox')
        .select('id')
        .where('kind', '=', 'back_in_stock')
        .where(
          'userId',
          'in',
          waiting.map((one) => one.id),
        )
        .execute()
      expect(told).toHaveLength(1)
      await cancelInvoice(deps, holder, rest)
      await deps.db.deleteFrom('stockWatches').execute()
    }),
  )

  test('the last reserve that a company may hold is given once', { timeout }, () =>
    each(async (given) => {
      const { dealer, goods, invoice } = given
      const deps = { ...given.deps, settings: { ...given.deps.settings, unpaidReserves: 1 } }
      const actor = await dealer()
      const invoices = [await invoice(actor, [goods.cable, 1]), await invoice(actor, [goods.cable, 1])]
      const answers = await Promise.all(invoices.map((id) => reserve(deps, actor, id)))
      expect(answers.map((answer) => (answer.ok ? 'held' : answer.reason)).sort()).toEqual(['held', 'too_many'])
      for (const id of invoices) await cancelInvoice(deps, actor, id)
    }),
  )
})
