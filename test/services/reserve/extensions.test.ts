import { expect, test } from 'vitest'
import { hours } from '#domain/time.ts'
import { claimPayment } from '#services/reserve/claims.ts'
import { releaseDue } from '#services/reserve/clock.ts'
import { answerExtension, askExtension } from '#services/reserve/extensions.ts'
import { releaseReserve } from '#services/reserve/reservations.ts'
import { audit } from '../../support/auditor.ts'
import { onEachDatabase } from '../../support/databases.ts'
import { shop } from '../../support/shop.ts'
import { file, request, reserved, standing } from './reserved.ts'

onEachDatabase('extensions', (kind) => {
  test('an extension is asked once, granted once, and moves the end by as much', async () => {
    const given = await shop(kind)
    const { deps, manager, clock } = given
    const { anna, id, end } = await reserved(given)
    clock.advance(hours(47))
    await Promise.all([askExtension(deps, anna, id), askExtension(deps, anna, id)])
    const asked = await request(given)
    const answers = await Promise.all([24, 48].map((span) => answerExtension(deps, manager, asked, hours(span))))
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1)
    const granted = answers.find((answer) => answer.ok)
    expect(await standing(given, id)).toEqual({
      reserved: 4,
      untilAt: end + (granted?.ok ? (granted.grantedMs ?? 0) : 0),
    })
    clock.advance(hours(2))
    await releaseDue(deps)
    expect((await standing(given, id))?.reserved).toBe(4)
    expect(await audit(deps.db, clock.now())).toEqual([])
  })

  test('an extension and the end at one instant: what has ended is not brought back', async () => {
    const given = await shop(kind)
    const { deps, manager, clock } = given
    const { anna, id } = await reserved(given)
    await askExtension(deps, anna, id)
    clock.advance(hours(48))
    const [, answer] = await Promise.all([
      releaseDue(deps),
      answerExtension(deps, manager, await request(given), hours(24)),
    ])
    expect(answer).toEqual({ ok: false, reason: 'reserve_ended' })
    expect((await standing(given, id))?.reserved).toBe(0)
    expect(await askExtension(deps, anna, id)).toEqual({ ok: false, reason: 'reserve_ended' })
    expect(await audit(deps.db, clock.now())).toEqual([])
  })
})

test('who is nobody here can neither claim, ask, hold nor answer', async () => {
  const given = await shop()
  const { deps, dealer } = given
  const { anna, id } = await reserved(given)
  const stranger = await dealer()
  expect(await claimPayment(deps, stranger, id, file)).toEqual({ ok: false, reason: 'not_found' })
  expect(await askExtension(deps, stranger, id)).toEqual({ ok: false, reason: 'not_found' })
  expect(await askExtension(deps, { ...anna, roles: ['accountant'] }, id)).toEqual({ ok: false, reason: 'forbidden' })
  await askExtension(deps, anna, id)
  expect(await answerExtension(deps, anna, await request(given), hours(48))).toEqual({ ok: false, reason: 'forbidden' })
  await releaseReserve(deps, anna, id)
  expect(await claimPayment(deps, { ...anna, roles: ['accountant'] }, id, file)).toMatchObject({ ok: true })
})
