import { expect, test } from 'vitest'
import type { Actor } from '#domain/policy.ts'
import { days, hours } from '#domain/time.ts'
import { seeProduct } from '#services/catalog/products.ts'
import { recordPayment } from '#services/money/payments.ts'
import { seeSettlement } from '#services/money/settlements.ts'
import { changeTerms } from '#services/money/terms.ts'
import { seeInvoice } from '#services/orders/invoices.ts'
import { releaseDue } from '#services/reserve/clock.ts'
import { reserve } from '#services/reserve/reservations.ts'
import { changeDraft } from '#services/shipping/answers.ts'
import { startShipment } from '#services/shipping/drafts.ts'
import { fileShipment } from '#services/shipping/filing.ts'
import { cancelShipment, moveRequest } from '#services/shipping/moves.ts'
import { audit } from '../../support/auditor.ts'
import { type Shop, shop } from '../../support/shop.ts'

/** A request for the goods of an invoice, taken from Moscow; `quantity` of its first line. */
async function file({ deps, goods }: Shop, actor: Actor, invoiceId: number, quantity?: number): Promise<number> {
  const started = await startShipment(deps, actor, invoiceId)
  if (!started.ok) throw new Error(started.reason)
  const { id } = started.sheet.draft
  await changeDraft(deps, actor, id, { method: 'pickup' })
  await changeDraft(deps, actor, id, { warehouseId: goods.moscow })
  await changeDraft(deps, actor, id, { shipOn: started.sheet.days[0] ?? '' })
  const ready = await changeDraft(deps, actor, id, { contact: 'Пётр Сидоров, +7 916 123-45-67' })
  const [line] = ready.ok ? ready.sheet.lines : []
  if (line && quantity !== undefined) await changeDraft(deps, actor, id, { lineId: line.lineId, quantity })
  const filed = await fileShipment(deps, actor, id)
  if (!filed.ok) throw new Error(filed.reason)
  return filed.shipment.id
}

async function handOver({ deps, manager }: Shop, id: number): Promise<void> {
  for (const state of ['accepted', 'picking', 'ready', 'handed_over'] as const) {
    expect(await moveRequest(deps, manager, id, state)).toMatchObject({ ok: true, moved: true })
  }
}

/** An invoice of seven pieces at a price that no seven divides, reserved and (if asked) paid. */
async function reserved(given: Shop, actor: Actor, paid: boolean): Promise<number> {
  const id = await given.invoice(actor, [given.goods.cable, 7])
  await given.deps.db.updateTable('invoiceLines').set({ sumKopecks: 100_003 }).where('invoiceId', '=', id).execute()
  await given.deps.db.updateTable('invoices').set({ totalKopecks: 100_003 }).where('id', '=', id).execute()
  await reserve(given.deps, actor, id)
  if (paid) await recordPayment(given.deps, given.manager, id, null, `pay-${id}`)
  return id
}

test('goods that leave in parts are debited to the kopeck, as if they had left at once', async () => {
  const given = await shop()
  const { deps, dealer, clock } = given
  const anna = await dealer()
  const id = await reserved(given, anna, true)
  for (const part of [2, 1, 3]) await handOver(given, await file(given, anna, id, part))
  await handOver(given, await file(given, anna, id))
  const { debit } = await deps.db
    .selectFrom('ledgerEntries')
    .select((eb) => eb.fn.sum<number>('debitKopecks').as('debit'))
    .executeTakeFirstOrThrow()
  expect(Number(debit)).toBe(100_003)
  expect(await audit(deps.db, clock.now())).toEqual([])
  const seen = await seeInvoice(deps, anna, id)
  expect(seen.ok && [seen.sheet.shipped, seen.sheet.reserved, seen.sheet.missing]).toEqual([7, 0, 0])
})

test('goods handed over are gone from the shelf', async () => {
  const given = await shop()
  const { deps, dealer, goods } = given
  const anna = await dealer()
  await handOver(given, await file(given, anna, await reserved(given, anna, true)))
  const seen = await seeProduct(deps, anna, goods.cable)
  expect(seen.ok && seen.card.shelves[0]).toMatchObject({ onHand: 93, free: 93 })
})

test('an unpaid invoice of a company without deferral does not ship, and the answer says why', async () => {
  const given = await shop()
  const anna = await given.dealer()
  const answer = await startShipment(given.deps, anna, await reserved(given, anna, false))
  expect(answer).toMatchObject({ ok: false, reason: 'not_paid' })
})

