import { sizes } from '#exchange/files/sizes.ts'
import { countOf } from './pasted-order.ts'
import { isKeyRole, isTotalText, plainTitle, type TitleRole, titleRole } from './titles.ts'

export interface OrderRow {
  /** The row number in a spreadsheet, from 1. */
  line: number
  cells: readonly string[]
  /** A sign within a cell has split it: the cells behind it are in wrong columns. */
  isTorn?: boolean
}

/** Rows of one sheet, page or text. */
export interface OrderSheet {
  /** Empty if there is only one sheet. */
  name: string
  /** The name of the sheet, always. */
  title?: string
  rows: readonly OrderRow[]
  /** Columns that a spreadsheet formats as money. */
  money: readonly number[]
}

/** Rows that share their columns: the rows below one header, or a sheet without one. */
export interface OrderTable {
  sheet: string
  /** Empty without a header. */
  titles: readonly string[]
  /** Texts above the table: they may call it a list of stock. */
  captions: readonly string[]
  money: readonly number[]
  rows: readonly OrderRow[]
  /** Rows above a header, or a sheet without goods: they count as lines only if they name goods. */
  isAside?: boolean
}

const TITLE_LETTERS = 80
/** A row with a lower score has a title's word by chance. */
const HEADER_SCORE = 3

/** The tables of a sheet: each header begins a new one, unless it repeats the former one. */
export function tablesOf({ name, title, rows, money }: OrderSheet): OrderTable[] {
  // A line of dashes separates a header from its rows.
  const filled = rows.filter(({ cells }) => cells.some((cell) => /[^\s\-–—:=_|]/.test(cell)))
  const tables: { titles: string[]; captions: string[]; rows: OrderRow[]; isAside?: boolean }[] = []
  let current: (typeof tables)[number] = { titles: [], captions: [], rows: [] }
  for (let at = 0; at < filled.length; at++) {
    const row = filled[at] as OrderRow
    if (isHeader(filled, at, current.titles.length > 0)) {
      const { titles, below } = joinedTitles(filled, at)
      at += below
      if (isSame(titles, current.titles)) continue
      if (current.titles.length > 0) tables.push(current)
      else tables.push({ ...current, rows: current.rows.filter(isSeveralCells), isAside: true })
      const captions = current.titles.length > 0 ? [] : current.rows.flatMap(({ cells }) => cells.filter(isFilled))
      const typed = current.titles.length > 0 ? [] : current.rows.filter(isTypedOrder)
      current = { titles, captions, rows: typed }
    } else if (!isTotalRow(row, current.titles)) current.rows.push(row)
  }
  tables.push(current)
  return tables
    .filter((table) => table.rows.length > 0)
    .map((table) => ({
      ...{ ...table, sheet: name, money },
      captions: [...(title ? [title] : []), ...table.captions],
    }))
}

const isSeveralCells = ({ cells }: OrderRow) => cells.filter(isFilled).length > 1
const isFilled = (cell: string) => cell.trim() !== ''
const isSame = (one: readonly string[], other: readonly string[]) =>
  one.length > 0 &&
  one.map(plainTitle).join('|').replace(/\|+$/, '') === other.map(plainTitle).join('|').replace(/\|+$/, '')

const COUNT_LETTERS = 40
const typedCount = /(?:\d\s{0,9}(?:шт|pcs)\.?|\s[xх×*]\s{0,9}\d{1,9})$/iu

/** True for a single cell with goods and a count («P-1 x2»): it is ordered, whatever the columns are. */
export function isTypedOrder({ cells }: OrderRow): boolean {
  const filled = cells.filter(isFilled)
  const text = filled[0] ?? ''
  const count = filled.length === 1 ? typedCount.exec(text.slice(-COUNT_LETTERS)) : null
  return count !== null && /\d/.test(text.slice(0, text.length - count[0].length))
}

function isTotalRow({ cells }: OrderRow, titles: readonly string[]): boolean {
  const key = titles.findIndex((title) => isKeyRole(titleRole(title)))
  const first = cells.find((cell) => /\p{L}/u.test(cell)) ?? ''
  const isKeyless = key < 0 || !isFilled(cells[key] ?? '') || cells[key] === first
  return isKeyless && isTotalText(first) && cells.filter(isFilled).length <= Math.max(4, cells.length / 2)
}

const goods = new Set(['article', 'model', 'code', 'barcode', 'name'])

/** The role of a cell that may be a title; «Артикул PT-700» is not one. */
function roleOf(cell: string): TitleRole {
  const role = titleRole(cell)
  const isArticle = role !== 'barcode' && /\d{3}|\p{L}-?\d{2}/u.test(cell)
  return cell.length > TITLE_LETTERS || isArticle ? 'unknown' : role
}

