import { expect, test } from 'vitest'
import { hours } from '#domain/time.ts'
import { changeTerms } from '#services/money/terms.ts'
import { seeInvoice } from '#services/orders/invoices.ts'
import { releaseDue } from '#services/reserve/clock.ts'
import { cancelShipment, moveRequest } from '#services/shipping/moves.ts'
import { shop } from '../../support/shop.ts'
import { file, reserved } from './requests.ts'

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
  const heldNow = async () => {
    const seen = await seeInvoice(deps, anna, id)
    return seen.ok ? [seen.sheet.reserved, seen.sheet.untilAt] : null
  }
  expect(await heldNow()).toEqual([7, null])
  expect(await cancelShipment(deps, anna, request)).toMatchObject({ ok: true })
  expect(await heldNow()).toEqual([7, clock.now() + hours(8)])
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
