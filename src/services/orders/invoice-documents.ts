import { renderInvoicePdf } from '#documents/invoice-pdf.ts'
import { formatDate } from '#domain/time.ts'
import type { Deps } from '#services/kernel/deps.ts'
import type { InvoiceSheet } from './invoice-sheet.ts'

/** «Счёт на оплату» as PDF: the invoice's saved lines, with the seller's requisites and the payment QR. */
export function invoicePdf(deps: Deps, sheet: InvoiceSheet): Promise<Uint8Array> {
  const { invoice, company, lines } = sheet
  const { seller, timeZone } = deps.settings
  return renderInvoicePdf({
    number: String(invoice.number),
    date: formatDate(invoice.createdAt, timeZone),
    payBy: formatDate(invoice.payBy, timeZone),
    buyer: { name: company.name, inn: company.inn, kpp: company.kpp },
    seller,
    lines,
    totalKopecks: invoice.totalKopecks,
    vatKopecks: invoice.vatKopecks,
    vatIncluded: invoice.vatIncluded,
  })
}
