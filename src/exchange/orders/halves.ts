import type { OrderTable } from './tables.ts'
import { isKeyRole, plainTitle, titleRole } from './titles.ts'

const MOST_BESIDE = 4

/** Splits tables that stand side by side under the same titles («Артикул | Кол-во | Артикул | Кол-во»). */
export function besideOneAnother(table: OrderTable): OrderTable[] {
  const filled = table.titles.flatMap((title, at) => (title.trim() === '' ? [] : [{ at, plain: plainTitle(title) }]))
  for (let parts = MOST_BESIDE; parts > 1; parts--) {
    const width = filled.length / parts
    if (!Number.isInteger(width) || width < 2) continue
    const isRepeated = filled.every(({ plain }, i) => plain === filled[i % width]?.plain)
    if (!isRepeated || !isOrder(filled.slice(0, width).map(({ plain }) => plain))) continue
    const starts = Array.from({ length: parts }, (_, i) => filled[i * width]?.at ?? 0)
    return starts.map((from, i) => columnsOf(table, from, starts[i + 1]))
  }
  return [table]
}

function isOrder(titles: readonly string[]): boolean {
  const roles = titles.map(titleRole)
  return (
    roles.some((role) => isKeyRole(role) || role === 'name') &&
    roles.some((role) => role === 'order' || role === 'count')
  )
}

function columnsOf(table: OrderTable, from: number, to: number | undefined): OrderTable {
  return {
    ...table,
    titles: table.titles.slice(from, to),
    money: table.money.map((at) => at - from).filter((at) => at >= 0),
    rows: table.rows
      .map((row) => ({ ...row, cells: row.cells.slice(from, to) }))
      .filter(({ cells }) => cells.some((cell) => cell.trim() !== '')),
  }
}
