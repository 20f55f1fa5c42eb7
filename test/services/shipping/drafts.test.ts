import { expect, test } from 'vitest'
import { days } from '#domain/time.ts'
import { recordPayment } from '#services/money/payments.ts'
import { seeSettlement } from '#services/money/settlements.ts'
import { changeTerms } from '#services/money/terms.ts'
import { reserve } from '#services/reserve/reservations.ts'
import { startShipment } from '#services/shipping/drafts.ts'
import { moveRequest } from '#services/shipping/moves.ts'
import { audit } from '../../support/auditor.ts'
import { shop } from '../../support/shop.ts'
import { file, handOver, reserved } from './requests.ts'

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
