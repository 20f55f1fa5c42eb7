import type { Ui, View } from '#bot/kit/context.ts'
import { code, html, moment, weekday } from '#bot/kit/format.ts'
import { askOnce, button, danger, primary, type Row, screen } from '#bot/kit/layout.ts'
import { decide, to } from '#bot/kit/routes.ts'
import { endedStates, nextStates, type Shipment, type ShipmentState } from '#domain/shipping/shipments.ts'
import { formatPhone } from '#services/people/phones.ts'
import type { ShipmentSheet } from '#services/shipping/shipments.ts'
import { allLinesRow, shipmentGoods } from './goods-view.ts'

/** The states in the order of their numbers on buttons. */
export const movable: readonly ShipmentState[] = [
  'accepted',
  'picking',
  'ready',
  'handed_over',
  'dispatched',
  'delivered',
  'refused',
]

export function methodName(ui: Ui, method: Shipment['method']): string {
  return ui.t(`shipments.method.${method}`, { seller: ui.seller.shortName })
}

/** A delivery that is ready waits for its carrier: nobody collects it. */
export function stateName(ui: Ui, state: ShipmentState, method: Shipment['method']): string {
  return ui.label(`shipments.state.${state === 'ready' && method !== 'pickup' ? 'packed' : state}`)
}

/** How it goes, and where from or where to: `Самовывоз: Москва, Складская, 5`. */
export function wayLine(ui: Ui, { shipment, warehouse }: ShipmentSheet): string {
  const place = [warehouse?.name, warehouse?.address, shipment.carrier, shipment.terminal, shipment.address]
    .filter((part) => part)
    .join(', ')
  return `${methodName(ui, shipment.method)}${place ? `: ${html(place)}` : ''}`
}

/** A request; its manager gets the buttons that move it. */
export function shipmentView(ui: Ui, sheet: ShipmentSheet, who: { manager: boolean; mayOrder: boolean }): View {
  const { shipment, invoiceNumber, lines, company, events } = sheet
  const { id, state, method } = shipment
  const reason = events.at(-1)?.reason
  const body = [
    `<b>${stateName(ui, state, method)}</b> · ${ui.t('shipments.ofInvoice', { number: invoiceNumber })}${who.manager ? ` · ${html(company.name)}` : ''}`,
    ...(reason ? [ui.t('shipments.reason', { reason })] : []),
    wayLine(ui, sheet),
    ...trackingLine(ui, shipment),
    ui.t('shipments.when', { day: weekday(ui, shipment.shipOn) }),
    ui.t('shipments.who', { who: `${shipment.contactName}, ${formatPhone(shipment.contactPhone)}` }),
    ...shipmentGoods(ui, lines, true),
    `<blockquote expandable>${events.map((event) => `${moment(ui, event.at)} ${stateName(ui, event.state, method)}`).join('\n')}</blockquote>`,
  ]
  const moves = who.manager ? nextStates(state, method) : []
  const rows: Row[] = moves.map((next) => [
    button(
      ui.label(`shipments.move.${next}`),
      next === 'handed_over'
        ? to.handOver.data({ shipment: id })
        : decide.move.data({ shipment: id, state: movable.indexOf(next) }),
    ),
  ])
  if (who.mayOrder) rows.push(...dealerRows(ui, shipment))
  rows.push(...allLinesRow(ui, sheet))
  if (who.manager) rows.push([button(ui.label('shipments.pickingList'), to.pickingList.data({ shipment: id }))])
  rows.push([
    button(ui.label('invoices.short', { number: invoiceNumber }), to.invoice.data({ invoice: shipment.invoiceId })),
  ])
  if (who.mayOrder && (state === 'filed' || state === 'accepted'))
    rows.push([danger(ui.label('shipments.cancel'), to.cancelShipment.data({ shipment: id }))])
  const screenId = who.manager ? 'shipment_desk' : 'shipment'
  return screen(ui, {
    id: screenId,
    title: ui.t('shipments.title', { number: shipment.number }),
    body,
    rows,
    self: to.shipment.data({ shipment: id }),
    back: to.shipments.data(),
  })
}

/** The dealer's next step: the pass of a pickup that is ready, the way out of a refusal. */
export function dealerRows(ui: Ui, { id, state, method }: Shipment): Row[] {
  if (endedStates.includes(state))
    return [[button(ui.label('shipments.fileAgain'), decide.fileAgain.data({ shipment: id }))]]
  if (state !== 'ready' || method !== 'pickup') return []
  return [
    [primary(ui.label('shipments.pass'), decide.pass.data({ shipment: id }))],
    [button(ui.label('shipments.power'), to.powerOfAttorney.data({ shipment: id }))],
  ]
}

/** `Номер для отслеживания: DL-17`, to copy; nothing where there is none. */
export function trackingLine(ui: Ui, { tracking }: Shipment): string[] {
  return tracking === '' ? [] : [`${ui.t('shipments.tracking')} ${code(tracking)}`]
}

export function askTrackingView(ui: Ui, { id, number }: Shipment): View {
  const rows = [
    [button(ui.label('shipments.noTracking'), decide.dispatch.data({ shipment: id }))],
    [button(ui.label('common.back'), to.shipment.data({ shipment: id }))],
  ]
  return { text: ui.t('shipments.askTracking', { number }), buttons: rows }
}

/** «Выдано» asks once: the goods leave the stock, and the dealer owes for them. */
export function handOverView(ui: Ui, { shipment: { id, number }, company, lines }: ShipmentSheet): View {
  const quantity = lines.reduce((sum, line) => sum + line.quantity, 0)
  return askOnce(ui, {
    title: ui.t('shipments.handOverTitle', { number, company: company.name }),
    body: [ui.t('shipments.handOverFollows')],
    yes: primary(
      ui.label('shipments.confirmHandOver', { number, quantity }),
      decide.move.data({ shipment: id, state: movable.indexOf('handed_over') }),
    ),
    self: to.handOver.data({ shipment: id }),
    back: to.shipment.data({ shipment: id }),
  })
}

export function cancelShipmentView(ui: Ui, shipment: Shipment): View {
  const confirm = ui.label('shipments.confirmCancel', { number: shipment.number })
  return askOnce(ui, {
    title: ui.t('shipments.cancelTitle', { number: shipment.number }),
    yes: danger(confirm, decide.cancelShipment.data({ shipment: shipment.id })),
    self: to.cancelShipment.data({ shipment: shipment.id }),
    back: to.shipment.data({ shipment: shipment.id }),
  })
}
