import type { PdfCell, PdfLine } from '#exchange/files/pdf-lines.ts'
import { titleRole } from './titles.ts'

/** Left and right edges, in points. */
export interface PdfSpan {
  left: number
  right: number
}

const HEADER_LINES = 3
/** The largest distance of two lines of one cell, in points. */
export const LINE_STEP_MOST = 20
const goods = ['article', 'name', 'model', 'code', 'barcode']

/** The titles of a table in one line of a page or several: in line `at` and `below` more lines under it. */
export interface PdfHeader {
  at: number
  below: number
  cells: PdfCell[]
}

/** The first header, in the fewest possible lines: a line above it is not part of it. */
export function findHeader(lines: readonly PdfLine[]): PdfHeader | null {
  for (let below = 0; below < HEADER_LINES; below++) {
    for (const at of lines.keys()) {
      const cells = joinedLines(lines.slice(at, at + below + 1))
      if (cells && isHeader(cells)) return withRest(lines, { at, below, cells })
    }
  }
  return null
}

/** null: the lines are too far apart, or a lower one has numbers. */
function joinedLines(lines: readonly PdfLine[]): PdfCell[] | null {
  const [first, ...others] = lines
  let [cells, last] = [first?.cells ?? [], first]
  for (const line of others) {
    if (!last || last.page !== line.page || last.height - line.height > LINE_STEP_MOST) return null
    if (line.cells.some(({ text }) => /\d/.test(text))) return null
    cells = withLine(cells, line.cells)
    last = line
  }
  return cells
}

/** True for titles with one of goods and one of a count. */
export function isHeader(cells: readonly PdfCell[]): boolean {
  const roles = cells.map(({ text }) => titleRole(text))
  return roles.some((role) => goods.includes(role)) && roles.some((role) => role === 'order' || role === 'count')
}

/** Adds titles that continue below the others («Цена» over «без НДС») and are not a row of goods. */
function withRest(lines: readonly PdfLine[], header: PdfHeader): PdfHeader {
  const next = lines[header.at + header.below + 1]
  const last = lines[header.at + header.below]
  if (!next || !last || next.page !== last.page || header.below + 1 >= HEADER_LINES) return header
  const isTitle = next.cells.every(
    (cell) =>
      !/\d/.test(cell.text) &&
      header.cells.some((one) => overlap(one, cell) > 0 && (!isWholeGoods(one) || /^\p{Ll}/u.test(cell.text))),
  )
  if (!isTitle) return header
  return { ...header, below: header.below + 1, cells: withLine(header.cells, next.cells) }
}

/** «Товары (работы,» continues below. */
const isWholeGoods = ({ text }: PdfCell) => goods.includes(titleRole(text)) && !/\([^)]*$/.test(text)

function withLine(cells: readonly PdfCell[], below: readonly PdfCell[]): PdfCell[] {
  const joined = cells.map((cell) => ({ ...cell }))
  for (const cell of below) {
    const over = joined.find((one) => overlap(one, cell) > 0)
    if (over) Object.assign(over, { ...union(over, cell), text: joinedText(over.text, cell.text) })
    else joined.push({ ...cell })
  }
  return joined.toSorted((a, b) => a.left - b.left)
}

/** Two lines of one cell: `Кол-` and `во`, `Количеств` and `о` are one word, `HDMI-` and `10` one article. */
export function joinedText(upper: string, lower: string): string {
  const isOneWord = /\p{Ll}$/u.test(upper) && /^\p{Ll}{1,3}$/u.test(lower)
  return upper.endsWith('-') || upper === '' || isOneWord ? `${upper}${lower}` : `${upper} ${lower}`
}

/** The common width of two spans; below zero: the gap between them. */
export const overlap = (one: PdfSpan, other: PdfSpan) =>
  Math.min(one.right, other.right) - Math.max(one.left, other.left)
const union = (one: PdfSpan, other: PdfSpan) => ({
  left: Math.min(one.left, other.left),
  right: Math.max(one.right, other.right),
})
