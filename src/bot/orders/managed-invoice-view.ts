import type { Ui, View } from '#bot/kit/context.ts'
import { code, html, pieces, sum } from '#bot/kit/format.ts'
import { button, paired, type Row, screen } from '#bot/kit/layout.ts'
import { clockLines } from '#bot/kit/reserve-clock.ts'
import { decide, to } from '#bot/kit/routes.ts'
import { unpaidKopecks } from '#domain/orders/invoices.ts'
import type { InvoiceSheet } from '#services/orders/invoice-sheet.ts'
import { invoiceTitle, paidUnreservedLine, paymentLine, reserveLine } from './invoices-view.ts'

/** An invoice as a manager sees it. */
export function managedInvoiceView(ui: Ui, sheet: InvoiceSheet, mayRecord: boolean): View {
  const { invoice, company, lines } = sheet
  const { id } = invoice
  const body = [
    `<b>${html(company.name)}</b> · ${ui.t('people.card.inn')} ${code(company.inn)}`,
    `<b>${sum(invoice.totalKopecks)}</b> · ${paymentLine(ui, invoice)}`,
    ...(invoice.cancelledAt === null
      ? [...reserveLine(ui, sheet), ...paidUnreservedLine(ui, sheet), ...clockLines(ui, sheet)]
      : []),
    ...lines.slice(0, 5).map((line) => `${code(line.sku)} — ${pieces(ui, line.quantity)}, ${sum(line.sumKopecks)}`),
    ...(lines.length > 5 ? [ui.t('invoices.moreLines', { count: lines.length - 5 })] : []),
  ]
  const rows: Row[] = []
  if (mayRecord && unpaidKopecks(invoice) > 0)
    rows.push([button(ui.label('payments.record'), to.recordPayment.data({ invoice: id }))])
  if (mayRecord && (sheet.hasManagerHold || sheet.untilAt !== null)) {
    rows.push([
      button(
        ui.label(sheet.hasManagerHold ? 'extensions.letGo' : 'extensions.hold'),
        decide.hold.data({ invoice: id, on: sheet.hasManagerHold ? 0 : 1 }),
      ),
    ])
  }
  rows.push([button(ui.label('invoices.pdf'), to.invoicePdf.data({ invoice: id }))])
  if (lines.length > 5)
    rows.push([button(ui.label('invoices.allLines', { count: lines.length }), to.invoiceLines.data({ invoice: id }))])
  rows.push(
    ...paired(
      sheet.shipments
        .slice(-4)
        .map((one) =>
          button(ui.label('shipments.short', { number: one.number }), to.shipment.data({ shipment: one.id })),
        ),
    ),
  )
  rows.push([button(ui.label('dealers.card'), to.company.data({ company: company.id }))])
  return screen(ui, {
    id: 'record_payment',
    title: invoiceTitle(ui, invoice),
    body,
    rows,
    self: to.invoice.data({ invoice: id }),
    back: to.invoices.data({ company: company.id }),
  })
}
