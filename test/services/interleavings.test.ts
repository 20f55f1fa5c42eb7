import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openExtensions } from '#db/reserve/extensions.ts'
import { findShipment } from '#db/shipping/shipments.ts'
import type { Actor } from '#domain/policy.ts'
import { nextStates, type ShipmentState } from '#domain/shipping/shipments.ts'
import { hours, minutes } from '#domain/time.ts'
import { recordPayment } from '#services/money/payments.ts'
import { sendDueNotices } from '#services/notices/outbox.ts'
import { cancelInvoice } from '#services/orders/invoice-changes.ts'
import { createInvoice } from '#services/orders/invoices.ts'
import { claimPayment, refuseClaim } from '#services/reserve/claims.ts'
import { releaseDue, warnDue } from '#services/reserve/clock.ts'
import { answerExtension, askExtension } from '#services/reserve/extensions.ts'
import { holdReserve, letReserveGo } from '#services/reserve/holds.ts'
import { releaseReserve, reserve } from '#services/reserve/reservations.ts'
import { changeDraft } from '#services/shipping/answers.ts'
import { startShipment } from '#services/shipping/drafts.ts'
import { fileShipment } from '#services/shipping/filing.ts'
import { cancelShipment, moveRequest } from '#services/shipping/moves.ts'
import { audit } from '../support/auditor.ts'
import { onEachDatabase } from '../support/databases.ts'
import { type Shop, shop } from '../support/shop.ts'

/** What people, the clock and Telegram's redeliveries may do; `who` and `what` are taken modulo what there is. */
type Action =
  | { do: 'reserve' | 'release' | 'cancel' | 'payAll' | 'ship' | 'cart'; who: number; what: number }
  | { do: 'pay'; who: number; what: number; roubles: number }
  | { do: 'move'; what: number; to: ShipmentState }
  | { do: 'push'; what: number; steps: number }
  | { do: 'takeBack'; who: number; what: number }
  | { do: 'extend' | 'claim' | 'hold' | 'letGo' | 'noClaim'; who: number; what: number }
  | { do: 'sweep' }

const moves: ShipmentState[] = ['accepted', 'picking', 'ready', 'handed_over', 'dispatched', 'delivered', 'refused']
const small = fc.nat({ max: 3 })
const action: fc.Arbitrary<Action> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constantFrom('reserve' as const, 'payAll' as const, 'ship' as const),
      who: small,
      what: small,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constantFrom('release' as const, 'cancel' as const, 'cart' as const),
      who: small,
      what: small,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('pay' as const),
      who: small,
      what: small,
      roubles: fc.integer({ min: 1, max: 9000 }),
    }),
  },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('move' as const), what: small, to: fc.constantFrom(...moves) }) },
  {
    weight: 8,
    arbitrary: fc.record({ do: fc.constant('push' as const), what: small, steps: fc.integer({ min: 1, max: 4 }) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('takeBack' as const), who: small, what: small }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constantFrom('extend' as const, 'claim' as const, 'hold' as const, 'letGo' as const, 'noClaim' as const),
      who: small,
      what: small,
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('sweep' as const) }) },
)
/** Actions of one batch start at one instant; then the clock goes on, sometimes to the very end of a reserve, or is set back. */
const batch = fc.record({
  actions: fc.array(action, { minLength: 1, maxLength: 5 }),
  repeated: fc.boolean(),
  later: fc.constantFrom(0, 1, -1, -2000, -hours(3), minutes(30), hours(20), hours(24), hours(48) - 1, hours(48)),
})

