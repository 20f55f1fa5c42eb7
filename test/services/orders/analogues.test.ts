import { expect, test } from 'vitest'
import type { Actor } from '#domain/policy.ts'
import { hours } from '#domain/time.ts'
import { compare, seeComparison, stopComparing } from '#services/catalog/comparisons.ts'
import { recordPayment } from '#services/money/payments.ts'
import { seeAnalogues } from '#services/orders/analogues.ts'
import { seeCart, setQuantity } from '#services/orders/carts.ts'
import { seeInvoice, seeInvoices } from '#services/orders/invoices.ts'
import { swapInvoiceLine, swapLine } from '#services/orders/swaps.ts'
import { claimPayment } from '#services/reserve/claims.ts'
import { releaseReserve, reserve } from '#services/reserve/reservations.ts'
import { audit } from '../../support/auditor.ts'
import { onEachDatabase } from '../../support/databases.ts'
import { type Shop, shop } from '../../support/shop.ts'
import { take } from '../imports/imports.ts'

const projectors = `Артикул;Модель;Наименование;Категория;Дилерская цена;Остаток Москва;Яркость, лм;Разрешение;Вес, кг
P1;LX-1;Проектор 1;Проекторы;1000;0;5000;WUXGA;8,0
P2;LX-2;Проектор 2;Проекторы;1100;4;5200;WUXGA;8,5
P3;LX-3;Проектор 3;Проекторы;1000;9;5000;4K UHD;8
P4;LX-4;Проектор 4;Проекторы;9000;9;20000;4K UHD;46
P5;LX-5;Проектор 5;Проекторы;1000;0;5000;WUXGA;8
P6;LX-6;Проектор 6;Проекторы;;9;5000;WUXGA;8
P7;LX-7;Проектор 7;Проекторы;3000;1;7000;WUXGA;12
S1;SC-1;Экран;Экраны;1000;9;;;8`

/** A shop with projectors, by their articles, and a dealer. */
async function withProjectors(given: Shop) {
  const { deps } = given
  await take(deps, projectors)
  await deps.db.updateTable('companies').set({ priceTypeId: null }).execute()
  const rows = await deps.db.selectFrom('products').select(['id', 'sku']).execute()
  const ids = new Map(rows.map(({ sku, id }) => [sku, id]))
  const id = (sku: string) => ids.get(sku) ?? 0
  // The imported kind of price is the dealers' one.
  const { id: priceTypeId } = await deps.db
    .selectFrom('priceTypes')
    .select('priceTypes.id')
    .innerJoin('priceTypeKeys', 'priceTypeKeys.priceTypeId', 'priceTypes.id')
    .where('priceTypeKeys.key', '=', 'Дилерская')
    .executeTakeFirstOrThrow()
  const buyer = async () => {
    const actor = await given.dealer()
    await deps.db.updateTable('companies').set({ priceTypeId }).where('id', '=', actor.companyId).execute()
    return actor
  }
  return { id, buyer, anna: await buyer() }
}

const invoicesOf = async (given: Shop, actor: Actor) => {
  const seen = await seeInvoices(given.deps, actor)
  return seen.ok ? seen.invoices.map(({ id, cancelledAt }) => [id, cancelledAt !== null]) : []
}

