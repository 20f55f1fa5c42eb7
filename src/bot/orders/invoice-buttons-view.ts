import type { Ui } from '#bot/kit/context.ts'
import { button, danger, paired, type Row } from '#bot/kit/layout.ts'
import { clockButtons } from '#bot/kit/reserve-clock.ts'
import { decide, to } from '#bot/kit/routes.ts'
import { type Invoice, unpaidKopecks } from '#domain/orders/invoices.ts'
import type { InvoiceSheet } from '#services/orders/invoice-sheet.ts'

/** More lines than these are read on pages of their own. */
export const LINES_SHOWN = 5

/** What may be done, the next step first: reserve, pay, ship; what takes something away stands last. */
export function orderingRows(ui: Ui, sheet: InvoiceSheet): Row[] {
  const { invoice, company, reserved, missing, shipped } = sheet
  const { id, paidKopecks, cancelledAt } = invoice
  if (cancelledAt !== null) return [...paperRows(ui, sheet, true)]
  const mayShip = reserved > 0 && (unpaidKopecks(invoice) === 0 || company.deferralDays > 0)
  const reserve = button(
    ui.label(reserved > 0 ? 'reservations.reserveMore' : 'reservations.reserve'),
    decide.reserve.data({ invoice: id }),
  )
  const ship = button(ui.label('shipments.start'), to.shipmentStart.data({ invoice: id }))
  const steps: Row[] = [
    ...(reserved === 0 && missing > 0 ? [[reserve]] : []),
    ...(mayShip ? [[ship]] : []),
    ...payRows(ui, sheet),
    ...(reserved > 0 && !mayShip ? [[ship]] : []),
    ...(reserved > 0 && missing > 0 ? [[reserve]] : []),
  ]
  const away = [
    ...(reserved > 0 && paidKopecks === 0
      ? [danger(ui.label('reservations.release'), to.releaseReserve.data({ invoice: id }))]
      : []),
    ...(paidKopecks === 0 && shipped === 0
      ? [danger(ui.label('invoices.cancel'), to.cancelInvoice.data({ invoice: id }))]
      : []),
  ]
  const last: Row[] = away.length > 0 ? [away] : []
  return [...first(steps), ...clockButtons(ui, sheet), ...paperRows(ui, sheet, true), ...last]
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
