import type { Ui, View } from '#bot/kit/context.ts'
import { code, moment, named, placesLine, timeLeft } from '#bot/kit/format.ts'
import { button, danger, primary, type Row, screen } from '#bot/kit/layout.ts'
import { clockButtons } from '#bot/kit/reserve-clock.ts'
import { decide, to } from '#bot/kit/routes.ts'
import { analogueButtons } from '#bot/orders/analogues-view.ts'
import { reserveLine } from '#bot/orders/invoices-view.ts'
import type { InvoiceReserve } from '#db/reserve/reservations.ts'
import { limits } from '#domain/limits.ts'
import { unpaidKopecks } from '#domain/orders/invoices.ts'
import type { InvoiceSheet } from '#services/orders/invoice-sheet.ts'
import type { ShortLine } from '#services/reserve/reservations.ts'

const LINES_SHOWN = 12

/** The answer to «Зарезервировать»: the pieces reserved and missing of each line, those that lack some first. */
export function reserveAnswerView(ui: Ui, sheet: InvoiceSheet, short: readonly ShortLine[]): View {
  const { invoice, reserved, missing } = sheet
  const { id, number } = invoice
  const outcome = reserved === 0 ? 'none' : missing === 0 ? 'full' : 'part'
  const lines = sheet.lines
    .filter((line) => line.quantity > line.shipped)
    .toSorted((a, b) => Number(b.missing > 0) - Number(a.missing > 0))
    .map((line) => {
      const why = short.find((one) => one.sku === line.sku)
      const counts = ui.t('reservations.line', { held: line.reserved, quantity: line.quantity - line.shipped })
      return `${code(line.sku)} — ${counts}${why ? `: ${shortText(ui, why)}` : ''}\n    ${named(line.name)}`
    })
  const body = [...reserveLine(ui, sheet), ...placesLine(ui, sheet.places), ...lines.slice(0, LINES_SHOWN)]
  if (lines.length > LINES_SHOWN) body.push(ui.t('invoices.moreLines', { count: lines.length - LINES_SHOWN }))
  const rows: Row[] = [...nextRows(ui, sheet), ...clockButtons(ui, sheet)]
  if (missing > 0)
    rows.push([
      button(
        ui.label(reserved > 0 ? 'reservations.reserveMore' : 'reservations.reserve'),
        decide.reserve.data({ invoice: id }),
      ),
    ])
  rows.push(
    ...analogueButtons(
      ui,
      id,
      sheet.lines.filter((line) => line.missing > 0),
    ),
  )
  rows.push([
    button(ui.label('payments.check'), to.checkPayment.data({ invoice: id })),
    button(ui.label('invoices.pdf'), to.invoicePdf.data({ invoice: id })),
  ])
  if (reserved > 0 && invoice.paidKopecks === 0)
    rows.push([danger(ui.label('reservations.release'), to.releaseReserve.data({ invoice: id }))])
  const title = ui.t(`reservations.answer.${outcome}`, { number })
  return screen(ui, {
    id: 'reserve',
    title,
    body,
    rows,
    self: to.reserveAnswer.data({ invoice: id }),
    back: to.invoice.data({ invoice: id }),
  })
}

/** Shipping where that is the next step, otherwise the payment that comes before it. */
function nextRows(ui: Ui, { invoice, company, reserved }: InvoiceSheet): Row[] {
  if (reserved === 0) return []
  const { id } = invoice
  const [ship, pay] = [to.shipmentStart.data({ invoice: id }), to.requisites.data({ invoice: id })]
  if (unpaidKopecks(invoice) === 0 || company.deferralDays > 0) return [[primary(ui.label('shipments.start'), ship)]]
  return [[primary(ui.label('invoices.requisites.open'), pay)], [button(ui.label('shipments.start'), ship)]]
}

function shortText(ui: Ui, { missing, freedAt, quantityUnknown }: ShortLine): string {
  if (quantityUnknown) return ui.t('reservations.short.unknown')
  if (freedAt === null) return ui.t('reservations.short.none', { missing })
  return ui.t('reservations.short.freed', { missing, moment: moment(ui, freedAt) })
}

export function releaseView(ui: Ui, { invoice, reserved }: InvoiceSheet): View {
  const rows = [
    [danger(ui.label('reservations.confirmRelease', { held: reserved }), decide.release.data({ invoice: invoice.id }))],
  ]
  const title = ui.t('reservations.releaseTitle', { number: invoice.number })
  return screen(ui, {
    id: 'confirm',
    title,
    rows,
    self: to.releaseReserve.data({ invoice: invoice.id }),
    back: to.invoice.data({ invoice: invoice.id }),
  })
}

/** All reserves of the company, the soonest to end first. */
export function reservesView(ui: Ui, reserves: readonly InvoiceReserve[]): View {
  const shown = reserves.slice(0, limits.pageSize + 2)
  const body = shown.map(({ invoiceNumber, quantity, untilAt }) => {
    const when = untilAt === null ? ui.t('reservations.protected') : timeLeft(ui, untilAt)
    return ui.t('reservations.row', { number: invoiceNumber, quantity, when })
  })
  const rows = shown.map(({ invoiceId, invoiceNumber }) => [
    button(ui.label('invoices.short', { number: invoiceNumber }), to.invoice.data({ invoice: invoiceId })),
  ])
  if (reserves.length === 0) body.push(ui.t('reservations.none'))
  return screen(ui, {
    id: 'reserves',
    title: ui.t('reservations.title', { count: reserves.length }),
    body,
    rows,
    self: to.reserves.data(),
    back: to.start.data(),
  })
}
