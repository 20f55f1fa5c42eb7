import type { Ui } from '#bot/kit/context.ts'
import { html } from '#bot/kit/format.ts'
import type { ImportResult, SheetColumns } from '#services/imports/outcome.ts'

const SHOWN = 20
const COLUMNS_SHOWN = 40

type Leftovers = Pick<ImportResult, 'rejected' | 'cells' | 'untaken' | 'sheets'>

/**
 * Everything that a list states and the catalog does not get, each with its reason; then the meaning of its columns.
 */
export function leftOut(
  ui: Ui,
  { rejected, cells, untaken, sheets }: Leftovers,
  counts: { rejected: number; cells: number },
): string[] {
  const lines = untaken.map(({ what, value, count }) => ui.t(`imports.untaken.${what}`, { value, count }))
  if (counts.rejected > 0) {
    const rows = rejected.map(({ row, reason, value, ...place }) => {
      const values = { row, reason: ui.t(`imports.reason.${reason}`), value: value.slice(0, 60) }
      return placed(place) + ui.t(value ? 'imports.rejectedValue' : 'imports.rejectedRow', values)
    })
    lines.push(ui.t('imports.rejected', { count: counts.rejected }), quoted(rows, counts.rejected))
  }
  if (counts.cells > 0) {
    const rows = cells.map(
      ({ row, column, reason, value, ...place }) =>
        placed(place) +
        ui.t('imports.cell', { row, column, reason: ui.t(`imports.reason.${reason}`), value: value.slice(0, 60) }),
    )
    lines.push(ui.t('imports.cells', { count: counts.cells }), quoted(rows, counts.cells))
  }
  return [...lines, ...columnLines(ui, sheets)]
}

/** The file or sheet with this row, if several are read at once. */
function placed({ file, sheet }: { file?: string; sheet?: string }): string {
  const place = file ?? sheet
  return place === undefined ? '' : `${html(place)}: `
}

/** The warning that less is on hand than is reserved. */
export function oversoldText(ui: Ui, oversold: ImportResult['oversold']): string {
  const list = oversold.slice(0, 10).map((one) => `${one.sku} (${one.onHand} < ${one.reserved})`)
  return ui.t('imports.oversold', { list: list.join(', ') })
}

function quoted(rows: readonly string[], all: number): string {
  const shown = rows.slice(0, SHOWN)
  if (all > shown.length) shown.push('…')
  return `<blockquote expandable>${shown.join('\n')}</blockquote>`
}

function columnLines(ui: Ui, sheets: readonly SheetColumns[]): string[] {
  const rows = sheets.flatMap(({ sheet, columns }) => [
    ...(sheet === '' ? [] : [`<b>${html(sheet)}</b>`]),
    ...columns.map(({ title, use, detail }) =>
      ui.t(detail === '' ? 'imports.column' : 'imports.columnDetail', {
        title,
        use: ui.t(`imports.use.${use}`),
        detail,
      }),
    ),
  ])
  if (rows.length === 0) return []
  const shown = rows.slice(0, COLUMNS_SHOWN)
  if (rows.length > shown.length) shown.push('…')
  return [ui.t('imports.columns'), `<blockquote expandable>${shown.join('\n')}</blockquote>`]
}
