import type { Ui, View } from '#bot/kit/context.ts'
import { code, instant, named, placesLine, timeLeft } from '#bot/kit/format.ts'
import { askOnce, button, danger, pageOf, pager, paired, type Row, screen } from '#bot/kit/layout.ts'
import { clockButtons } from '#bot/kit/reserve-clock.ts'
import { decide, to } from '#bot/kit/routes.ts'
import { analogueButtons } from '#bot/orders/analogues-view.ts'
import { releaseButtons, stepRows } from '#bot/orders/invoice-buttons-view.ts'
import { paidUnreservedLine, reserveLine } from '#bot/orders/invoices-view.ts'
import type { InvoiceReserve } from '#db/reserve/reservations.ts'
import { limits } from '#domain/limits.ts'
import { unpaidKopecks } from '#domain/orders/invoices.ts'
import type { InvoiceSheet } from '#services/orders/invoice-sheet.ts'
import type { ShortLine } from '#services/reserve/reservations.ts'

const LINES_SHOWN = 12

/** The answer to «Зарезервировать»: the pieces reserved and missing of each line, those that lack some first. */
export function reserveAnswerView(ui: Ui, sheet: InvoiceSheet, reasons: readonly ShortLine[]): View {
  const { invoice, reserved, missing } = sheet
  const { id, number } = invoice
  const outcome = reserved === 0 ? 'none' : missing === 0 ? 'full' : 'part'
  const lines = sheet.lines
    .filter((line) => line.quantity > line.shipped)
    .toSorted((a, b) => Number(b.missing > 0) - Number(a.missing > 0))
    .map((line) => {
      const why = reasons.find((one) => one.sku === line.sku)
      const counts = ui.t('reservations.line', { held: line.reserved, quantity: line.quantity - line.shipped })
      return `${code(line.sku)} — ${counts}${why ? `: ${shortText(ui, why)}` : ''}\n    ${named(line.name)}`
    })
  const body = [
    ...reserveLine(ui, sheet),
    ...paidUnreservedLine(ui, sheet),
    ...placesLine(ui, sheet.places),
    ...lines.slice(0, LINES_SHOWN),
  ]
  if (lines.length > LINES_SHOWN) body.push(ui.t('invoices.moreLines', { count: lines.length - LINES_SHOWN }))
  const short = sheet.lines.filter((line) => line.missing > 0)
  const watch = button(ui.label('reservations.watchShort'), decide.watchShort.data({ invoice: id }))
  const release = releaseButtons(ui, sheet)
  const rows: Row[] = [
    ...stepRows(ui, sheet),
    ...clockButtons(ui, sheet),
    ...analogueButtons(ui, id, short),
    ...(short.length > 0 ? [[watch]] : []),
    ...(unpaidKopecks(invoice) > 0 ? [] : [[button(ui.label('invoices.pdf'), to.invoicePdf.data({ invoice: id }))]]),
    ...(release.length > 0 ? [release] : []),
  ]
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

function shortText(ui: Ui, { missing, freedAt, quantityUnknown }: ShortLine): string {
  if (quantityUnknown) return ui.t('reservations.short.unknown')
  if (freedAt === null) return ui.t('reservations.short.none', { missing })
  return ui.t('reservations.short.freed', { missing, moment: instant(ui, freedAt) })
}

export function releaseView(ui: Ui, { invoice, reserved }: InvoiceSheet): View {
  const confirm = ui.label('reservations.confirmRelease', { held: reserved })
  return askOnce(ui, {
    title: ui.t('reservations.releaseTitle', { number: invoice.number }),
    body: [ui.t('reservations.releaseFollows')],
    yes: danger(confirm, decide.release.data({ invoice: invoice.id })),
    self: to.releaseReserve.data({ invoice: invoice.id }),
    back: to.invoice.data({ invoice: invoice.id }),
  })
}

/** All reserves of the company, the soonest to end first. */
export function reservesView(ui: Ui, reserves: readonly InvoiceReserve[], page: number): View {
  const shown = pageOf(reserves, page, limits.pageSize)
  const body = shown.items.map(({ invoiceNumber, quantity, untilAt }) => {
    const when = untilAt === null ? ui.t('reservations.protected') : timeLeft(ui, untilAt)
    return ui.t('reservations.row', { number: invoiceNumber, quantity, when })
  })
  const rows = [
    ...paired(
      shown.items.map(({ invoiceId, invoiceNumber }) =>
        button(ui.label('invoices.short', { number: invoiceNumber }), to.invoice.data({ invoice: invoiceId })),
      ),
    ),
    ...pager(shown.page, shown.pages, (next) => to.reserves.data({ page: next })),
  ]
  if (reserves.length === 0) body.push(ui.t('reservations.none'))
  return screen(ui, {
    id: 'reserves',
    title: ui.t('reservations.title', { count: reserves.length }),
    body,
    rows,
    self: to.reserves.data({ page: shown.page }),
    back: to.start.data(),
  })
}
