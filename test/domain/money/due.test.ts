import { expect, test } from 'vitest'
import { awaitedInvoices, awaitedKopecks, isOverdue, payTerm } from '#domain/money/due.ts'

const invoice = (paidKopecks: number) => ({ cancelledAt: null, totalKopecks: 100, paidKopecks })

test('what has left leaves the invoice: money pays for it first, and no kopeck waits twice', () => {
  expect(awaitedKopecks(invoice(0), 0)).toBe(100)
  expect(awaitedKopecks(invoice(0), 40)).toBe(60)
  expect(awaitedKopecks(invoice(30), 40)).toBe(60)
  expect(awaitedKopecks(invoice(70), 40)).toBe(30)
  expect(awaitedKopecks(invoice(0), 100)).toBe(0)
  expect(awaitedKopecks({ ...invoice(0), cancelledAt: 1 }, 0)).toBe(0)
  for (const paid of [0, 30, 40, 70, 100])
    for (const shipped of [0, 40, 100]) {
      const debt = Math.max(0, shipped - paid)
      expect(awaitedKopecks(invoice(paid), shipped) + debt).toBe(100 - paid)
    }
})

test('an invoice is due before its goods go, some days after, or by the day of what has gone', () => {
  expect(payTerm({ payBy: 7 }, 0)).toEqual({ kind: 'ahead', by: 7 })
  expect(payTerm({ payBy: 7 }, 14)).toEqual({ kind: 'after_shipping', days: 14 })
  expect(payTerm({ payBy: 7 }, 14, [30, 20])).toEqual({ kind: 'shipped', by: 20 })
  expect([isOverdue(7, 7), isOverdue(7, 8)]).toEqual([false, true])
})

test('invoices whose goods have all left wait for no money', () => {
  const whole = { ...invoice(0), companyId: 1, createdBy: 1, createdAt: 0, vatKopecks: 0, vatIncluded: true }
  const invoices = [1, 2].map((id) => ({ ...whole, id, number: id, payBy: 10 - id }))
  const awaited = awaitedInvoices(invoices, [{ invoiceId: 2, amountKopecks: 100 }], 0)
  expect(awaited.map((one) => [one.invoice.id, one.awaitedKopecks])).toEqual([[1, 100]])
})
