import { machineStyle } from '#exchange/cells/number-style.ts'
import type { DoubtRecord } from '#exchange/cells/records.ts'
import { readStockCell } from '#exchange/cells/stock-cells.ts'
import type { Columns } from './column-shapes.ts'

/**
 * The cell beyond the header's width that shows a shifted row of a CSV file: a delimiter inside a name moves prices
 * into stock. Null if it is empty, or a remark: words behind a last column of numbers, in a row that reads well.
 */
export function strayedCell(columns: Columns, cells: readonly string[], doubts: readonly DoubtRecord[]): string | null {
  if (cells.length <= columns.width) return null
  const extra = cells.slice(columns.width).filter((cell) => cell.trim() !== '')
  const [first = ''] = extra
  if (first === '') return null
  const last = columns.width - 1
  const isCounted = [...columns.prices, ...columns.stocks].some(({ at }) => at === last)
  const isRemark = (cell: string) =>
    /\p{L}{2}/u.test(cell) &&
    readStockCell(cell, machineStyle).says === 'unreadable' &&
    !/^[\s\d.,]*\p{L}{0,3}\.?$/u.test(cell)
  const reads = doubts.length === 0 && /\d/.test(cells[last] ?? '')
  return isCounted && reads && extra.every(isRemark) ? null : first
}
