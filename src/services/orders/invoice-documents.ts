import { renderInvoicePdf } from '#documents/invoices/invoice-pdf.ts'
import { paymentQrPicture } from '#documents/invoices/payment-block.ts'
import { invoicePayment, type PaymentFields } from '#documents/invoices/payment-qr.ts'
import { shareOf } from '#domain/money.ts'
import { unpaidKopecks } from '#domain/orders/invoices.ts'
import { formatDate } from '#domain/time.ts'
import type { Deps } from '#services/kernel/deps.ts'
import type { InvoiceSheet } from './invoice-sheet.ts'

/** A payment by the names of ГОСТ Р 56042-2014. */
export type Payment = PaymentFields

/** «Счёт на оплату» as PDF: what the invoice kept, with the seller's requisites and the payment QR. */
export function invoicePdf(deps: Deps, sheet: InvoiceSheet): Promise<Uint8Array> {
  const { invoice, lines, payTerm } = sheet
  return renderInvoicePdf({
    ...heading(deps, sheet),
    payBy:
      payTerm.kind === 'after_shipping'
        ? { daysAfterShipping: payTerm.days }
        : formatDate(payTerm.by, deps.settings.timeZone),
    lines,
    totalKopecks: invoice.totalKopecks,
    vatKopecks: invoice.vatKopecks,
    vatIncluded: invoice.vatIncluded,
  })
}

/** The payment of all that is still unpaid; its VAT is the invoice's, in proportion. */
export function paymentOf(deps: Deps, sheet: InvoiceSheet): Payment {
  const { invoice, lines } = sheet
  const left = unpaidKopecks(invoice)
  const vatKopecks = shareOf(invoice.vatKopecks, left, invoice.totalKopecks)
  return invoicePayment({ ...heading(deps, sheet), lines, totalKopecks: left, vatKopecks })
}

/** The code of that payment as a PNG, for a bank's app that reads it from the gallery or from another screen. */
export function paymentQrOf(deps: Deps, sheet: InvoiceSheet): Promise<Uint8Array> {
  return paymentQrPicture(paymentOf(deps, sheet))
}

function heading(deps: Deps, { invoice, company }: InvoiceSheet) {
  const { seller, timeZone } = deps.settings
  const buyer = { name: company.name, inn: company.inn, kpp: company.kpp }
  return { number: String(invoice.number), date: formatDate(invoice.createdAt, timeZone), buyer, seller }
}
