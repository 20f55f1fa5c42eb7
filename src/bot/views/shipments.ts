import { unpaidKopecks } from '../../domain/invoices.ts'
import { limits } from '../../domain/limits.ts'
import { methods, nextStates, type Shipment } from '../../domain/shipments.ts'
import type { InvoiceSheet } from '../../services/invoices.ts'
import { formatPhone } from '../../services/phones.ts'
import type { DraftField, DraftSheet } from '../../services/shipment-drafts.ts'
import type { ShipmentSheet } from '../../services/shipments.ts'
import type { Ui, View } from '../context.ts'
import { decide, to } from '../routes.ts'
import { code, cut, escape, moment, pieces, sum, weekday } from './format.ts'
import { button, pageOf, pager, paired, type Row, screen } from './layout.ts'

/** The states in the order of their numbers on buttons. */
export const movable = ['accepted', 'picking', 'ready', 'handed_over', 'dispatched', 'delivered', 'refused'] as const

/** The form: the next question, or, once all is answered, the whole request with «Отправить заявку». */
export function draftView(ui: Ui, sheet: DraftSheet): View {
  const { draft, invoice, missing } = sheet
  const title = ui.t('shipments.formTitle', { number: invoice.invoice.number })
  const parts = {
    id: 'shipment_form',
    title,
    self: to.draft.data(draft.id),
    back: to.invoice.data(invoice.invoice.id),
  } as const
  if (missing !== null)
    return screen(ui, {
      ...parts,
      body: [...filled(ui, sheet), '', question(ui, missing)],
      rows: choices(ui, sheet, missing),
    })
  const going = sheet.lines.filter((line) => line.quantity > 0)
  const body = [
    ...going.slice(0, 5).map((line) => `${code(line.sku)} — ${pieces(ui, line.quantity)}`),
    ...(going.length > 5 ? [ui.t('invoices.moreLines', { count: going.length - 5 })] : []),
    ...filled(ui, sheet),
  ]
  const id = draft.id
  const rows: Row[] = [
    [button(ui.label('shipments.file'), decide.file.data(id))],
    ...paired([
      button(ui.label('shipments.change.method'), decide.again.data(id, 1)),
      button(ui.label('shipments.change.day'), decide.again.data(id, 2)),
      button(ui.label('shipments.change.contact'), decide.again.data(id, 3)),
      button(ui.label('shipments.change.lines'), to.draftLines.data(id)),
    ]),
  ]
  return screen(ui, { ...parts, body, rows })
}

function filled(ui: Ui, { draft, warehouses }: DraftSheet): string[] {
  const lines: string[] = []
  if (draft.method === null) return lines
  const warehouse = warehouses.find(({ id }) => id === draft.warehouseId)
  const where = [
    warehouse && draft.method === 'pickup'
      ? [warehouse.name, warehouse.address].filter((part) => part !== '').join(', ')
      : '',
    draft.carrier,
    draft.terminal,
    draft.address,
  ].filter((part) => part !== '')
  lines.push(`<b>${methodName(ui, draft.method)}</b>${where.length > 0 ? `: ${escape(where.join(', '))}` : ''}`)
  if (draft.shipOn !== '') lines.push(ui.t('shipments.when', { day: weekday(ui, draft.shipOn) }))
  const phone = draft.contactPhone === '' ? '' : `, ${formatPhone(draft.contactPhone)}`
  if (draft.contactName !== '') lines.push(ui.t('shipments.who', { who: `${draft.contactName}${phone}` }))
  return lines
}

export function methodName(ui: Ui, method: Shipment['method']): string {
  return ui.t(`shipments.method.${method}`, { seller: ui.seller.shortName })
}

function question(ui: Ui, field: DraftField): string {
  return ui.t(`shipments.ask.${field}`)
}

function choices(ui: Ui, { draft, warehouses, days, contacts }: DraftSheet, field: DraftField): Row[] {
  if (field === 'method') {
    return methods.map((method, i) => [
      button(ui.label(`shipments.method.${method}`, { seller: ui.seller.shortName }), decide.method.data(draft.id, i)),
    ])
  }
  if (field === 'warehouseId') {
    return warehouses.map(({ id, name, quantity }) => [
      button(`${name} · ${pieces(ui, quantity)}`, decide.warehouse.data(draft.id, id)),
    ])
  }
  if (field === 'shipOn') {
    return paired(
      days.map((day) =>
        button(weekday(ui, day).slice(0, -5), decide.day.data(draft.id, Number(day.replaceAll('-', '')))),
      ),
    )
  }
  if (field === 'contactName') {
    return contacts.map(({ contactName, contactPhone }, i) => [
      button(cut(`${contactName}, ${formatPhone(contactPhone)}`, 50), decide.contact.data(draft.id, i)),
    ])
  }
  return []
}

/** «Состав»: which goods go, and how many of each. */
export function draftLinesView(ui: Ui, { draft, lines }: DraftSheet, page: number): View {
  const shown = pageOf(lines, page, limits.pageSize)
  const rows: Row[] = shown.items.map((line) => [
    button(
      `${cut(line.sku, 24)} · ${ui.label('reservations.line', { held: line.quantity, quantity: line.reserved })}`,
      to.draftLine.data(draft.id, line.lineId),
    ),
  ])
  rows.push(...pager(shown.page, shown.pages, (next) => to.draftLines.data(draft.id, next)))
  return screen(ui, {
    id: 'shipment_form',
    title: ui.t('shipments.linesTitle'),
    body: [ui.t('shipments.linesHelp')],
    rows,
    self: to.draftLines.data(draft.id, page),
    back: to.draft.data(draft.id),
  })
}

