import { expect, test } from 'vitest'
import { addPayment } from '#db/money/payments.ts'
import * as invoices from '#db/orders/invoices.ts'
import { NOW, whole } from '../../support/whole-rows.ts'
import type { Given } from './given.ts'

/** Without its invoice: the query places it. */
function lineOf(productId: number) {
  const { invoiceId: _, position: __, ...line } = whole('invoiceLines', { invoiceId: 0, productId })
  return line
}

export function invoicesContract(given: Given): void {
  async function add(number: number) {
    const { db, rows } = given()
    const [companyId, createdBy] = [await rows.company(), await rows.user()]
    const cartId = await rows.cart({ companyId, userId: createdBy })
    const money = { totalKopecks: 9_000_000_000_000_01, vatKopecks: 1, vatIncluded: 1 }
    const row = { number, companyId, createdBy, createdAt: NOW, payBy: NOW + 1, ...money, cancelledAt: null }
    const products = [await rows.product(), await rows.product()]
    const id = await invoices.addInvoice(db, { ...row, cartId, cancelledBy: null }, products.map(lineOf))
    return { id, cartId, companyId, products, invoice: { ...row, id, vatIncluded: true, paidKopecks: 0 } }
  }

  test('an invoice is found by its id, its number and its cart', async () => {
    const { db } = given()
    const { id, cartId, invoice } = await add(1001)
    expect(await invoices.findInvoice(db, id)).toEqual(invoice)
    expect(await invoices.findInvoiceByNumber(db, 1001)).toEqual(invoice)
    expect(await invoices.findInvoiceOfCart(db, cartId)).toEqual(invoice)
    expect(await db.transaction().execute((tx) => invoices.lockInvoice(tx, id))).toEqual(invoice)
    expect(await invoices.findInvoice(db, 0)).toBeUndefined()
    expect(await invoices.lockInvoice(db, 0)).toBeUndefined()
  })

  test('its lines keep the order they were given in', async () => {
    const { db } = given()
    const { id, products } = await add(1001)
    const lines = await invoices.invoiceLines(db, id)
    expect(lines.map(({ position, productId }) => [position, productId])).toEqual(products.map((p, i) => [i + 1, p]))
    expect(lines[0]).toMatchObject({ quantity: 10, priceKopecks: 12_20, sumKopecks: 122_00, vatKopecks: 22_00 })
  })

  test('of several invoices the companies and the goods are read at once', async () => {
    const { db } = given()
    const [one, other] = [await add(1001), await add(1002)]
    const ids = [one.id, other.id]
    await db.transaction().execute((tx) => invoices.lockInvoices(tx, ids.toReversed()))
    expect(await invoices.companiesOf(db, ids)).toEqual(new Map(ids.map((id, i) => [id, [one, other][i]?.companyId])))
    expect((await invoices.invoicedProducts(db, ids)).toSorted()).toEqual(
      [...one.products, ...other.products].toSorted(),
    )
    expect([await invoices.companiesOf(db, []), await invoices.invoicedProducts(db, [])]).toEqual([new Map(), []])
  })

  test('those of a company with a product are found, cancelled ones left out', async () => {
    const { db } = given()
    const one = await add(1001)
    const [product = 0] = one.products
    expect(await invoices.invoicesWithProduct(db, one.companyId, product)).toEqual([one.invoice])
    expect(await invoices.invoicesWithProduct(db, one.companyId + 1, product)).toEqual([])
    await invoices.markCancelled(db, one.id, one.invoice.createdBy, NOW)
    expect(await invoices.invoicesWithProduct(db, one.companyId, product)).toEqual([])
  })

  test('what is paid is counted from what was allocated', async () => {
    const { db } = given()
    const { id, companyId } = await add(1001)
    for (const key of ['a', 'b']) {
      const payment = { key, companyId, amountKopecks: 50, receivedAt: NOW, recordedBy: null, recordedAt: NOW }
      await addPayment(db, payment, [{ invoiceId: id, amountKopecks: 20 }])
    }
    expect((await invoices.findInvoice(db, id))?.paidKopecks).toBe(40)
  })

  test("a company's invoices are listed, the newest first; a cancelled one says so", async () => {
    const { db, rows } = given()
    const companyId = await rows.company()
    const [old, fresh] = [await rows.invoice({ companyId }), await rows.invoice({ companyId })]
    await rows.invoice()
    await invoices.markCancelled(db, old.id, old.userId, NOW + 5)
    expect(await invoices.listInvoices(db, companyId)).toMatchObject([
      { id: fresh.id, cancelledAt: null },
      { id: old.id, cancelledAt: NOW + 5 },
    ])
  })
  test("a company's invoices with live rows, and those with pieces shipped", async () => {
    const { db, rows } = given()
    const companyId = await rows.company()
    const [live, ended, shipped, both, bare] = await Promise.all([1, 2, 3, 4, 5].map(() => rows.invoice({ companyId })))
    if (!live || !ended || !shipped || !both || !bare) throw new Error('no invoices')
    await rows.reservation(live, { untilAt: NOW + 1, shippedAt: null })
    await rows.reservation(ended, { untilAt: NOW, shippedAt: null, protectedAt: null })
    await rows.reservation(shipped, { shippedAt: NOW })
    await rows.reservation(both, { untilAt: NOW + 1, shippedAt: null })
    await rows.reservation(both, { shippedAt: NOW })
    await rows.reservation(await rows.invoice(), { untilAt: NOW + 1, shippedAt: null })
    expect(await invoices.reservedAndShipped(db, companyId, NOW)).toEqual({
      reserved: new Set([live.id, both.id]),
      shipped: new Set([shipped.id, both.id]),
    })
  })
}
