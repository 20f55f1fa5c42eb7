import type { Ui } from '#bot/kit/context.ts'
import { button, danger, paired, type Row } from '#bot/kit/layout.ts'
import { clockButtons } from '#bot/kit/reserve-clock.ts'
import { decide, to } from '#bot/kit/routes.ts'
import { type Invoice, unpaidKopecks } from '#domain/orders/invoices.ts'
import { mustPayFirst } from '#domain/shipping/shipments.ts'
import { type InvoiceSheet, paidUnreserved } from '#services/orders/invoice-sheet.ts'

/** More lines than these are read on pages of their own. */
export const LINES_SHOWN = 5

/** All that a member who orders may do: the next step first, what takes something away last. */
export function orderingRows(ui: Ui, sheet: InvoiceSheet): Row[] {
  const { id, paidKopecks, cancelledAt } = sheet.invoice
  if (cancelledAt !== null) return paperRows(ui, sheet, true)
  const isCancellable = paidKopecks === 0 && sheet.shipped === 0
  const cancel = danger(ui.label('invoices.cancel'), to.cancelInvoice.data({ invoice: id }))
  const away = [...releaseButtons(ui, sheet), ...(isCancellable ? [cancel] : [])]
  return [
    ...stepRows(ui, sheet),
    ...missingRows(ui, sheet),
    ...clockButtons(ui, sheet),
    ...paperRows(ui, sheet, true),
    ...(away.length > 0 ? [away] : []),
  ]
}

/** Reserving, paying and shipping, in the order of the invoice's state; the first button is blue. */
export function stepRows(ui: Ui, sheet: InvoiceSheet): Row[] {
  const { invoice, company, reserved, missing } = sheet
  const { id } = invoice
  const invoicePaid = unpaidKopecks(invoice) === 0
  const mayShip = reserved > 0 && !mustPayFirst({ invoicePaid, deferralDays: company.deferralDays })
  const reserve = button(
    ui.label(reserved > 0 ? 'reservations.reserveMore' : 'reservations.reserve'),
    decide.reserve.data({ invoice: id }),
  )
  const ship = button(ui.label('shipments.start'), to.shipmentStart.data({ invoice: id }))
  return first([
    ...(reserved === 0 && missing > 0 ? [[reserve]] : []),
    ...(mayShip ? [[ship]] : []),
    ...payRows(ui, sheet),
    ...(reserved > 0 && !mayShip ? [[ship]] : []),
    ...(reserved > 0 && missing > 0 ? [[reserve]] : []),
  ])
}

/** The way to what is paid and not there: its analogues, and the notice of its return. */
export function missingRows(ui: Ui, sheet: InvoiceSheet): Row[] {
  const count = paidUnreserved(sheet)
  const open = to.reserveAnswer.data({ invoice: sheet.invoice.id })
  return count === 0 ? [] : [[button(ui.label('reservations.whatIsMissing', { count }), open)]]
}

/** «Снять резерв», as long as no money has come for the invoice. */
export function releaseButtons(ui: Ui, { invoice, reserved }: InvoiceSheet) {
  if (reserved === 0 || invoice.paidKopecks > 0) return []
  return [danger(ui.label('reservations.release'), to.releaseReserve.data({ invoice: invoice.id }))]
}

/** For a member who may read documents and order nothing. */
export function readingRows(ui: Ui, sheet: InvoiceSheet): Row[] {
  return [...payRows(ui, sheet), ...paperRows(ui, sheet, false)]
}

/** The same rows, the first button blue. */
function first([row, ...others]: Row[]): Row[] {
  const [next, ...beside] = row ?? []
  return next ? [[{ ...next, style: 'primary' }, ...beside], ...others] : []
}

/** Requisites beside the PDF while there is something to pay, and the question what has come. */
function payRows(ui: Ui, { invoice }: InvoiceSheet): Row[] {
  if (invoice.cancelledAt !== null) return []
  const requisites = button(ui.label('invoices.requisites.open'), to.requisites.data({ invoice: invoice.id }))
  const check = button(ui.label('payments.check'), to.checkPayment.data({ invoice: invoice.id }))
  return [...(unpaidKopecks(invoice) > 0 ? [[requisites, pdf(ui, invoice)]] : []), [check]]
}

/** Papers, copies of the order, all the lines where not all are shown, and the newest requests. */
function paperRows(ui: Ui, { invoice, lines, shipments }: InvoiceSheet, mayOrder: boolean): Row[] {
  const { id } = invoice
  const again = [
    button(ui.label('invoices.repeat'), decide.repeat.data({ invoice: id })),
    button(ui.label('saved_lists.save'), to.saveList.data({ invoice: id })),
  ]
  const all = button(ui.label('invoices.allLines', { count: lines.length }), to.invoiceLines.data({ invoice: id }))
  const requests = shipments.map((one) =>
    button(ui.label('shipments.short', { number: one.number }), to.shipment.data({ shipment: one.id })),
  )
  return paired([
    ...(unpaidKopecks(invoice) > 0 ? [] : [pdf(ui, invoice)]),
    ...(mayOrder ? again : []),
    ...(lines.length > LINES_SHOWN ? [all, ...requests.slice(-1)] : requests.slice(-2)),
  ])
}

function pdf(ui: Ui, { id }: Invoice) {
  return button(ui.label('invoices.pdf'), to.invoicePdf.data({ invoice: id }))
}
