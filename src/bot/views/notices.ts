import type { Company } from '../../db/companies.ts'
import type { ShipmentLine } from '../../db/shipments.ts'
import { unpaidKopecks } from '../../domain/invoices.ts'
import type { InvoiceSheet } from '../../services/invoice-sheet.ts'
import type { ShipmentSheet } from '../../services/shipments.ts'
import type { Ui, View } from '../context.ts'
import { decide, to } from '../routes.ts'
import { duration, html, moment, pieces, sum, until } from './format.ts'
import { paymentLine, reserveLine } from './invoices.ts'
import { button, type Row } from './layout.ts'

/** A manager's notice names the company; a dealer knows his own. */
function head(ui: Ui, key: string, values: Record<string, string | number>, company: Company | null): string {
  return `${ui.t(key, values)}${company ? ` · ${html(company.name)}` : ''}`
}

export function reserveWarningView(ui: Ui, sheet: InvoiceSheet, untilAt: number, forManager: boolean): View {
  const { invoice, held, quantity, shipped } = sheet
  const left = duration(ui, untilAt - ui.now)
  const values = { held, quantity: quantity - shipped, until: until(ui, untilAt), sum: sum(unpaidKopecks(invoice)) }
  const text = [
    head(ui, 'reservations.notice.warning', { left, number: invoice.number }, forManager ? sheet.company : null),
    ui.t('reservations.notice.warningBody', values),
  ]
  const rows: Row[] = forManager
    ? [[button(ui.label('payments.record'), to.recordPayment.data(invoice.id))]]
    : [
        [button(ui.label('payments.check'), to.checkPayment.data(invoice.id))],
        [button(ui.label('shipments.start'), to.shipmentStart.data(invoice.id))],
        [button(ui.label('reservations.release'), to.releaseReserve.data(invoice.id))],
      ]
  rows.push([button(ui.label('invoices.short', { number: invoice.number }), to.invoice.data(invoice.id))])
  return { text: text.join('\n'), buttons: rows }
}

export function reserveEndedView(
  ui: Ui,
  sheet: InvoiceSheet,
  ended: { quantity: number; endedAt: number },
  forManager: boolean,
): View {
  const { invoice } = sheet
  const values = { quantity: ended.quantity, moment: moment(ui, ended.endedAt), sum: sum(unpaidKopecks(invoice)) }
  const text = [
    head(ui, 'reservations.notice.ended', { number: invoice.number }, forManager ? sheet.company : null),
    ui.t('reservations.notice.endedBody', values),
  ]
  const rows: Row[] = forManager
    ? []
    : [[button(ui.label('reservations.reserveAgain'), decide.reserve.data(invoice.id))]]
  rows.push([button(ui.label('invoices.short', { number: invoice.number }), to.invoice.data(invoice.id))])
  return { text: text.join('\n'), buttons: rows }
}

export function paymentRecordedView(ui: Ui, sheet: InvoiceSheet, amountKopecks: number): View {
  const { invoice } = sheet
  const text = [
    ui.t('payments.notice', { sum: sum(amountKopecks), number: invoice.number }),
    `${paymentLine(ui, invoice)}. ${reserveLine(ui, sheet).join('. ')}`,
  ]
  const rows: Row[] = sheet.held > 0 ? [[button(ui.label('shipments.start'), to.shipmentStart.data(invoice.id))]] : []
  rows.push([button(ui.label('invoices.short', { number: invoice.number }), to.invoice.data(invoice.id))])
  return { text: text.join('\n'), buttons: rows }
}

export function shipmentCancelledView(ui: Ui, { shipment, company }: ShipmentSheet): View {
  const rows = [[button(ui.label('shipments.short', { number: shipment.number }), to.shipment.data(shipment.id))]]
  return { text: ui.t('shipments.notice.cancelled', { number: shipment.number, company: company.name }), buttons: rows }
}

/** Goods by their articles, whatever warehouses they come from. */
function goods(lines: readonly ShipmentLine[]): [sku: string, quantity: number][] {
  const found = new Map<string, number>()
  for (const { sku, quantity } of lines) found.set(sku, (found.get(sku) ?? 0) + quantity)
  return [...found]
}

/** Each move of a request, and what follows from it for the dealer. */
export function shipmentMovedView(ui: Ui, sheet: ShipmentSheet, moved: { state: string; reason: string }): View {
  const { shipment, lines } = sheet
  const key = moved.state === 'ready' && shipment.method === 'pickup' ? 'readyPickup' : moved.state
  const text = [
    ui.t('shipments.notice.moved', { number: shipment.number, state: ui.t(`shipments.state.${moved.state}`) }),
    ui.t(`shipments.notice.${key}`, { reason: moved.reason || '—' }),
    ...goods(lines)
      .slice(0, 5)
      .map(([sku, quantity]) => `${html(sku)} — ${pieces(ui, quantity)}`),
  ]
  const rows = [[button(ui.label('shipments.short', { number: shipment.number }), to.shipment.data(shipment.id))]]
  return { text: text.join('\n'), buttons: rows }
}
