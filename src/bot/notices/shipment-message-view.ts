import type { Ui, View } from '#bot/kit/context.ts'
import { weekday } from '#bot/kit/format.ts'
import { button, type Row } from '#bot/kit/layout.ts'
import { to } from '#bot/kit/routes.ts'
import { shipmentGoods } from '#bot/shipping/goods-view.ts'
import { dealerRows, stateName, trackingLine, wayLine } from '#bot/shipping/shipments-view.ts'
import type { ShipmentSheet } from '#services/shipping/shipments.ts'

/** The dealer's one message about a request: its state, what that means for him, and what fits the state. */
export function shipmentMovedView(ui: Ui, sheet: ShipmentSheet, moved: { state: string; reason: string }): View {
  const { shipment, lines } = sheet
  const { number, state, method } = shipment
  const isWaiting = state === 'ready' && method === 'pickup'
  const hours = ui.seller.pickupHours ?? ''
  const text = [
    ui.t('shipments.notice.moved', { number, state: stateName(ui, state, method) }),
    ui.t(`shipments.news.${isWaiting ? 'readyPickup' : state}`, { reason: moved.reason || '—' }),
    wayLine(ui, sheet),
    ...(isWaiting && hours !== '' ? [ui.t('shipments.hours', { hours })] : []),
    ...trackingLine(ui, shipment),
    ui.t('shipments.when', { day: weekday(ui, shipment.shipOn) }),
    ...shipmentGoods(ui, lines, false),
  ]
  const rows: Row[] = [
    ...dealerRows(ui, shipment),
    [button(ui.label('shipments.short', { number }), to.shipment.data({ shipment: shipment.id }))],
  ]
  return { text: text.join('\n'), buttons: rows }
}

/** What stays of the message once the next one stands below it. */
export function shipmentFormerView(ui: Ui, { shipment, events }: ShipmentSheet): View {
  const { number, method } = shipment
  const state = stateName(ui, events.at(-2)?.state ?? 'filed', method)
  return { text: ui.t('shipments.notice.former', { number, state }) }
}
