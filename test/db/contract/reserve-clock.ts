import { expect, test } from 'vitest'
import * as clock from '#db/reserve/clock.ts'
import { NOW } from '../../support/whole-rows.ts'
import type { Given } from './given.ts'

export function reserveClockContract(given: Given): void {
  test('what ran out is released once and told; protected, shipped and later rows are not', async () => {
    const { db, rows } = given()
    const [first, second, third] = [await rows.invoice(), await rows.invoice(), await rows.invoice()]
    const due = await rows.reservation(first, { untilAt: NOW, quantity: 2 })
    await rows.reservation(first, { untilAt: NOW, protectedAt: NOW })
    await rows.reservation(first, { untilAt: NOW, shippedAt: NOW })
    await rows.reservation(first, { untilAt: NOW + 1 })
    await rows.reservation(second, { untilAt: NOW - 1 })
    await rows.reservation(third, { untilAt: NOW + 1 })
    expect(await clock.invoicesToRelease(db, NOW, 10)).toEqual([second.id, first.id])
    expect(await clock.invoicesToRelease(db, NOW, 1)).toEqual([second.id])
    expect(await clock.releaseExpired(db, [first.id, third.id], NOW)).toEqual([
      { id: due, invoiceId: first.id, reservedBy: first.userId, quantity: 2, untilAt: NOW },
    ])
    expect(await clock.releaseExpired(db, [first.id, third.id], NOW)).toEqual([])
    expect(await clock.releaseExpired(db, [], NOW)).toEqual([])
  })

  test('of some goods those that have run out name their invoices, each once', async () => {
    const { db, rows } = given()
    const [first, second, third] = [await rows.invoice(), await rows.invoice(), await rows.invoice()]
    const productId = await rows.product()
    await rows.reservation(first, { untilAt: NOW, productId })
    await rows.reservation(first, { untilAt: NOW - 1, productId })
    await rows.reservation(second, { untilAt: NOW + 1, productId })
    await rows.reservation(second, { untilAt: NOW, productId, protectedAt: NOW })
    await rows.reservation(third, { untilAt: NOW })
    expect(await clock.runOut(db, [productId], NOW)).toEqual([first.id])
    expect(await clock.runOut(db, [], NOW)).toEqual([])
  })

  test('what ends soon is told per invoice by its first end', async () => {
    const { db, rows } = given()
    const [first, second] = [await rows.invoice(), await rows.invoice()]
    await rows.reservation(first, { untilAt: NOW + 20 })
    await rows.reservation(first, { untilAt: NOW + 10 })
    await rows.reservation(first, { untilAt: NOW })
    await rows.reservation(second, { untilAt: NOW + 5, protectedAt: NOW })
    await rows.reservation(second, { untilAt: NOW + 30 })
    const soon = { invoiceId: first.id, companyId: first.companyId, untilAt: NOW + 10, reservedBy: first.userId }
    expect(await clock.endingSoon(db, NOW, NOW + 29)).toEqual([soon])
    expect(await clock.endingSoon(db, NOW, NOW + 30)).toHaveLength(2)
    expect(await clock.endingSoon(db, NOW, Number.MAX_SAFE_INTEGER)).toHaveLength(2)
  })

  test('a warning is due once per invoice and step, for the row that ends first', async () => {
    const { db, rows } = given()
    const steps = [40, 10].map((before) => ({ before, slack: 0 }))
    const [first, second] = [await rows.invoice(), await rows.invoice()]
    await rows.reservation(first, { untilAt: NOW + 40 })
    await rows.reservation(first, { untilAt: NOW + 40 })
    await rows.reservation(first, { untilAt: NOW + 90 })
    await rows.reservation(second, { untilAt: NOW + 41 })
    const due = async (now: number) => (await clock.unwarned(db, now, steps, 10)).map((row) => row.invoiceId)
    expect(await due(NOW - 1)).toEqual([])
    expect(await due(NOW)).toEqual([first.id])
    expect(await due(NOW + 1)).toEqual([first.id, second.id])
    expect(await clock.unwarned(db, NOW + 1, steps, 1)).toMatchObject([{ untilAt: NOW + 40 }])
    await clock.markWarned(db, [first.id], 40, NOW)
    expect(await due(NOW + 1)).toEqual([second.id])
    expect(await due(NOW + 30)).toEqual([first.id, second.id])
    await clock.markWarned(db, [first.id, second.id], 10, NOW + 31)
    expect(await due(NOW + 31)).toEqual([])
    // What ended no longer stands before what ends later.
    expect(await due(NOW + 50)).toEqual([first.id])
    expect(await clock.unwarned(db, NOW + 50, [], 10)).toEqual([])
  })

  test('the next end is that of a row which the clock still ends', async () => {
    const { db, rows } = given()
    expect(await clock.nextEnd(db)).toBeNull()
    const invoice = await rows.invoice()
    await rows.reservation(invoice, { untilAt: NOW + 1, protectedAt: NOW })
    await rows.reservation(invoice, { untilAt: NOW + 3 })
    await rows.reservation(invoice, { untilAt: NOW + 2 })
    expect(await clock.nextEnd(db)).toBe(NOW + 2)
    expect(await clock.nextEnd(db, NOW + 2)).toBe(NOW + 3)
  })
}
