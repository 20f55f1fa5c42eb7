import { describe, expect, test } from 'vitest'
import { openExtensions } from '#db/reserve/extensions.ts'
import { hours } from '#domain/time.ts'
import { recordPayment } from '#services/money/payments.ts'
import { answerExtension, askExtension } from '#services/reserve/extensions.ts'
import { releaseReserve, reserve } from '#services/reserve/reservations.ts'
import { audit } from '../../support/auditor.ts'
import { onEachDatabase } from '../../support/databases.ts'
import { shop } from '../../support/shop.ts'
import { reservedPieces } from './reserved.ts'

onEachDatabase('reserving', (kind) => {
  test('two dealers press twenty times for the last seven: seven are reserved, never more', async () => {
    const given = await shop(kind)
    const { deps, dealer, invoice, goods, clock } = given
    const [anna, boris] = [await dealer(), await dealer()]
    const invoices: [typeof anna, number][] = []
    for (let i = 0; i < 10; i++) {
      invoices.push(
        [anna, await invoice(anna, [goods.switcher, 2])],
        [boris, await invoice(boris, [goods.switcher, 3])],
      )
    }
    const answers = await Promise.all(invoices.map(([actor, id]) => reserve(deps, actor, id)))
    const taken = answers.reduce((sum, answer) => sum + (answer.ok ? answer.taken : 0), 0)
    expect(taken).toBe(7)
    expect(await audit(deps.db, clock.now())).toEqual([])
  })

  test('two lines of one product in an invoice are counted together', async () => {
    const { deps, rows, dealer, invoice, goods, clock } = await shop(kind)
    const anna = await dealer()
    const id = await invoice(anna, [goods.switcher, 5])
    const second = { invoiceId: id, position: 2, productId: goods.switcher, quantity: 5, sumKopecks: 0, vatKopecks: 0 }
    await rows.fill('invoiceLines', [second])
    const answer = await reserve(deps, anna, id)
    expect(answer.ok && answer.taken).toBe(7)
    expect(answer.ok && answer.sheet.lines.map((one) => one.reserved)).toEqual([5, 2])
    expect(await audit(deps.db, clock.now())).toEqual([])
  })
})

