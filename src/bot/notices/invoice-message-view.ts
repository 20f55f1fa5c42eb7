import type { Ui, View } from '#bot/kit/context.ts'
import { sum } from '#bot/kit/format.ts'
import { button, type Row } from '#bot/kit/layout.ts'
import { clockButtons, clockLines } from '#bot/kit/reserve-clock.ts'
import { decide, to } from '#bot/kit/routes.ts'
import { missingRows } from '#bot/orders/invoice-buttons-view.ts'
import { paidUnreservedLine, reserveLine } from '#bot/orders/invoices-view.ts'
import { invoiceState, unpaidKopecks } from '#domain/orders/invoices.ts'
import { type InvoiceSheet, paidUnreserved } from '#services/orders/invoice-sheet.ts'

/** The invoice message: the news, then the present state of the reserve, and the member's buttons. */
export function dealerCardView(ui: Ui, sheet: InvoiceSheet, head: string): View {
  const { invoice, reserved, missing } = sheet
  const { id, number } = invoice
  const open = button(ui.label('invoices.short', { number }), to.invoice.data({ invoice: id }))
  if (invoiceState(invoice) === 'cancelled')
    return { text: `${head}\n${ui.t('invoices.state.cancelled')}`, buttons: [[open]] }
  const left = unpaidKopecks(invoice)
  const text = [
    head,
    `${reserveLine(ui, sheet).join('. ')}${left > 0 ? `. ${ui.t('payments.unpaid', { sum: sum(left) })}` : ''}`,
    ...paidUnreservedLine(ui, sheet),
    ...clockLines(ui, sheet),
  ]
  const rows: Row[] = clockButtons(ui, sheet)
  rows.push([button(ui.label('payments.check'), to.checkPayment.data({ invoice: id }))])
  if (reserved > 0) rows.push([button(ui.label('shipments.start'), to.shipmentStart.data({ invoice: id }))])
  const again = button(
    ui.label(reserved > 0 ? 'reservations.reserveMore' : 'reservations.reserveAgain'),
    decide.reserve.data({ invoice: id }),
  )
  if (missing > 0 && (reserved === 0 || paidUnreserved(sheet) > 0)) rows.push([again])
  rows.push(...missingRows(ui, sheet))
  if (reserved > 0 && invoice.paidKopecks === 0)
    rows.push([button(ui.label('reservations.release'), to.releaseReserve.data({ invoice: id }))])
  rows.push([open])
  return { text: text.join('\n'), buttons: rows }
}
