import type { Ui, View } from '#bot/kit/context.ts'
import { code, cut, date, named, pieces, placesLine, sum, timeLeft } from '#bot/kit/format.ts'
import { askOnce, button, danger, pageOf, pager, screen } from '#bot/kit/layout.ts'
import { clockLines } from '#bot/kit/reserve-clock.ts'
import { decide, to } from '#bot/kit/routes.ts'
import { isOverdue, type PayTerm } from '#domain/money/due.ts'
import { type Invoice, invoiceState, unpaidKopecks } from '#domain/orders/invoices.ts'
import type { LineChange } from '#services/orders/invoice-changes.ts'
import { type InvoiceSheet, paidUnreserved } from '#services/orders/invoice-sheet.ts'
import { LINES_SHOWN, orderingRows, readingRows } from './invoice-buttons-view.ts'

export function invoiceTitle(ui: Ui, invoice: Invoice): string {
  return ui.t('invoices.title', { number: invoice.number, date: date(ui, invoice.createdAt) })
}

export function paymentLine(ui: Ui, invoice: Invoice): string {
  const state = invoiceState(invoice)
  if (state !== 'partly_paid') return ui.t(`invoices.state.${state}`)
  return ui.t('invoices.partlyPaid', { paid: sum(invoice.paidKopecks), total: sum(invoice.totalKopecks) })
}

/** `оплатить до 30.11.2026`; past its day: a debt that is overdue, or money that was waited for. */
export function payTermText(ui: Ui, term: PayTerm): string {
  if (term.kind === 'after_shipping') return ui.t('invoices.payAfterShipping', { days: term.days })
  const values = { date: date(ui, term.by) }
  if (!isOverdue(term.by, ui.now)) return ui.t('invoices.payBy', values)
  return ui.t(term.kind === 'shipped' ? 'invoices.overdueSince' : 'invoices.payByPast', values)
}

/** `8 шт. оплачены, но не зарезервированы`; nothing where all is there. */
export function paidUnreservedLine(ui: Ui, sheet: InvoiceSheet): string[] {
  const quantity = paidUnreserved(sheet)
  return quantity === 0 ? [] : [ui.t('invoices.paidUnreserved', { count: quantity })]
}

/** `Зарезервировано: 5 из 7, до 25.11 14:05` */
export function reserveLine(ui: Ui, { reserved, shipped, quantity, untilAt }: InvoiceSheet): string[] {
  if (reserved === 0 && shipped === quantity) return [ui.t('invoices.allShipped')]
  const counts = ui.t('reservations.held', { held: reserved, quantity: quantity - shipped })
  const when =
    reserved === 0 ? '' : untilAt === null ? `, ${ui.t('reservations.protected')}` : `, ${timeLeft(ui, untilAt)}`
  return [`${counts}${when}`, ...(shipped > 0 ? [ui.t('invoices.shipped', { shipped })] : [])]
}

/** An invoice as its company sees it. */
export function invoiceView(ui: Ui, sheet: InvoiceSheet, mayOrder: boolean): View {
  const { invoice } = sheet
  const { id } = invoice
  const state = invoiceState(invoice)
  const body = [
    `<b>${sum(invoice.totalKopecks)}</b> · ${ui.t('invoices.vat', { sum: sum(invoice.vatKopecks) })}`,
    ...(state === 'cancelled'
      ? [`<b>${ui.t('invoices.state.cancelled')}</b>`]
      : [
          `<b>${paymentLine(ui, invoice)}</b>${unpaidKopecks(invoice) > 0 ? ` · ${payTermText(ui, sheet.payTerm)}` : ''}`,
          ...reserveLine(ui, sheet),
          ...paidUnreservedLine(ui, sheet),
          ...placesLine(ui, sheet.places),
          ...clockLines(ui, sheet),
        ]),
    '',
    ...lineList(ui, sheet),
  ]
  return screen(ui, {
    id: 'invoice',
    title: invoiceTitle(ui, invoice),
    body,
    rows: mayOrder ? orderingRows(ui, sheet) : readingRows(ui, sheet),
    self: to.invoice.data({ invoice: id }),
    back: to.invoices.data(),
  })
}

function lineList(ui: Ui, { lines }: InvoiceSheet): string[] {
  const shown = lines.slice(0, LINES_SHOWN).map((line) => {
    return `${code(line.sku)} ${named(line.name)} — ${pieces(ui, line.quantity)}, ${sum(line.sumKopecks)}`
  })
  return lines.length > LINES_SHOWN
    ? [...shown, ui.t('invoices.moreLines', { count: lines.length - LINES_SHOWN })]
    : shown
}

export function invoiceLinesView(ui: Ui, { invoice, lines }: InvoiceSheet, page: number): View {
  const shown = pageOf(lines, page, 8)
  const body = shown.items.map(
    (line) =>
      `${line.position}. ${code(line.sku)} ${named(line.name)}\n    ${pieces(ui, line.quantity)} × ${sum(line.priceKopecks)} = ${sum(line.sumKopecks)} · ${ui.t('invoices.lineHeld', { held: line.reserved })}`,
  )
  const rows = pager(shown.page, shown.pages, (next) => to.invoiceLines.data({ invoice: invoice.id, page: next }))
  return screen(ui, {
    id: 'invoice',
    title: invoiceTitle(ui, invoice),
    body,
    rows,
    self: to.invoiceLines.data({ invoice: invoice.id, page: shown.page }),
    back: to.invoice.data({ invoice: invoice.id }),
  })
}

export function cancelInvoiceView(ui: Ui, sheet: InvoiceSheet): View {
  const { invoice, reserved } = sheet
  const confirm = ui.label(reserved > 0 ? 'invoices.confirmCancelHeld' : 'invoices.confirmCancel', { held: reserved })
  return askOnce(ui, {
    title: ui.t('invoices.cancelTitle', { number: invoice.number }),
    body: [ui.t('invoices.cancelFollows')],
    yes: danger(confirm, decide.cancelInvoice.data({ invoice: invoice.id })),
    self: to.cancelInvoice.data({ invoice: invoice.id }),
    back: to.invoice.data({ invoice: invoice.id }),
  })
}

const GONE_SHOWN = 5

export function repeatView(ui: Ui, { id, number }: Invoice, changes: readonly LineChange[]): View {
  const changed = changes.filter((line) => line.change !== 'same')
  const lines = changed.map(({ sku, change, beforeKopecks, nowKopecks }) => {
    const now = nowKopecks === null ? '' : sum(nowKopecks)
    return `${code(sku)}: ${ui.t(`invoices.repeated.${change}`, { before: sum(beforeKopecks), now })}`
  })
  const body = changed.length === 0 ? [ui.t('invoices.repeated.nothing')] : lines.slice(0, 30)
  const gone = changes.filter((line) => line.change === 'gone').slice(0, GONE_SHOWN)
  const rows = [
    [button(ui.label('start.cart'), to.cart.data())],
    ...gone.map(({ productId, sku }) => [
      button(
        ui.label('invoices.repeated.analogues', { sku: cut(sku, 24) }),
        to.analogues.data({ product: productId, invoice: id }),
      ),
    ]),
  ]
  const title = ui.t('invoices.repeated.title', { number, count: changes.length })
  return screen(ui, { id: 'cart', title, body, rows, self: to.cart.data(), back: to.start.data() })
}