export function draftLineView(ui: Ui, { draft, lines }: DraftSheet, lineId: number): View {
  const line = lines.find((one) => one.lineId === lineId)
  const reserved = line?.reserved ?? 0
  const numbers = [...new Set([0, Math.ceil(reserved / 2), reserved])]
  const rows = [
    numbers.map((quantity) =>
      button(ui.label('common.pieces', { quantity }), decide.draftLine.data(draft.id, lineId, quantity)),
    ),
  ]
  const body = [line ? `${code(line.sku)} ${escape(cut(line.name, 80))}` : '', ui.t('shipments.lineAsk', { reserved })]
  return screen(ui, {
    id: 'shipment_form',
    title: ui.t('shipments.linesTitle'),
    body,
    rows,
    self: to.draftLine.data(draft.id, lineId),
    back: to.draftLines.data(draft.id),
  })
}

/** Why goods may not go yet, and the way out. */
export function termsRefusalView(
  ui: Ui,
  reason: 'not_paid' | 'overdue' | 'limit',
  { invoice, company }: InvoiceSheet,
): View {
  const body = [
    ui.t(`shipments.refusal.${reason}`, {
      number: invoice.number,
      sum: sum(unpaidKopecks(invoice)),
      limit: sum(company.creditLimitKopecks),
    }),
  ]
  const rows = [
    [
      button(ui.label('invoices.pdf'), to.invoicePdf.data(invoice.id)),
      button(ui.label('payments.check'), to.checkPayment.data(invoice.id)),
    ],
  ]
  if (reason !== 'not_paid') rows.push([button(ui.label('start.settlements'), to.settlements.data())])
  return screen(ui, {
    id: 'shipment_form',
    title: ui.t('shipments.notYet', { number: invoice.number }),
    body,
    rows,
    self: to.shipmentStart.data(invoice.id),
    back: to.invoice.data(invoice.id),
  })
}

/** A request; its manager gets the buttons that move it. */
export function shipmentView(ui: Ui, sheet: ShipmentSheet, who: { manager: boolean; mayOrder: boolean }): View {
  const { shipment, invoiceNumber, lines, warehouse, company, events } = sheet
  const { id, state, method } = shipment
  const place = [warehouse?.name, warehouse?.address, shipment.carrier, shipment.terminal, shipment.address]
    .filter((part) => part)
    .join(', ')
  const reason = events.at(-1)?.reason
  const body = [
    `<b>${ui.t(`shipments.state.${state}`)}</b> · ${ui.t('invoices.short', { number: invoiceNumber })}${who.manager ? ` · ${escape(company.name)}` : ''}`,
    ...(reason ? [ui.t('shipments.reason', { reason })] : []),
    `${methodName(ui, method)}${place ? `: ${escape(place)}` : ''}`,
    ui.t('shipments.when', { day: weekday(ui, shipment.shipOn) }),
    ui.t('shipments.who', { who: `${shipment.contactName}, ${formatPhone(shipment.contactPhone)}` }),
    ...lines
      .slice(0, 6)
      .map(
        (line) =>
          `${code(line.sku)} ${escape(cut(line.name, 40))} — ${pieces(ui, line.quantity)} · ${escape(line.warehouseName)}`,
      ),
    ...(lines.length > 6 ? [ui.t('invoices.moreLines', { count: lines.length - 6 })] : []),
    `<blockquote expandable>${events.map((event) => `${moment(ui, event.at)} ${ui.t(`shipments.state.${event.state}`)}`).join('\n')}</blockquote>`,
  ]
  const moves = who.manager ? nextStates(state, method) : []
  const rows: Row[] = moves.map((next) => [
    button(
      ui.label(`shipments.move.${next}`),
      decide.move.data(
        id,
        movable.findIndex((one) => one === next),
      ),
    ),
  ])
  rows.push([button(ui.label('invoices.short', { number: invoiceNumber }), to.invoice.data(shipment.invoiceId))])
  if (who.mayOrder && (state === 'filed' || state === 'accepted'))
    rows.push([button(ui.label('shipments.cancel'), to.cancelShipment.data(id))])
  const screenId = who.manager ? 'shipment_desk' : 'shipment'
  return screen(ui, {
    id: screenId,
    title: ui.t('shipments.title', { number: shipment.number }),
    body,
    rows,
    self: to.shipment.data(id),
    back: to.shipments.data(0),
  })
}

export function cancelShipmentView(ui: Ui, shipment: Shipment): View {
  const rows = [
    [button(ui.label('shipments.confirmCancel', { number: shipment.number }), decide.cancelShipment.data(shipment.id))],
  ]
  return screen(ui, {
    id: 'shipment',
    title: ui.t('shipments.cancelTitle', { number: shipment.number }),
    rows,
    self: to.cancelShipment.data(shipment.id),
    back: to.shipment.data(shipment.id),
  })
}

export function shipmentsView(ui: Ui, shipments: readonly Shipment[], page: number, staff: boolean): View {
  const shown = pageOf(shipments, page, limits.pageSize)
  const rows: Row[] = shown.items.map((one) => [
    button(
      ui.label('shipments.row', {
        number: one.number,
        state: ui.label(`shipments.state.${one.state}`),
        day: weekday(ui, one.shipOn).slice(0, -5),
      }),
      to.shipment.data(one.id),
    ),
  ])
  rows.push(...pager(shown.page, shown.pages, (next) => to.shipments.data(next)))
  const body = shipments.length === 0 ? [ui.t(staff ? 'shipments.noneForStaff' : 'shipments.none')] : []
  const parts = {
    id: staff ? 'shipment_desk' : 'shipments',
    self: to.shipments.data(shown.page),
    back: staff ? to.desk.data() : to.start.data(),
  } as const
  return screen(ui, { ...parts, title: ui.t('shipments.listTitle', { count: shipments.length }), body, rows })
}
