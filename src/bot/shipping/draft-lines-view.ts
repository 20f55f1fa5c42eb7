import type { Ui, View } from '#bot/kit/context.ts'
import { cut, goodsName } from '#bot/kit/format.ts'
import { button, pageOf, pager, type Row, screen } from '#bot/kit/layout.ts'
import { decide, to } from '#bot/kit/routes.ts'
import { limits } from '#domain/limits.ts'
import type { DraftLine, DraftSheet } from '#services/shipping/draft-sheet.ts'

/** «Состав»: which goods go, and how many of each. */
export function draftLinesView(ui: Ui, { draft, lines }: DraftSheet, page: number): View {
  const shown = pageOf(lines, page, limits.pageSize)
  const rows: Row[] = shown.items.map((line) => [
    button(
      `${cut(line.model || line.sku, 24)} · ${counts(ui, line)}`,
      to.draftLine.data({ draft: draft.id, line: line.lineId }),
    ),
  ])
  rows.push(...pager(shown.page, shown.pages, (next) => to.draftLines.data({ draft: draft.id, page: next })))
  return screen(ui, {
    id: 'shipment_form',
    title: ui.t('shipments.linesTitle'),
    body: [ui.t('shipments.linesHelp'), ...shown.items.map((line) => `${goodsName(line)} — ${counts(ui, line)}`)],
    rows,
    self: to.draftLines.data({ draft: draft.id, page }),
    back: to.draft.data({ draft: draft.id }),
  })
}

const counts = (ui: Ui, line: DraftLine) =>
  ui.label('reservations.line', { held: line.quantity, quantity: line.reserved })

export function draftLineView(ui: Ui, { draft, lines }: DraftSheet, lineId: number): View {
  const line = lines.find((one) => one.lineId === lineId)
  const reserved = line?.reserved ?? 0
  const numbers = [...new Set([0, Math.ceil(reserved / 2), reserved])]
  const rows = [
    numbers.map((quantity) =>
      button(
        ui.label('common.pieces', { quantity }),
        decide.draftLine.data({ draft: draft.id, line: lineId, quantity }),
      ),
    ),
  ]
  const body = [line ? goodsName(line) : '', ui.t('shipments.lineAsk', { reserved })]
  return screen(ui, {
    id: 'shipment_form',
    title: ui.t('shipments.linesTitle'),
    body,
    rows,
    self: to.draftLine.data({ draft: draft.id, line: lineId }),
    back: to.draftLines.data({ draft: draft.id }),
  })
}
