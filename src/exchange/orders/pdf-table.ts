import { type PdfCell, type PdfLine, textOf } from '#exchange/files/pdf-lines.ts'
import {
  findHeader,
  isHeader,
  joinedText,
  LINE_STEP_MOST,
  overlap,
  type PdfHeader,
  type PdfSpan,
} from './pdf-header.ts'
import type { OrderRow } from './tables.ts'
import { isTotalText, titleRole } from './titles.ts'

/** A table on the pages of a PDF: its titles, its rows, and the lines outside of it. */
export interface PdfTable {
  titles: string[]
  rows: OrderRow[]
  around: PdfLine[]
}

/** The table of a PDF; null if no line is a header with goods and a count. */
export function findPdfTable(lines: readonly PdfLine[]): PdfTable | null {
  const header = findHeader(lines)
  if (!header) return null
  const { body, around } = bodyOf(lines, header)
  const columns = columnsOf(header.cells, body)
  const titles = columns.map((column) => textIn(header.cells, column))
  return { titles, rows: rowsOf(body, columns, titles), around }
}

/** The lines below the header up to the first total; the header's repetitions on further pages are skipped. */
function bodyOf(lines: readonly PdfLine[], header: PdfHeader): { body: PdfLine[]; around: PdfLine[] } {
  const around = lines.slice(0, header.at)
  const body: PdfLine[] = []
  let isOver = false
  let passed = header.at + header.below
  for (let at = passed + 1; at < lines.length; at++) {
    const line = lines[at] as PdfLine
    if (at <= passed) continue
    if (isHeader(line.cells)) {
      passed = at + header.below
      isOver = false
      continue
    }
    if (isTotalText(textOf(line))) isOver = true
    if (isOver || isPageMark(line, header)) around.push(line)
    else body.push(line)
  }
  return { body, around }
}

/** True for a page's number, and for a line across several columns: a footer, a signature. */
function isPageMark(line: PdfLine, { cells }: PdfHeader): boolean {
  if (/(?:^|\s)(?:стр|страница|лист|page)\.?\s*(?:№\s*)?\d+/iu.test(textOf(line))) return true
  return line.cells.some((cell) => cells.filter((title) => overlap(title, cell) > 0).length > 2)
}

/** Columns do not overlap: each is the union of cells that stand above one another, its title included. */
function columnsOf(header: readonly PdfCell[], body: readonly PdfLine[]): PdfSpan[] {
  const wide = body.filter(({ cells }) => cells.length > 2).flatMap(({ cells }) => cells)
  let columns: (PdfSpan & { isTitle: boolean; isFilled: boolean })[] = []
  const all = [
    ...header.map((cell) => ({ ...cell, isTitle: true, isFilled: false })),
    ...wide.map((cell) => ({ ...cell, isTitle: false, isFilled: true })),
  ].toSorted((a, b) => a.left - b.left)
  for (const { left, right, isTitle, isFilled } of all) {
    const last = columns.at(-1)
    if (last && left < last.right) {
      Object.assign(last, { right: Math.max(last.right, right) })
      last.isTitle ||= isTitle
      last.isFilled ||= isFilled
    } else columns.push({ left, right, isTitle, isFilled })
  }
  // A title stands on the left of its column, its numbers on the right.
  for (let at = 0; at + 1 < columns.length; at++) {
    const [one, next] = columns.slice(at, at + 2)
    if (!one || !next || (one.isTitle && one.isFilled) || (next.isTitle && next.isFilled)) continue
    if (one.isTitle === next.isTitle) continue
    const both = { left: one.left, right: next.right, isTitle: true, isFilled: true }
    columns = [...columns.slice(0, at), both, ...columns.slice(at + 2)]
  }
  return columns.map(({ left, right }) => ({ left, right }))
}

function columnAt(columns: readonly PdfSpan[], cell: PdfSpan): number {
  const distances = columns.map((column) => -overlap(column, cell))
  return distances.indexOf(Math.min(...distances))
}

const textIn = (cells: readonly PdfCell[], column: PdfSpan) =>
  cells
    .filter((cell) => overlap(column, cell) > 0)
    .map(({ text }) => text)
    .join(' ')

/** A line with a number outside the goods' column begins a row; other lines continue the nearest row. */
function rowsOf(body: readonly PdfLine[], columns: readonly PdfSpan[], titles: readonly string[]): OrderRow[] {
  const numeric = titles.flatMap((title, at) =>
    ['order', 'count', 'price', 'sum'].includes(titleRole(title)) ? [at] : [],
  )
  const lines = body.map((line) => {
    const cells = columns.map(() => '')
    for (const cell of line.cells) {
      const at = columnAt(columns, cell)
      cells[at] = joinedText(cells[at] ?? '', cell.text)
    }
    return { ...line, texts: cells, isAnchor: numeric.some((at) => /\d/.test(cells[at] ?? '')) }
  })
  const owners = lines.map((line, at) => (line.isAnchor ? at : ownerOf(lines, at)))
  const owned = Map.groupBy(lines, (_, at) => owners[at])
  return lines.flatMap((line, at) => {
    if (!line.isAnchor) return []
    const own = owned.get(at) ?? []
    const cells = columns.map((_, column) =>
      own.reduce(
        (text, one) => ((one.texts[column] ?? '') === '' ? text : joinedText(text, one.texts[column] ?? '')),
        '',
      ),
    )
    return [{ line: at + 1, cells }]
  })
}

/** The row of a line without numbers, or -1: the lines of one cell are closer to each other than rows are. */
function ownerOf(lines: readonly (PdfLine & { isAnchor: boolean })[], at: number): number {
  const gap = (one: number, other: number) => {
    const [a, b] = [lines[one], lines[other]]
    return a && b && a.page === b.page ? Math.abs(a.height - b.height) : Number.POSITIVE_INFINITY
  }
  const [up, down] = [gap(at - 1, at), gap(at, at + 1)]
  const step = up <= down * 1.1 + 0.5 ? -1 : 1
  for (let other = at; gap(other, other + step) <= LINE_STEP_MOST; other += step)
    if (lines[other + step]?.isAnchor) return other + step
  return -1
}
