import { describe, expect, test } from 'vitest'
import { days, hours, seconds } from '#domain/time.ts'
import { recordPayment } from '#services/money/payments.ts'
import { sendDueNotices } from '#services/notices/outbox.ts'
import { releaseDue, warnDue } from '#services/reserve/clock.ts'
import { answerExtension, askExtension } from '#services/reserve/extensions.ts'
import { releaseReserve, reserve } from '#services/reserve/reservations.ts'
import { audit } from '../../support/auditor.ts'
import { onEachDatabase } from '../../support/databases.ts'
import { shop } from '../../support/shop.ts'
import { request, reserved, reservedPieces } from './reserved.ts'

onEachDatabase('the clock', (kind) => {
  test('a payment and the end of the reserve at one instant: one of them wins, never both', async () => {
    const given = await shop(kind)
    const { deps, dealer, invoice, goods, manager, clock } = given
    const anna = await dealer()
    const id = await invoice(anna, [goods.switcher, 4])
    await reserve(deps, anna, id)
    clock.advance(hours(48) - 1)
    const paying = recordPayment(deps, manager, id, null, 'key')
    clock.advance(1)
    await Promise.all([releaseDue(deps), paying, releaseDue(deps)])
    await releaseDue(deps)
    const rows = await deps.db.selectFrom('reservations').selectAll().execute()
    for (const row of rows) expect((row.protectedAt === null) !== (row.releasedAt === null)).toBe(true)
    expect(await audit(deps.db, clock.now())).toEqual([])
  })
})

describe('a reserve', () => {
  test('of a paid invoice is never ended by the clock', async () => {
    const given = await shop()
    const { deps, dealer, invoice, goods, manager, clock } = given
    const anna = await dealer()
    const id = await invoice(anna, [goods.switcher, 4])
    await reserve(deps, anna, id)
    await recordPayment(deps, manager, id, '1', 'part')
    clock.advance(days(365))
    await releaseDue(deps)
    expect(await reservedPieces(given, id)).toBe(4)
    expect(await releaseReserve(deps, anna, id)).toEqual({ ok: false, reason: 'paid' })
  })

  test('that has ended stays ended where the clock is set back: its holder is told, once, and nobody is given its goods twice', async () => {
    const given = await shop()
    const { deps, dealer, invoice, goods, manager, clock, notices } = given
    const [anna, boris] = [await dealer(), await dealer()]
    const late = await invoice(anna, [goods.switcher, 7], [goods.cable, 1])
    await reserve(deps, anna, late)
    clock.advance(hours(48) + 1)
    expect(await reserve(deps, boris, await invoice(boris, [goods.switcher, 7]))).toMatchObject({ ok: true, taken: 7 })
    clock.advance(-seconds(2))
    await recordPayment(deps, manager, late, null, 'late')
    expect(await audit(deps.db, clock.now())).toEqual([])
    expect(await reservedPieces(given, late)).toBe(0)
    clock.advance(days(1))
    await releaseDue(deps)
    await sendDueNotices(deps)
    const ended = notices.filter(({ kind }) => kind === 'reserve_ended')
    expect(ended.map(({ userId }) => userId).sort()).toEqual([anna.id, manager.id].sort())
  })
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
