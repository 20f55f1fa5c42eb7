import { describe, expect, test } from 'vitest'
import { hours } from '#domain/time.ts'
import { recordPayment } from '#services/money/payments.ts'
import { reserve } from '#services/reserve/reservations.ts'
import { audit } from '../../support/auditor.ts'
import { shop } from '../../support/shop.ts'
import { reservedPieces } from '../reserve/reserved.ts'

test('a payment that is delivered twice is one payment; its key never pays another sum', async () => {
  const { deps, manager, dealer, invoice, goods } = await shop()
  const id = await invoice(await dealer(), [goods.switcher, 2])
  expect(await recordPayment(deps, manager, id, '500', 'k')).toMatchObject({ ok: true, repeated: false })
  const again = await recordPayment(deps, manager, id, '500', 'k')
  expect(again).toMatchObject({
    ok: true,
    repeated: true,
    amountKopecks: 500_00,
    sheet: { invoice: { paidKopecks: 500_00 } },
  })
  await expect(recordPayment(deps, manager, id, '501', 'k')).rejects.toThrow(/key of payment/)
})

test('without a sum all that is unpaid is paid; more than that is an advance, and a paid invoice takes no more', async () => {
  const { deps, manager, dealer, invoice, goods } = await shop()
  const anna = await dealer()
  const [first, second] = [await invoice(anna, [goods.switcher, 2]), await invoice(anna, [goods.switcher, 1])]
  await recordPayment(deps, manager, first, '500', 'part')
  expect(await recordPayment(deps, manager, first, null, 'rest')).toMatchObject({
    amountKopecks: 1_500_00,
    advanceKopecks: 0,
  })
  expect(await recordPayment(deps, manager, first, '1', 'more')).toEqual({ ok: false, reason: 'already_paid' })
  expect(await recordPayment(deps, manager, second, '1200', 'much')).toMatchObject({ advanceKopecks: 200_00 })
})

test('money is recorded by a manager, as a sum above zero', async () => {
  const { deps, manager, dealer, staff, invoice, goods } = await shop()
  const anna = await dealer()
  const id = await invoice(anna, [goods.switcher, 1])
  for (const actor of [anna, await staff('support'), await staff('admin')])
    expect(await recordPayment(deps, actor, id, null, 'k')).toEqual({ ok: false, reason: 'forbidden' })
  for (const typed of ['0', '-5', 'сто', ''])
    expect(await recordPayment(deps, manager, id, typed, 'k')).toEqual({ ok: false, reason: 'bad_amount' })
})

describe('a reserve', () => {
  test('that has ended is not brought back by money that comes too late', async () => {
    const given = await shop()
    const { deps, dealer, invoice, goods, manager, clock } = given
    const [anna, boris] = [await dealer(), await dealer()]
    const late = await invoice(anna, [goods.switcher, 7])
    await reserve(deps, anna, late)
    clock.advance(hours(48))
    await reserve(deps, boris, await invoice(boris, [goods.switcher, 7]))
    await recordPayment(deps, manager, late, null, 'late')
    expect(await reservedPieces(given, late)).toBe(0)
    expect(await audit(deps.db, clock.now())).toEqual([])
  })
})