async function act(
  given: Shop,
  dealers: readonly Actor[],
  invoices: readonly number[],
  action: Action,
  key: string,
): Promise<void> {
  const { deps, manager, goods } = given
  const dealer = 'who' in action ? dealers[action.who % dealers.length] : undefined
  const invoiceId = invoices['what' in action ? action.what % invoices.length : 0] ?? 0
  const shipments = await deps.db.selectFrom('shipments').select('id').orderBy('id').execute()
  const shipmentId = shipments['what' in action ? action.what % Math.max(1, shipments.length) : 0]?.id ?? 0
  if (action.do === 'sweep') {
    await Promise.all([releaseDue(deps), warnDue(deps), sendDueNotices(deps), releaseDue(deps)])
  } else if (action.do === 'push') await push(given, shipmentId, action.steps)
  else if (action.do === 'move') await moveRequest(deps, manager, shipmentId, action.to, 'нет места')
  else if (!dealer) return
  else if (action.do === 'reserve') await reserve(deps, dealer, invoiceId)
  else if (action.do === 'release') await releaseReserve(deps, dealer, invoiceId)
  else if (action.do === 'cancel') await cancelInvoice(deps, dealer, invoiceId)
  else if (action.do === 'payAll') await recordPayment(deps, manager, invoiceId, null, key)
  else if (action.do === 'pay') await recordPayment(deps, manager, invoiceId, String(action.roubles), key)
  else if (action.do === 'hold') await holdReserve(deps, manager, invoiceId)
  else if (action.do === 'letGo') await letReserveGo(deps, manager, invoiceId)
  else if (action.do === 'noClaim') await refuseClaim(deps, manager, invoiceId)
  else if (action.do === 'claim') await claimPayment(deps, dealer, invoiceId, { id: 'file', kind: 'photo' })
  else if (action.do === 'extend') await extend(given, dealer, invoiceId)
  else if (action.do === 'takeBack') await cancelShipment(deps, dealer, shipmentId)
  else if (action.do === 'cart') {
    const cart = await deps.db
      .selectFrom('carts')
      .select('id')
      .where('userId', '=', dealer.id)
      .orderBy('id')
      .limit(1)
      .executeTakeFirst()
    await createInvoice(deps, dealer, cart?.id ?? 0)
  } else {
    const started = await startShipment(deps, dealer, invoiceId)
    if (!started.ok) return
    const { id } = started.sheet.draft
    const pickup = action.what % 2 === 0
    await changeDraft(deps, dealer, id, { method: pickup ? 'pickup' : 'own' })
    await changeDraft(deps, dealer, id, pickup ? { warehouseId: goods.moscow } : { address: 'Казань, Баумана, 5' })
    await changeDraft(deps, dealer, id, { shipOn: started.sheet.days[0] ?? '' })
    await changeDraft(deps, dealer, id, { contact: 'Пётр, +7 916 123-45-67' })
    const [line] = started.sheet.lines
    if (line && action.who % 2 === 1)
      await changeDraft(deps, dealer, id, { lineId: line.lineId, quantity: Math.ceil(line.reserved / 2) })
    await Promise.all([fileShipment(deps, dealer, id), fileShipment(deps, dealer, id)])
  }
}

/** The dealer asks for more time, and a manager grants whatever was asked last. */
async function extend({ deps, manager }: Shop, dealer: Actor, invoiceId: number): Promise<void> {
  await askExtension(deps, dealer, invoiceId)
  const asked = (await openExtensions(deps.db)).at(-1)
  if (asked) await answerExtension(deps, manager, asked.id, hours(24))
}

/** A manager presses the first button of the request so many times. */
async function push({ deps, manager }: Shop, shipmentId: number, steps: number): Promise<void> {
  for (let step = 0; step < steps; step++) {
    const shipment = await findShipment(deps.db, shipmentId)
    const [next] = shipment ? nextStates(shipment.state, shipment.method) : []
    if (next) await moveRequest(deps, manager, shipmentId, next)
  }
}

/** What two dealers who want the last pieces do, and where the clock stands then. */
const jump = fc.record({
  who: fc.nat({ max: 1 }),
  do: fc.constantFrom('reserve', 'reserve', 'reserve', 'pay', 'hold', 'claim', 'extend', 'sweep'),
  jump: fc.constantFrom(0, 0, 1, hours(48), hours(48) + 1, -1, -2000, -hours(3), -hours(48)),
})