function scoreOf(cells: readonly string[]): number {
  if (cells.some((cell) => /^\s*\d+(?:[.,]\d+)?\s*$/.test(cell))) return 0
  const roles = new Set(cells.map(roleOf))
  const isCounted = roles.has('order') || roles.has('count')
  if (!isCounted && ![...roles].some((role) => goods.has(role))) return 0
  roles.delete('blank')
  roles.delete('unknown')
  roles.delete('order')
  roles.delete('count')
  return [...roles].reduce((sum, role) => sum + (goods.has(role) ? 2 : 1), isCounted ? 2 : 0)
}

function isHeader(rows: readonly OrderRow[], at: number, isLater: boolean): boolean {
  const { cells } = rows[at] as OrderRow
  if (!isLater && at >= sizes.rowsBeforeHeader) return false
  const score = scoreOf(cells)
  if (score < 2 || cells.filter(isFilled).length < (score === 2 ? 1 : 2)) return false
  if (score >= (isLater ? HEADER_SCORE + 1 : HEADER_SCORE)) return !isWeaker(rows, at, score)
  // «Кол-во» alone is a header only if counts stand below it. «Заказ: | ООО …» is not one.
  if (isLater || isWeaker(rows, at, score)) return false
  const counted = cells.findIndex((cell) => ['order', 'count'].includes(titleRole(cell)) && !/:\s*$/.test(cell))
  // «Артикул» alone: the columns next to it have no titles.
  if (counted < 0)
    return cells.some((cell) => goods.has(roleOf(cell))) && (rows[at + 1]?.cells.filter(isFilled).length ?? 0) > 1
  const below = rows.slice(at + 1).map((row) => (row.cells[counted] ?? '').trim())
  const counts = below.filter((cell) => countOf(cell) !== null).length
  return counts > 0 && counts >= below.filter((cell) => cell !== '').length * 0.6
}

/** True if the next row names more roles: it is the header, and this one is joined to it. */
function isWeaker(rows: readonly OrderRow[], at: number, score: number): boolean {
  const next = rows[at + 1]
  return next !== undefined && scoreOf(next.cells) > score
}

/** The titles of a header in one row or two, and the number of its rows below `at`. */
function joinedTitles(rows: readonly OrderRow[], at: number): { titles: string[]; below: number } {
  let titles = [...(rows[at] as OrderRow).cells]
  const above = rows[at - 1]
  if (above && isUpperPart(above.cells, titles)) titles = joined(spread(above.cells, titles), titles)
  let below = 0
  const next = rows[at + 1]
  if (next && isLowerPart(next.cells, titles)) {
    titles = joined(spread(titles, next.cells), next.cells)
    below++
  }
  // Some forms number their columns below the header: 1, 2, 3, 4.
  const numbers = (rows[at + 1 + below]?.cells ?? []).filter(isFilled).map((cell) => cell.trim())
  if (numbers.length > 2 && numbers.every((cell, i) => cell === String(i + 1))) below++
  return { titles, below }
}

const isTitleText = (cell: string) => cell.length <= TITLE_LETTERS / 2 && !/\d{2}|^\s*\d/.test(cell)

/** True for an incomplete upper row of words only: «Заказ» over «шт». */
function isUpperPart(upper: readonly string[], lower: readonly string[]): boolean {
  const filled = upper.flatMap((cell, at) => (isFilled(cell) ? [{ cell, at }] : []))
  if (filled.length === 0 || !filled.every(({ cell }) => isTitleText(cell))) return false
  if (filled.length === 1 && filled[0]?.at === 0) return false
  return filled.some(({ at }) => isFilled(lower[at] ?? '')) || filled.length > 1
}

function isLowerPart(lower: readonly string[], upper: readonly string[]): boolean {
  const filled = lower.flatMap((cell, at) => (isFilled(cell) ? [{ cell, at }] : []))
  if (filled.length === 0 || !filled.every(({ cell }) => isTitleText(cell))) return false
  return filled.every(({ at, cell }) => {
    const role = titleRole(upper[at] ?? '')
    if (goods.has(role) || role === 'number') return false
    const isPart = ['unit', 'order', 'count', 'price', 'stock', 'pack', 'sum'].includes(titleRole(cell))
    return isPart || role === 'blank' || (filled.length > 1 && ['price', 'stock', 'order', 'count'].includes(role))
  })
}

/** A merged cell has text in its first column only: the title extends over blank columns as far as `other` has text. */
function spread(upper: readonly string[], other: readonly string[]): string[] {
  let last = ''
  return Array.from({ length: Math.max(upper.length, other.length) }, (_, at) => {
    const own = upper[at] ?? ''
    if (isFilled(own)) last = own
    else if (!isFilled(other[at] ?? '')) last = ''
    return isFilled(own) ? own : last
  })
}

function joined(upper: readonly string[], lower: readonly string[]): string[] {
  return Array.from({ length: Math.max(upper.length, lower.length) }, (_, at) =>
    [upper[at] ?? '', lower[at] ?? '']
      .map((cell) => cell.trim())
      .filter((cell) => cell !== '')
      .join(' '),
  )
}
