import { expect, test } from 'vitest'
import { days, formatMoment } from '#domain/time.ts'
import { seeCart, setQuantity } from '#services/orders/carts.ts'
import { createInvoice, findByNumber, seeInvoice, seeInvoices } from '#services/orders/invoices.ts'
import { shop } from '../../support/shop.ts'

test('one cart is one invoice, however often it is asked for, and the next cart is empty', async () => {
  const { deps, dealer, goods } = await shop()
  const anna = await dealer()
  await setQuantity(deps, anna, goods.switcher, '2')
  const before = await seeCart(deps, anna)
  const cartId = before.ok ? (before.cart.cartId ?? 0) : 0
  const [first, again] = [await createInvoice(deps, anna, cartId), await createInvoice(deps, anna, cartId)]
  expect(first).toMatchObject({ ok: true, invoice: { totalKopecks: 2_000_00 } })
  expect(again).toEqual(first)
  const after = await seeCart(deps, anna)
  expect(after.ok && after.cart.lines).toEqual([])
})

test('an invoice keeps its prices when those of the list change', async () => {
  const { deps, dealer, invoice, goods } = await shop()
  const anna = await dealer()
  const id = await invoice(anna, [goods.switcher, 2])
  await deps.db.updateTable('prices').set({ kopecks: 1 }).execute()
  const seen = await seeInvoice(deps, anna, id)
  expect(seen.ok && seen.sheet.invoice.totalKopecks).toBe(2_000_00)
})

test('goods without a price make no invoice, and the answer names them', async () => {
  const { deps, dealer, goods } = await shop()
  const anna = await dealer()
  for (const id of [goods.switcher, goods.wall]) await setQuantity(deps, anna, id, '1')
  const seen = await seeCart(deps, anna)
  const cartId = seen.ok ? (seen.cart.cartId ?? 0) : 0
  expect(await createInvoice(deps, anna, cartId)).toEqual({ ok: false, reason: 'no_price', skus: ['WALL-1'] })
})

test("another company's invoice is answered like a missing one", async () => {
  const { deps, dealer, invoice, goods } = await shop()
  const [anna, boris] = [await dealer(), await dealer()]
  const id = await invoice(anna, [goods.switcher, 1])
  const own = await seeInvoice(deps, anna, id)
  expect(await seeInvoice(deps, boris, id)).toEqual(await seeInvoice(deps, boris, 999))
  expect(await findByNumber(deps, boris, own.ok ? own.sheet.invoice.number : 0)).toBeNull()
  expect(await seeInvoices(deps, boris, anna.companyId)).toEqual({ ok: false, reason: 'forbidden' })
})

test('days off are no days to pay: an invoice of 28 December is due on 13 January', async () => {
  const given = await shop()
  const { deps, clock, goods, dealer } = given
  const anna = await dealer()
  clock.advance(days(35))
  const id = await given.invoice(anna, [goods.cable, 1])
  const seen = await seeInvoice(deps, anna, id)
  expect(seen.ok && formatMoment(seen.sheet.invoice.payBy, deps.settings.timeZone)).toBe('13.01 23:59')
})
