import { expect, test } from 'vitest'
import type { Actor } from '#domain/policy.ts'
import { hours } from '#domain/time.ts'
import { recordPayment } from '#services/money/payments.ts'
import { seeInvoice } from '#services/orders/invoices.ts'
import { claimPayment, refuseClaim } from '#services/reserve/claims.ts'
import { releaseDue, warnDue } from '#services/reserve/clock.ts'
import { answerExtension, askExtension } from '#services/reserve/extensions.ts'
import { holdReserve, letReserveGo } from '#services/reserve/holds.ts'
import { releaseReserve, reserve } from '#services/reserve/reservations.ts'
import { audit } from '../../support/auditor.ts'
import { onEachDatabase } from '../../support/databases.ts'
import { type Shop, shop } from '../../support/shop.ts'

/** A dealer with a reserve of four switchers that ends in 48 hours. */
async function reserved(given: Shop): Promise<{ anna: Actor; id: number; end: number }> {
  const anna = await given.dealer()
  const id = await given.invoice(anna, [given.goods.switcher, 4])
  await reserve(given.deps, anna, id)
  return { anna, id, end: given.clock.now() + hours(48) }
}

async function standing({ deps, manager }: Shop, id: number) {
  const seen = await seeInvoice(deps, manager, id)
  return seen.ok ? { reserved: seen.sheet.reserved, untilAt: seen.sheet.untilAt } : null
}

const file = { id: 'file', kind: 'document' } as const

async function request({ deps }: Shop): Promise<number> {
  const row = await deps.db.selectFrom('extensions').select('id').orderBy('id', 'desc').executeTakeFirstOrThrow()
  return row.id
}

onEachDatabase("the reserve's life", (kind) => {
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

  test('a held reserve has no end; let go, it has the time that it had left', async () => {
    const given = await shop(kind)
    const { deps, manager, clock } = given
    const { anna, id } = await reserved(given)
    clock.advance(hours(40))
    await holdReserve(deps, manager, id)
    clock.advance(hours(100))
    await releaseDue(deps)
    expect(await standing(given, id)).toEqual({ reserved: 4, untilAt: null })
    await Promise.all([letReserveGo(deps, manager, id), letReserveGo(deps, manager, id)])
    expect(await standing(given, id)).toEqual({ reserved: 4, untilAt: clock.now() + hours(8) })
    expect(await holdReserve(deps, anna, id)).toEqual({ ok: false, reason: 'forbidden' })
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

test('an extended reserve warns anew before its new end, and not before the old one', async () => {
  const given = await shop()
  const { deps, manager, clock, notices } = given
  const { sendDueNotices } = await import('#services/notices/outbox.ts')
  const { anna, id } = await reserved(given)
  await askExtension(deps, anna, id)
  await answerExtension(deps, manager, await request(given), hours(48))
  const warned = async () => {
    await warnDue(deps)
    for (let i = 0; i < 20 && (await sendDueNotices(deps)); i++) clock.advance(2000)
    return notices.filter((notice) => notice.kind === 'reserve_warning').length
  }
  clock.advance(hours(47))
  expect(await warned()).toBe(0)
  clock.advance(hours(25.5))
  expect(await warned()).toBe(2)
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
