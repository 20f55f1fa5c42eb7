import { expect, test } from 'vitest'
import * as payments from '#db/money/payments.ts'
import { addLedgerEntry, credits, documentsOfInvoice, shippedDocuments } from '#db/money/settlements.ts'
import { NOW } from '../../support/whole-rows.ts'
import type { Given } from './given.ts'

export function paymentsContract(given: Given): void {
  test('a payment is written once by its key', async () => {
    const { db, rows } = given()
    const invoice = await rows.invoice()
    const payment = { key: 'k', companyId: invoice.companyId, amountKopecks: 100, receivedAt: NOW, recordedBy: null }
    const add = (key: string, recordedAt: number) =>
      payments.addPayment(db, { ...payment, key, recordedAt }, [{ invoiceId: invoice.id, amountKopecks: 60 }])
    expect(await payments.lastPaymentAt(db)).toBeNull()
    const id = await add('k', NOW)
    expect(id).toBeGreaterThan(0)
    expect(await add('k', NOW + 5)).toBeNull()
    expect(await payments.findPaymentByKey(db, 'k')).toEqual({ id, amountKopecks: 100, invoiceIds: [invoice.id] })
    expect(await payments.findPaymentByKey(db, 'l')).toBeUndefined()
    expect(await payments.lastPaymentAt(db)).toBe(NOW)
    expect(await db.selectFrom('allocations').selectAll().execute()).toHaveLength(1)
  })
}

export function settlementsContract(given: Given): void {
  test('money is what was given for invoices, and the rest of each payment', async () => {
    const { db, rows } = given()
    const invoice = await rows.invoice()
    const { companyId, id } = invoice
    const big = 9_000_000_000_000_00
    const payment = { companyId, receivedAt: NOW, recordedBy: null, recordedAt: NOW }
    await payments.addPayment(db, { ...payment, key: 'a', amountKopecks: big + 40 }, [
      { invoiceId: id, amountKopecks: 40 },
    ])
    await payments.addPayment(db, { ...payment, key: 'b', amountKopecks: 50 }, [
      { invoiceId: id, amountKopecks: 0 + 50 },
    ])
    await payments.addPayment(db, { ...payment, key: 'c', amountKopecks: 7 }, [])
    expect(await credits(db, companyId)).toEqual([
      { invoiceId: id, amountKopecks: 40 },
      { invoiceId: id, amountKopecks: 50 },
      { invoiceId: null, amountKopecks: big },
      { invoiceId: null, amountKopecks: 7 },
    ])
    expect(await credits(db, await rows.company())).toEqual([])
  })

  test('goods that left are told once per shipment, due at once where nothing else was agreed', async () => {
    const { db, rows } = given()
    const invoice = await rows.invoice()
    const shipmentId = await rows.shipment(invoice, { number: 17 })
    const row = { companyId: invoice.companyId, debitKopecks: 122_00, creditKopecks: 0, at: NOW, paymentId: null }
    const entry = { ...row, key: 'shipment:17', kind: 'shipment' as const, dueAt: null, shipmentId }
    await addLedgerEntry(db, entry)
    await addLedgerEntry(db, { ...entry, debitKopecks: 1 })
    await addLedgerEntry(db, { ...row, key: 'payment:1', kind: 'payment', dueAt: null, shipmentId: null })
    const documents = [{ shipmentNumber: 17, invoiceId: invoice.id, amountKopecks: 122_00, at: NOW, dueAt: NOW }]
    expect(await shippedDocuments(db, invoice.companyId)).toEqual(documents)
    expect(await documentsOfInvoice(db, invoice.id)).toEqual(documents)
    expect(await documentsOfInvoice(db, invoice.id + 1)).toEqual([])
  })
}
