import type { Ui, View } from '#bot/kit/context.ts'
import { goodsName, html, pieces } from '#bot/kit/format.ts'
import { button, pageOf, pager, type Row, screen } from '#bot/kit/layout.ts'
import { to } from '#bot/kit/routes.ts'
import { limits } from '#domain/limits.ts'
import type { ShipmentSheet } from '#services/shipping/shipments.ts'

/** Short lists end here; what is left has a button. */
export const LINES_SHOWN = 5

interface Goods {
  sku: string
  model: string
  name: string
  quantity: number
}

interface Part extends Goods {
  lineId: number
  warehouseName: string
}

/** Parts of one line that come from several warehouses are one. */
function byLine(parts: readonly Part[]): (Part & { places: string })[] {
  return [...Map.groupBy(parts, (part) => part.lineId).values()].flatMap((same) => {
    const [first] = same
    const quantity = same.reduce((sum, part) => sum + part.quantity, 0)
    const places = same.map((part) => `${part.warehouseName}${same.length > 1 ? ` ${part.quantity}` : ''}`).join(', ')
    return first ? [{ ...first, quantity, places }] : []
  })
}

/** How many lines a request has. */
export function countLines(parts: readonly Part[]): number {
  return byLine(parts).length
}

/** `VS-411X · Коммутатор · AV-10.003 — 5 шт.` for the first lines, and how many more there are. */
export function goodsLines(ui: Ui, goods: readonly Goods[]): string[] {
  return shorten(
    ui,
    goods.map((line) => `${goodsName(line)} — ${pieces(ui, line.quantity)}`),
  )
}

/** The same of a request, with the warehouses that the goods come from if `placed`. */
export function shipmentGoods(ui: Ui, parts: readonly Part[], placed: boolean): string[] {
  return placed
    ? shorten(
        ui,
        byLine(parts).map((line) => placedLine(ui, line)),
      )
    : goodsLines(ui, byLine(parts))
}

function placedLine(ui: Ui, line: Goods & { places: string }): string {
  return `${goodsName(line)} — ${pieces(ui, line.quantity)} · ${html(line.places)}`
}

function shorten(ui: Ui, lines: readonly string[]): string[] {
  const more = lines.length - LINES_SHOWN
  return more > 0 ? [...lines.slice(0, LINES_SHOWN), ui.t('shipments.moreLines', { count: more })] : [...lines]
}

/** «Все строки · 7», where the screen shows only the first ones. */
export function allLinesRow(ui: Ui, { shipment, lines }: ShipmentSheet): Row[] {
  const count = countLines(lines)
  if (count <= LINES_SHOWN) return []
  return [[button(ui.label('invoices.allLines', { count }), to.shipmentLines.data({ shipment: shipment.id }))]]
}

/** All that goes, page by page. */
export function shipmentLinesView(ui: Ui, { shipment, lines }: ShipmentSheet, page: number, isManager: boolean): View {
  const all = byLine(lines)
  const shown = pageOf(all, page, limits.pageSize)
  const first = shown.page * limits.pageSize
  const data = (next: number) => to.shipmentLines.data({ shipment: shipment.id, page: next })
  return screen(ui, {
    id: isManager ? 'shipment_desk' : 'shipment',
    title: ui.t('shipments.allLinesTitle', { number: shipment.number, count: all.length }),
    body: shown.items.map((line, i) => `${first + i + 1}. ${placedLine(ui, line)}`),
    rows: pager(shown.page, shown.pages, data),
    self: data(shown.page),
    back: to.shipment.data({ shipment: shipment.id }),
  })
}
