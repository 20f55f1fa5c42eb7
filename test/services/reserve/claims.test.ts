import { expect, test } from 'vitest'
import { hours } from '#domain/time.ts'
import { recordPayment } from '#services/money/payments.ts'
import { claimPayment, refuseClaim } from '#services/reserve/claims.ts'
import { releaseDue } from '#services/reserve/clock.ts'
import { audit } from '../../support/auditor.ts'
import { onEachDatabase } from '../../support/databases.ts'
import { shop } from '../../support/shop.ts'
import { file, reserved, standing } from './reserved.ts'

onEachDatabase('claims', (kind) => {
  test('a claim stops the clock for a day, once; refused, the clock goes on from where it stood', async () => {
    const given = await shop(kind)
    const { deps, manager, clock } = given
    const { anna, id, end } = await reserved(given)
    clock.advance(hours(40))
    await Promise.all([claimPayment(deps, anna, id, file), claimPayment(deps, anna, id, file)])
    expect((await standing(given, id))?.untilAt).toBe(end + hours(24))
    expect(await claimPayment(deps, anna, id, { ...file, id: 'other' })).toEqual({ ok: false, reason: 'claimed' })
    clock.advance(hours(10))
    await releaseDue(deps)
    expect((await standing(given, id))?.reserved).toBe(4)
    expect(await refuseClaim(deps, manager, id)).toMatchObject({ ok: true })
    expect(await refuseClaim(deps, manager, id)).toEqual({ ok: false, reason: 'decided' })
    expect((await standing(given, id))?.untilAt).toBe(end + hours(10))
    clock.advance(hours(8))
    expect((await standing(given, id))?.reserved).toBe(0)
    expect(await audit(deps.db, clock.now())).toEqual([])
  })
})

test('a claim that was not answered is over after its day: the clock goes on by itself', async () => {
  const given = await shop()
  const { deps, clock } = given
  const { anna, id } = await reserved(given)
  clock.advance(hours(47))
  await claimPayment(deps, anna, id, file)
  clock.advance(hours(25))
  await releaseDue(deps)
  expect((await standing(given, id))?.reserved).toBe(0)
})

test('money decides a claim, and a later refusal changes nothing', async () => {
  const given = await shop()
  const { deps, manager, clock } = given
  const { anna, id } = await reserved(given)
  await claimPayment(deps, anna, id, file)
  await recordPayment(deps, manager, id, null, 'all')
  expect(await refuseClaim(deps, manager, id)).toEqual({ ok: false, reason: 'decided' })
  clock.advance(hours(500))
  await releaseDue(deps)
  expect(await standing(given, id)).toEqual({ reserved: 4, untilAt: null })
})
