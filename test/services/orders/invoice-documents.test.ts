import fc from 'fast-check'
import { expect, test } from 'vitest'
import { paymentQrPayload } from '#documents/invoices/payment-qr.ts'
import { paymentOf } from '#services/orders/invoice-documents.ts'
import { seeInvoice } from '#services/orders/invoices.ts'
import { shop } from '../../support/shop.ts'

test('the payment of an invoice is what is still missing, and its VAT that part of the invoice’s', async () => {
  const { deps, dealer, invoice, goods } = await shop()
  const anna = await dealer()
  const seen = await seeInvoice(deps, anna, await invoice(anna, [goods.switcher, 2]))
  if (!seen.ok) throw new Error(seen.reason)
  const { sheet } = seen
  const whole = paymentOf(deps, sheet)
  expect(whole.Sum).toBe(String(sheet.invoice.totalKopecks))
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 99_999_999_999 }), fc.nat(), fc.nat(), (total, share, vat) => {
      const [paidKopecks, vatKopecks] = [share % total, vat % total]
      const payment = paymentOf(deps, {
        ...sheet,
        invoice: { ...sheet.invoice, totalKopecks: total, vatKopecks, paidKopecks },
      })
      const left = total - paidKopecks
      expect(payment.Sum).toBe(String(left))
      const stated = /в т\.ч\. НДС\d* ?\S* (\d+)\.(\d\d)$/.exec(payment.Purpose ?? '')
      const exact = BigInt(vatKopecks) * BigInt(left) * 2n
      const doubled = (BigInt(stated?.[1] ?? 0) * 100n + BigInt(stated?.[2] ?? 0)) * 2n * BigInt(total)
      // Within half a kopeck.
      expect(doubled - exact <= BigInt(total) && exact - doubled <= BigInt(total)).toBe(true)
      expect(paymentQrPayload(payment)).toContain(`Sum=${left}`)
    }),
  )
})