onEachDatabase('analogues', (kind) => {
  test('three of the category that are in stock and priced, the nearest first, with what differs', async () => {
    const given = await shop(kind)
    const { id, anna } = await withProjectors(given)
    const seen = await seeAnalogues(given.deps, anna, id('P1'), null)
    if (!seen.ok) throw new Error(seen.reason)
    expect(seen.page.analogues.map((one) => [one.sku, one.kopecks, one.free])).toEqual([
      ['P2', 110_000, 4],
      ['P3', 100_000, 9],
      ['P7', 300_000, 1],
    ])
    expect(seen.page.analogues[0]?.differences).toEqual([
      { name: 'Яркость', unit: 'лм', cells: ['5000', '5200'], same: false },
      { name: 'Вес', unit: 'кг', cells: ['8,0', '8,5'], same: false },
    ])
    expect(seen.page.analogues[1]?.differences.map(({ name }) => name)).toEqual(['Разрешение'])
    expect(seen.page.swap).toBeNull()
  })

  test('in the cart an analogue takes the place and the number of pieces; pressed twice it is swapped once', async () => {
    const given = await shop(kind)
    const { deps } = given
    const { id, anna } = await withProjectors(given)
    await setQuantity(deps, anna, id('P1'), '3')
    await setQuantity(deps, anna, id('P3'), '2')
    const seen = await seeAnalogues(deps, anna, id('P1'), null)
    expect(seen.ok && seen.page.swap).toEqual({ in: 'cart' })
    for (const _ of [1, 2])
      expect(await swapLine(deps, anna, id('P1'), id('P2'))).toMatchObject({ ok: true, quantity: 3 })
    expect(await swapLine(deps, anna, id('P2'), id('P3'))).toMatchObject({ ok: true, quantity: 5 })
    const cart = await seeCart(deps, anna)
    expect(cart.ok && cart.cart.lines.map((line) => [line.sku, line.quantity])).toEqual([['P3', 5]])
    expect(await swapLine(deps, anna, id('P1'), id('P7'))).toEqual({ ok: false, reason: 'not_found' })
    expect(await swapLine(deps, anna, id('P3'), id('P3'))).toMatchObject({ ok: true, quantity: 5 })
  })

  test('an unreserved invoice is made anew with the analogue, the old one cancelled, however often it is pressed', async () => {
    const given = await shop(kind)
    const { deps, clock } = given
    const { id, anna } = await withProjectors(given)
    const old = await given.invoice(anna, [id('P1'), 2], [id('S1'), 1])
    expect(await reserve(deps, anna, old)).toMatchObject({ ok: true, taken: 1 })
    expect(await swapInvoiceLine(deps, anna, old, id('P1'), id('P2'))).toEqual({ ok: false, reason: 'reserved' })
    await releaseReserve(deps, anna, old)
    const seen = await seeAnalogues(deps, anna, id('P1'), old)
    expect(seen.ok && seen.page.swap).toMatchObject({ in: 'invoice', invoiceId: old })
    await setQuantity(deps, anna, id('P7'), '1')

    const answers = await Promise.all([1, 2, 3].map(() => swapInvoiceLine(deps, anna, old, id('P1'), id('P2'))))
    const made = answers.flatMap((answer) => (answer.ok ? answer.invoice.id : []))
    expect(new Set(made).size).toBe(1)
    expect(made).toHaveLength(3)
    expect(await invoicesOf(given, anna)).toEqual([
      [made[0], false],
      [old, true],
    ])
    const sheet = await seeInvoice(deps, anna, made[0] ?? 0)
    expect(sheet.ok && sheet.sheet.lines.map((line) => [line.sku, line.quantity, line.priceKopecks])).toEqual([
      ['P2', 2, 110_000],
      ['S1', 1, 100_000],
    ])
    const cart = await seeCart(deps, anna)
    expect(cart.ok && cart.cart.lines.map((line) => line.sku)).toEqual(['P7'])
    expect(await reserve(deps, anna, made[0] ?? 0)).toMatchObject({ ok: true, taken: 3 })
    expect(await swapInvoiceLine(deps, anna, old, id('P1'), id('P3'))).toEqual({ ok: false, reason: 'cancelled' })
    expect(await audit(deps.db, clock.now())).toEqual([])
  })

  test('what is compared: two to four, and no fifth; each only his own', async () => {
    const given = await shop(kind)
    const { deps } = given
    const { id, anna, buyer } = await withProjectors(given)
    for (const [at, sku] of ['P1', 'P2', 'P2', 'P3', 'P4'].entries()) {
      given.clock.advance(1)
      expect(await compare(deps, anna, id(sku)), String(at)).toMatchObject({ ok: true })
    }
    expect(await compare(deps, anna, id('P7'))).toEqual({ ok: false, reason: 'comparison_full' })
    await stopComparing(deps, anna, id('P4'))
    const seen = await seeComparison(deps, anna)
    if (!seen.ok) throw new Error(seen.reason)
    expect(seen.comparison.goods.map(({ sku }) => sku)).toEqual(['P1', 'P2', 'P3'])
    expect(seen.comparison.rows.map(({ name, same }) => [name, same])).toEqual([
      ['Яркость', false],
      ['Разрешение', false],
      ['Вес', false],
    ])
    expect(await seeComparison(deps, await buyer())).toEqual({
      ok: true,
      comparison: { goods: [], rows: [], mayOrder: true },
    })
  })
})

test('an invoice that others reckon with stays as it is', async () => {
  const given = await shop()
  const { deps, clock, manager } = given
  const { id, anna, buyer } = await withProjectors(given)
  const swap = (actor: Actor, invoiceId: number, to = 'P2') => swapInvoiceLine(deps, actor, invoiceId, id('P1'), id(to))
  const old = await given.invoice(anna, [id('P1'), 1])
  expect(await swap(await buyer(), old)).toEqual({ ok: false, reason: 'not_found' })
  expect(await swap({ ...anna, roles: ['accountant'] }, old)).toEqual({ ok: false, reason: 'forbidden' })
  expect(await swap(manager, old)).toEqual({ ok: false, reason: 'forbidden' })
  expect(await swap(anna, old, 'P1')).toEqual({ ok: false, reason: 'not_found' })
  expect(await swap(anna, old, 'P6')).toEqual({ ok: false, reason: 'no_price', skus: ['P6'] })
  expect(await swapInvoiceLine(deps, anna, old, id('S1'), id('P2'))).toEqual({ ok: false, reason: 'not_found' })
  await deps.db.updateTable('products').set({ hiddenAt: 1 }).where('sku', '=', 'P4').execute()
  expect(await swap(anna, old, 'P4')).toEqual({ ok: false, reason: 'not_found' })
  await recordPayment(deps, manager, old, null, 'all')
  expect(await swap(anna, old)).toEqual({ ok: false, reason: 'paid' })

  const claimed = await given.invoice(anna, [id('P1'), 1], [id('S1'), 1])
  await reserve(deps, anna, claimed)
  expect(await claimPayment(deps, anna, claimed, { id: 'file', kind: 'document' })).toMatchObject({ ok: true })
  clock.advance(hours(100))
  expect(await swap(anna, claimed)).toEqual({ ok: false, reason: 'claimed' })
  expect(await invoicesOf(given, anna)).toEqual([
    [claimed, false],
    [old, false],
  ])
  expect(await audit(deps.db, clock.now())).toEqual([])
})