test('on credit goods go within the limit, while nothing is overdue', async () => {
  const given = await shop()
  const { deps, dealer, manager, clock } = given
  const anna = await dealer()
  const companyId = anna.companyId ?? 0
  await changeTerms(deps, manager, companyId, { deferralDays: 14, creditLimitKopecks: 150_000 })
  await handOver(given, await file(given, anna, await reserved(given, anna, false)))
  const second = await reserved(given, anna, false)
  expect(await startShipment(deps, anna, second)).toMatchObject({ ok: false, reason: 'limit' })
  await changeTerms(deps, manager, companyId, { creditLimitKopecks: 1_000_000 })
  expect(await startShipment(deps, anna, second)).toMatchObject({ ok: true })
  clock.advance(days(16))
  await reserve(deps, anna, second)
  expect(await startShipment(deps, anna, second)).toMatchObject({ ok: false, reason: 'overdue' })
  const settled = await seeSettlement(deps, anna)
  expect(settled.ok && settled.sheet).toMatchObject({
    balanceKopecks: -100_003,
    debtKopecks: 100_003,
    overdueKopecks: 100_003,
  })
  expect(settled.ok && settled.sheet.documents[0]?.daysOverdue).toBe(2)
})

test('an accepted request keeps its goods beyond 48 hours; taken back, the clock goes on from where it stood', async () => {
  const given = await shop()
  const { deps, dealer, manager, clock } = given
  const anna = await dealer()
  await changeTerms(deps, manager, anna.companyId ?? 0, { deferralDays: 14, creditLimitKopecks: 1_000_000 })
  const id = await reserved(given, anna, false)
  clock.advance(hours(40))
  const request = await file(given, anna, id)
  await moveRequest(deps, manager, request, 'accepted')
  clock.advance(hours(100))
  await releaseDue(deps)
  const reservedNow = async () => {
    const seen = await seeInvoice(deps, anna, id)
    return seen.ok ? [seen.sheet.reserved, seen.sheet.untilAt] : null
  }
  expect(await reservedNow()).toEqual([7, null])
  expect(await cancelShipment(deps, anna, request)).toMatchObject({ ok: true })
  expect(await reservedNow()).toEqual([7, clock.now() + hours(8)])
})

test('a request whose reserve ended before it was accepted is not accepted', async () => {
  const given = await shop()
  const { deps, dealer, manager, clock } = given
  const anna = await dealer()
  await changeTerms(deps, manager, anna.companyId ?? 0, { deferralDays: 14, creditLimitKopecks: 1_000_000 })
  const request = await file(given, anna, await reserved(given, anna, false))
  clock.advance(hours(48))
  expect(await moveRequest(deps, manager, request, 'accepted')).toEqual({ ok: false, reason: 'reserve_ended' })
  expect(await moveRequest(deps, manager, request, 'refused', 'резерв кончился')).toMatchObject({ ok: true })
})

test('a dealer takes a request back until it is being picked, a manager moves it only forward', async () => {
  const given = await shop()
  const { deps, dealer, manager } = given
  const anna = await dealer()
  const request = await file(given, anna, await reserved(given, anna, true))
  expect(await moveRequest(deps, manager, request, 'ready')).toEqual({ ok: false, reason: 'too_late' })
  expect(await moveRequest(deps, anna, request, 'accepted')).toEqual({ ok: false, reason: 'forbidden' })
  await moveRequest(deps, manager, request, 'accepted')
  await moveRequest(deps, manager, request, 'picking')
  expect(await cancelShipment(deps, anna, request)).toEqual({ ok: false, reason: 'too_late' })
  expect(await moveRequest(deps, manager, request, 'dispatched')).toEqual({ ok: false, reason: 'too_late' })
  expect(await moveRequest(deps, manager, request, 'picking')).toMatchObject({ ok: true, moved: false })
})

test('the limit counts what is on its way: open requests, filed one after another, do not exceed it together', async () => {
  const given = await shop()
  const { deps, dealer, manager, clock } = given
  const anna = await dealer()
  const companyId = anna.companyId ?? 0
  // Each invoice is of 1 000,03 ₽.
  await changeTerms(deps, manager, companyId, { deferralDays: 14, creditLimitKopecks: 250_000 })
  const free = async () => {
    const seen = await seeSettlement(deps, anna)
    return seen.ok ? seen.sheet.freeLimitKopecks : null
  }
  const [first, second, third] = [
    await reserved(given, anna, false),
    await reserved(given, anna, false),
    await reserved(given, anna, false),
  ]
  const [one, other] = [await file(given, anna, first), await file(given, anna, second)]
  expect(await free()).toBe(250_000 - 200_006)
  expect(await startShipment(deps, anna, third)).toMatchObject({ ok: false, reason: 'limit' })
  await changeTerms(deps, manager, companyId, { creditLimitKopecks: 150_000 })
  expect(await moveRequest(deps, manager, one, 'accepted')).toMatchObject({ ok: false, reason: 'limit' })
  await moveRequest(deps, manager, other, 'refused', 'лимит')
  expect(await moveRequest(deps, manager, one, 'accepted')).toMatchObject({ ok: true })
  await recordPayment(deps, manager, second, null, 'p')
  expect(await startShipment(deps, anna, second)).toMatchObject({ ok: true })
  expect(await audit(deps.db, clock.now())).toEqual([])
})
