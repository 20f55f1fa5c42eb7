import type { Ui, View } from '#bot/kit/context.ts'
import { code, cut, duration, html, instant, sum, until } from '#bot/kit/format.ts'
import { button, primary, type Row } from '#bot/kit/layout.ts'
import { decide, to } from '#bot/kit/routes.ts'
import { paymentLine } from '#bot/orders/invoices-view.ts'
import { unpaidKopecks } from '#domain/orders/invoices.ts'
import type { GoodsBack } from '#services/desk/notice-table.ts'
import type { InvoiceSheet } from '#services/orders/invoice-sheet.ts'
import type { ShipmentSheet } from '#services/shipping/shipments.ts'

/** The warning of a near end, for the manager. */
export function managerWarningView(ui: Ui, sheet: InvoiceSheet, untilAt: number): View {
  const { invoice, company, reserved, quantity, shipped } = sheet
  const values = {
    held: reserved,
    quantity: quantity - shipped,
    until: until(ui, untilAt),
    sum: sum(unpaidKopecks(invoice)),
  }
  const text = `${warningHead(ui, sheet, untilAt)} · ${html(company.name)}\n${ui.t('reservations.notice.warningBody', values)}`
  const rows: Row[] = [
    [button(ui.label('payments.record'), to.recordPayment.data({ invoice: invoice.id }))],
    [button(ui.label('extensions.hold'), decide.hold.data({ invoice: invoice.id, on: 1 }))],
    [button(ui.label('invoices.short', { number: invoice.number }), to.invoice.data({ invoice: invoice.id }))],
  ]
  return { text, buttons: rows }
}

export function warningHead(ui: Ui, { invoice }: InvoiceSheet, untilAt: number): string {
  return ui.t('reservations.notice.warning', { left: duration(ui, untilAt - ui.now), number: invoice.number })
}

/** A reserve has ended: the count of freed pieces, and the time. */
export function endedHead(ui: Ui, { invoice }: InvoiceSheet, ended: { quantity: number; endedAt: number }): string {
  const body = { quantity: ended.quantity, moment: instant(ui, ended.endedAt) }
  return `${ui.t('reservations.notice.ended', { number: invoice.number })}\n${ui.t('reservations.notice.endedBody', body)}`
}

export function managerEndedView(ui: Ui, sheet: InvoiceSheet, ended: { quantity: number; endedAt: number }): View {
  const { invoice, company } = sheet
  const rows: Row[] = [
    [button(ui.label('invoices.short', { number: invoice.number }), to.invoice.data({ invoice: invoice.id }))],
  ]
  return { text: `${endedHead(ui, sheet, ended)}\n${html(company.name)}`, buttons: rows }
}

export function paymentHead(ui: Ui, { invoice }: InvoiceSheet, amountKopecks: number): string {
  return `${ui.t('payments.notice', { sum: sum(amountKopecks), number: invoice.number })}\n${paymentLine(ui, invoice)}`
}

export function shipmentCancelledView(ui: Ui, { shipment, company }: ShipmentSheet): View {
  const rows = [
    [button(ui.label('shipments.short', { number: shipment.number }), to.shipment.data({ shipment: shipment.id }))],
  ]
  return { text: ui.t('shipments.notice.cancelled', { number: shipment.number, company: company.name }), buttons: rows }
}

/** Goods are back, for a person with a stock watch. */
export function backInStockView(ui: Ui, { product, free, invoice }: GoodsBack): View {
  const text = [
    ui.t('products.backInStock', { name: cut(product.model || product.sku, 60) }),
    `${code(product.sku)} ${html(cut(product.name, 80))}`,
    free === null
      ? `${ui.t('catalog.availableListed')} <b>${ui.t('common.yes')}</b>`
      : ui.t('catalog.available', { quantity: free }),
    ...(invoice ? [ui.t('products.paidBefore', { number: invoice.number })] : []),
  ]
  const reserve = invoice && primary(ui.label('reservations.reserveMore'), decide.reserve.data({ invoice: invoice.id }))
  const rows = [
    ...(reserve ? [[reserve]] : []),
    [button(ui.label('catalog.toCart'), to.quantity.data({ product: product.id }))],
    [button(ui.label('products.open'), to.product.data({ product: product.id }))],
  ]
  return { text: text.join('\n'), buttons: rows }
}
