import type { Ui, View } from '#bot/kit/context.ts'
import {
  type DocumentFilter,
  type DocumentKind,
  filterButtons,
  filtered,
  monthOf,
  monthRows,
} from '#bot/kit/document-filters.ts'
import { html, weekday } from '#bot/kit/format.ts'
import { button, pageOf, pager, paired, type Row, screen } from '#bot/kit/layout.ts'
import { to } from '#bot/kit/routes.ts'
import { limits } from '#domain/limits.ts'
import { openStates, type ShipmentRow } from '#services/shipping/shipments.ts'
import { stateName } from './shipments-view.ts'

/** Told apart by whether somebody still has to move them. */
const shipmentKind: DocumentKind<ShipmentRow> = {
  states: [
    { label: 'shipments.filter.open', has: ({ state }) => openStates.includes(state) },
    { label: 'shipments.filter.done', has: ({ state }) => state === 'handed_over' || state === 'delivered' },
    { label: 'shipments.filter.ended', has: ({ state }) => state === 'refused' || state === 'cancelled' },
  ],
  monthOf: ({ shipOn }) => monthOf(shipOn),
}

interface ShipmentList {
  shipments: readonly ShipmentRow[]
  page: number
  filter: DocumentFilter
  /** Seen by the distributor: requests of all companies that somebody has to move. */
  isStaff: boolean
}

export function shipmentsView(ui: Ui, { shipments, page, filter, isStaff }: ShipmentList): View {
  const chosen = filtered(shipments, shipmentKind, filter)
  const shown = pageOf(chosen, page, limits.pageSize)
  const rows: Row[] = [
    ...paired(
      shown.items.map(({ id, number }) =>
        button(ui.label('shipments.row', { number }), to.shipment.data({ shipment: id })),
      ),
    ),
    ...pager(shown.page, shown.pages, (next) => to.shipments.data({ ...filter, page: next })),
    ...filterButtons(ui, shipments, shipmentKind, {
      chosen: filter,
      data: (next) => to.shipments.data({ ...next }),
      months: to.shipmentMonths.data({ state: filter.state }),
    }),
  ]
  const none = shipments.length > 0 ? 'noneChosen' : isStaff ? 'noneForStaff' : 'none'
  const lines = shown.items.map((one) => shipmentLine(ui, one, isStaff))
  return screen(ui, {
    id: isStaff ? 'shipment_desk' : 'shipments',
    title: ui.t('shipments.listTitle', { count: chosen.length }),
    body: chosen.length === 0 ? [ui.t(`shipments.${none}`)] : lines,
    rows,
    self: to.shipments.data({ ...filter, page: shown.page }),
    back: isStaff ? to.desk.data() : to.start.data(),
  })
}

function shipmentLine(ui: Ui, { number, state, method, shipOn, companyName }: ShipmentRow, isStaff: boolean): string {
  const values = { number, state: stateName(ui, state, method), day: weekday(ui, shipOn).slice(0, -5) }
  return `${ui.t('shipments.line', values)}${isStaff ? ` · ${html(companyName)}` : ''}`
}

export function shipmentMonthsView(ui: Ui, shipments: readonly ShipmentRow[], state: number, isStaff: boolean): View {
  return screen(ui, {
    id: isStaff ? 'shipment_desk' : 'shipments',
    title: ui.t('shipments.monthsTitle'),
    rows: monthRows(ui, shipments, shipmentKind, (month) => to.shipments.data({ state, month })),
    self: to.shipmentMonths.data({ state }),
    back: to.shipments.data({ state }),
  })
}