onEachDatabase('a clock that jumps', (kind) => {
  const runs = { sqlite: 150, pglite: 5, postgres: 20 }[kind]
  test('sells nothing twice, whatever is reserved, paid and held', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(jump, { minLength: 4, maxLength: 10 }), async (jumps) => {
        const given = await shop(kind)
        const { deps, clock, goods, dealer, invoice, manager } = given
        const dealers = [await dealer(), await dealer()]
        const invoices: number[] = []
        for (const actor of dealers) invoices.push(await invoice(actor, [goods.switcher, 7]))
        for (const [i, { who, do: what, jump }] of jumps.entries()) {
          const [actor, id] = [dealers[who], invoices[who] ?? 0]
          if (!actor) throw new Error('nobody')
          if (what === 'sweep') await releaseDue(deps)
          else if (what === 'reserve') await reserve(deps, actor, id)
          else if (what === 'pay') await recordPayment(deps, manager, id, '10', `key-${i}`)
          else if (what === 'hold') await holdReserve(deps, manager, id)
          else if (what === 'claim') await claimPayment(deps, actor, id, { id: 'file', kind: 'photo' })
          else await extend(given, actor, id)
          expect(await audit(deps.db, clock.now())).toEqual([])
          clock.advance(jump)
          expect(await audit(deps.db, clock.now())).toEqual([])
        }
      }),
      { numRuns: runs, endOnFailure: true },
    )
  })
})

/** What one dealer who may pay later does with three invoices of two switchers each. */
const onCredit = fc.record({
  do: fc.constantFrom<Action['do'][]>('reserve', 'ship', 'ship', 'pay', 'push', 'takeBack'),
  what: small,
  together: fc.boolean(),
})

onEachDatabase('goods on credit', (kind) => {
  const runs = { sqlite: 100, pglite: 4, postgres: 20 }[kind]
  test('never go beyond the limit, whatever is filed, accepted, taken back and paid', {
    timeout: 120_000,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(onCredit, { minLength: 6, maxLength: 14 }), async (actions) => {
        const given = await shop(kind)
        const { deps, clock, goods, dealer, invoice } = given
        const dealers = [await dealer(), await dealer()]
        await deps.db.updateTable('companies').set({ deferralDays: 14, creditLimitKopecks: 300_000 }).execute()
        const invoices: number[] = []
        for (let i = 0; i < 3; i++) invoices.push(await invoice(dealers[0] as Actor, [goods.switcher, 2]))
        for (const id of invoices) await reserve(deps, dealers[0] as Actor, id)
        let running: Promise<void>[] = []
        for (const [i, { do: what, what: on, together }] of actions.entries()) {
          const action = { do: what, who: 0, what: on, roubles: 700, steps: 2, to: 'accepted' } as Action
          running.push(act(given, dealers, invoices, action, `key-${i}`))
          if (together) continue
          await Promise.all(running)
          running = []
          expect(await audit(deps.db, clock.now())).toEqual([])
        }
        await Promise.all(running)
        expect(await audit(deps.db, clock.now())).toEqual([])
      }),
      { numRuns: runs, endOnFailure: true },
    )
  })
})

onEachDatabase('whatever people do, in whatever order', (kind) => {
  const runs = { sqlite: 60, pglite: 6, postgres: 12 }[kind]
  test('stock, reserves, money and shipments stay true after every step', { timeout: 240_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(batch, { minLength: 3, maxLength: 12 }), async (batches) => {
        const given = await shop(kind)
        const { deps, clock, goods, dealer, invoice } = given
        // What a dealer may do without payment is tested beside this; here everybody does all that can be done.
        deps.settings.reserveRenewals = 1000
        const dealers = [await dealer(), await dealer()]
        await deps.db
          .updateTable('companies')
          .set({ deferralDays: 14, creditLimitKopecks: 500_000 })
          .where('id', '=', dealers[1]?.companyId ?? 0)
          .execute()
        const invoices: number[] = []
        for (const actor of dealers) {
          invoices.push(
            await invoice(actor, [goods.switcher, 4], [goods.cable, 3]),
            await invoice(actor, [goods.switcher, 5]),
          )
        }
        let step = 0
        for (const { actions, repeated, later } of batches) {
          const once = actions.map((one, i) => () => act(given, dealers, invoices, one, `key-${step}-${i}`))
          await Promise.all([...once, ...(repeated ? once : [])].map((run) => run()))
          expect(await audit(deps.db, clock.now())).toEqual([])
          clock.advance(later)
          step++
        }
        await releaseDue(deps)
        expect(await audit(deps.db, clock.now())).toEqual([])
      }),
      { numRuns: runs, endOnFailure: true },
    )
  })
})
