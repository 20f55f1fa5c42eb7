import type { Steps } from '#domain/steps.ts'
import { sizes } from '#exchange/files/sizes.ts'
import { type OrderLine, parsePastedOrder } from './pasted-order.ts'
import type { OrderRow, OrderTable } from './tables.ts'

/** Lines of a sheet without goods among others: they count only if they name goods. */
export function* asideLines(table: OrderTable): Steps<OrderLine[]> {
  const lines: OrderLine[] = []
  for (const row of table.rows) {
    yield
    const line = typedLine(row)
    if (line) lines.push(asideLine(line))
  }
  return lines
}

/** A number in a letter or on a page is rarely a count: unless it is unambiguous, the bot asks. */
export function asideLine(line: OrderLine): OrderLine {
  const readings = line.isPlain ? line.readings : line.readings.map(({ article }) => ({ article, quantity: null }))
  return { ...line, readings, badQuantity: line.badQuantity || line.isPlain !== true, isAside: true }
}

/** The non-empty cells of a row. */
export const filledOf = ({ cells }: OrderRow) => cells.map((cell) => cell.trim()).filter((cell) => cell !== '')

/** Goods with a count and a note fill few cells; a longer row belongs to a table. */
const NOTED_CELLS = 12

/** A row as a typed line; if one cell has goods with a count («P-1 x2», and a note next to it), that cell. */
export function typedLine(row: OrderRow): OrderLine | undefined {
  const filled = filledOf(row)
  const texts = [filled.join(' '), ...(filled.length > 1 ? filled.slice(0, NOTED_CELLS) : [])]
  let typed: OrderLine | undefined
  for (const text of texts) {
    const [line] = parsePastedOrder(text.slice(0, sizes.nameLetters).replace(/[\r\n\t]+/g, ' '))
    typed ??= line
    if (!line?.isPlain) continue
    typed = line
    break
  }
  return typed && { ...typed, text: filled.join(' '), line: row.line, cells: row.cells.length > 1 ? row.cells : [] }
}