describe('a reserve', () => {
  test('holds for 48 hours and is free again the very millisecond after, whether a job ran or not', async () => {
    const given = await shop()
    const { deps, dealer, invoice, goods, clock } = given
    const [anna, boris] = [await dealer(), await dealer()]
    await reserve(deps, anna, await invoice(anna, [goods.switcher, 7]))
    const second = await invoice(boris, [goods.switcher, 7])
    clock.advance(hours(48) - 1)
    expect(await reserve(deps, boris, second)).toMatchObject({ ok: true, taken: 0 })
    clock.advance(1)
    expect(await reserve(deps, boris, second)).toMatchObject({ ok: true, taken: 7 })
  })

  test('answers line by line what is reserved, what is short, and when the next pieces become free', async () => {
    const { deps, dealer, invoice, goods, clock } = await shop()
    const [anna, boris] = [await dealer(), await dealer()]
    await reserve(deps, anna, await invoice(anna, [goods.switcher, 4]))
    const end = clock.now() + hours(48)
    clock.advance(hours(2))
    const answer = await reserve(deps, boris, await invoice(boris, [goods.switcher, 9], [goods.cable, 10]))
    expect(answer).toMatchObject({ ok: true, taken: 13, short: [{ sku: 'AV-10.003', missing: 6, freedAt: end }] })
  })

  test('is topped up by another press with what has become free, and takes nothing twice', async () => {
    const given = await shop()
    const { deps, dealer, invoice, goods } = given
    const [anna, boris] = [await dealer(), await dealer()]
    const first = await invoice(anna, [goods.switcher, 4])
    await reserve(deps, anna, first)
    const second = await invoice(boris, [goods.switcher, 5])
    expect(await reserve(deps, boris, second)).toMatchObject({ taken: 3 })
    expect(await reserve(deps, boris, second)).toMatchObject({ taken: 0 })
    await releaseReserve(deps, anna, first)
    expect(await reserve(deps, boris, second)).toMatchObject({ taken: 2 })
    expect(await reservedPieces(given, second)).toBe(5)
  })

  test('that nobody pays for may lie in so many invoices of a company; paid or released, the next may', async () => {
    const given = await shop()
    const { dealer, invoice, goods, manager } = given
    const deps = { ...given.deps, settings: { ...given.deps.settings, unpaidReserves: 2 } }
    const [anna, boris] = [await dealer(), await dealer()]
    const one = () => invoice(anna, [goods.cable, 1])
    const [first, second, third, fourth] = [await one(), await one(), await one(), await one()]
    await reserve(deps, anna, first)
    await reserve(deps, anna, second)
    expect(await reserve(deps, anna, third)).toEqual({ ok: false, reason: 'too_many', unpaid: 2 })
    expect(await reserve(deps, boris, await invoice(boris, [goods.cable, 1]))).toMatchObject({ taken: 1 })
    await recordPayment(deps, manager, first, null, 'paid')
    expect(await reserve(deps, anna, third)).toMatchObject({ taken: 1 })
    expect(await reserve(deps, anna, fourth)).toMatchObject({ reason: 'too_many' })
    await releaseReserve(deps, anna, second)
    expect(await reserve(deps, anna, fourth)).toMatchObject({ taken: 1 })
    await recordPayment(deps, manager, second, null, 'paid too')
    expect(await reserve(deps, anna, second)).toMatchObject({ taken: 1 })
  })

  test('is not renewed for ever by release and reserve, nor by its end; a granted extension, or money, allows more', async () => {
    const { deps, dealer, invoice, goods, manager, clock } = await shop()
    const anna = await dealer()
    const id = await invoice(anna, [goods.switcher, 7])
    await reserve(deps, anna, id)
    await releaseReserve(deps, anna, id)
    await reserve(deps, anna, id)
    clock.advance(hours(48))
    expect(await reserve(deps, anna, id)).toMatchObject({ taken: 7 })
    await askExtension(deps, anna, id)
    const [asked] = await openExtensions(deps.db)
    await answerExtension(deps, manager, asked?.id ?? 0, hours(24))
    await releaseReserve(deps, anna, id)
    expect(await reserve(deps, anna, id)).toMatchObject({ taken: 7 })
    await releaseReserve(deps, anna, id)
    expect(await reserve(deps, anna, id)).toEqual({ ok: false, reason: 'renewed' })
    await recordPayment(deps, manager, id, '1', 'part')
    expect(await reserve(deps, anna, id)).toMatchObject({ taken: 7 })
  })

  test('is topped up as often as goods come in, piece by piece', async () => {
    const { deps, dealer, invoice, goods } = await shop()
    const [anna, boris] = [await dealer(), await dealer()]
    const others: number[] = []
    for (let i = 0; i < 7; i++) {
      others.push(await invoice(anna, [goods.switcher, 1]))
      await reserve(deps, anna, others[i] ?? 0)
    }
    const id = await invoice(boris, [goods.switcher, 7])
    for (const other of others) {
      await releaseReserve(deps, anna, other)
      expect(await reserve(deps, boris, id)).toMatchObject({ taken: 1 })
    }
  })

  test("is not another company's business, and an accountant orders nothing", async () => {
    const { deps, dealer, invoice, goods } = await shop()
    const [anna, boris] = [await dealer(), await dealer()]
    const id = await invoice(anna, [goods.switcher, 4])
    expect(await reserve(deps, boris, id)).toEqual({ ok: false, reason: 'not_found' })
    expect(await reserve(deps, boris, 999)).toEqual({ ok: false, reason: 'not_found' })
    const accountant = { ...anna, roles: ['accountant'] as const }
    expect(await reserve(deps, accountant, id)).toEqual({ ok: false, reason: 'forbidden' })
  })
})
