import { atOnce, type Steps } from '#domain/steps.ts'
import { sizes } from '#exchange/files/sizes.ts'
import { hasThreeDecimals, looksLikeMoney, numberIn, readCount } from './cells.ts'
import { type CountColumn, columnsOf, countByContent, countByTitle } from './counts.ts'
import { type OrderLine, tidy } from './pasted-order.ts'
import type { OrderRow, OrderTable } from './tables.ts'
import { isKeyRole } from './titles.ts'
import { filledOf, typedLine } from './typed-rows.ts'

/** The columns of a table with the ordered goods and their counts. */
export interface TablePlan {
  /** The column whose cells the catalog knows; null if it knows none. */
  key: number | null
  /** Columns that name the goods if the key does not: other codes, then the name. */
  others: number[]
  count: CountColumn
}

/** Every cell of a table that may be an article, for a look-up in the catalog. */
export function articleCells(table: OrderTable): string[] {
  return keyColumns(table).flatMap(({ cells }) => cells.filter(mayBeArticle))
}

/** Articles are no longer than this: a longer cell is a name. */
const mayBeArticle = (cell: string) => cell.length <= sizes.skuLetters && /\p{L}|\d{3}/u.test(cell)

const keyless = ['order', 'count', 'price', 'sum', 'stock', 'pack', 'number', 'unit', 'other']
const keyColumns = (table: OrderTable) => columnsOf(table).filter(({ role }) => !keyless.includes(role))

/** Decides the meaning of columns by their titles, by the catalog's articles, and by their content. */
export function planTable(table: OrderTable, isKnown: (cell: string) => boolean): TablePlan {
  const columns = keyColumns(table)
  const ranked = columns
    .map(({ at, cells, role }) => {
      const filled = cells.filter((cell) => cell !== '')
      const hits = filled.filter((cell) => mayBeArticle(cell) && isKnown(cell)).length
      const letters = filled.filter((cell) => /\p{L}/u.test(cell)).length
      const length = filled.reduce((sum, cell) => sum + cell.length, 0) / Math.max(1, filled.length)
      return { at, role, hits, letters, length }
    })
    .toSorted(
      (a, b) =>
        b.hits - a.hits ||
        Number(b.role === 'article') - Number(a.role === 'article') ||
        Number(isKeyRole(b.role)) - Number(isKeyRole(a.role)) ||
        Number(b.letters > 0) - Number(a.letters > 0) ||
        a.at - b.at,
    )
  const [best] = ranked
  const key = best && best.hits > 0 ? best.at : null
  const named = ranked.filter(({ role, at }) => at !== key && isKeyRole(role) && (key !== null || role !== 'code'))
  const texts = ranked.filter(({ at, letters, role }) => at !== key && letters > 0 && !isKeyRole(role))
  const name =
    texts.find(({ role }) => role === 'name') ?? texts.toSorted((a, b) => b.length - a.length || a.at - b.at)[0]
  // Articles that the catalog does not know are worth less than the name next to them.
  const nameAt = name ? [name.at] : []
  const codes = named.filter(({ hits }) => hits > 0 || !name).map(({ at }) => at)
  const goods = key === null ? [...nameAt, ...codes] : [...codes, ...nameAt]
  const goodsAt = key === null ? goods : [key, ...goods]
  const count = countByTitle(table) ?? countByContent(table, goodsAt.length > 0 ? goodsAt.slice(0, 1) : [0])
  return { key, others: goods, count: withoutKey(count, key) }
}

/** Articles of digits alone look like counts. */
function withoutKey(count: CountColumn, key: number | null): CountColumn {
  if (count.kind !== 'ask') return count
  const columns = count.columns.filter((at) => at !== key)
  return columns.length > 0 ? { kind: 'ask', columns } : { kind: 'none' }
}

type Goods = Pick<TablePlan, 'key' | 'others'>

/**
 * The lines that a table orders, with the counts in column `countAt`, and the number of rows that order nothing.
 * Without such a column, only a cell with goods and a count (`P-1 x2`) is ordered.
 */
export const linesOf = (table: OrderTable, goods: Goods, countAt: number | null): TableLines =>
  atOnce(readLines(table, goods, countAt))

export interface TableLines {
  lines: OrderLine[]
  unordered: number
}

/** `linesOf` row by row. */
export function* readLines(table: OrderTable, goods: Goods, countAt: number | null): Steps<TableLines> {
  const has = hasThreeDecimals(
    table.rows.map(({ cells }) => cells[countAt ?? -1] ?? ''),
    table.titles,
  )
  const lines: OrderLine[] = []
  let unordered = 0
  for (const row of table.rows) {
    yield
    const filled = filledOf(row)
    const read = countAt === null ? ({ kind: 'none' } as const) : readCount(row.cells[countAt] ?? '', has)
    const count = row.isTorn ? ({ kind: 'bad' } as const) : read
    if (count.kind !== 'none') {
      lines.push(tableLine(table, row, goods, count.kind === 'count' ? count.count : null, count.kind === 'bad'))
      continue
    }
    const ragged = countAt === null || table.titles.length > 0 ? null : raggedCount(table, row, goods, countAt)
    if (ragged) {
      lines.push(tableLine(table, row, goods, ragged.count, ragged.count === null))
      continue
    }
    const typed = countAt === null || filled.length === 1 ? typedLine(row) : undefined
    if (typed && (typed.isPlain || (filled.length === 1 && table.titles.length === 0))) lines.push(typed)
    else if (filled.length > 1 || /\d/.test(row.cells[goods.key ?? -1] ?? '')) unordered++
  }
  return { lines, unordered }
}

/**
 * The count of a row that is shorter than the others in a table without a header: it stands in a column of words. null:
 * the row has no number; a count of null: it has several candidates.
 */
function raggedCount(
  table: OrderTable,
  row: OrderRow,
  { key }: Goods,
  countAt: number,
): { count: number | null } | null {
  if ((row.cells[countAt] ?? '').trim() !== '') return null
  const numbers = row.cells.flatMap((cell, at) =>
    at > (key ?? -1) && numberIn(cell) !== null && !looksLikeMoney(cell) ? [{ cell, at }] : [],
  )
  const [only] = numbers
  if (!only) return null
  const read = readCount(only.cell, false)
  const isAmongWords = table.rows.some(
    ({ cells }) => /\p{L}/u.test(cells[only.at] ?? '') && numberIn(cells[only.at] ?? '') === null,
  )
  return { count: numbers.length === 1 && isAmongWords && read.kind === 'count' ? read.count : null }
}

/** Lines of a pasted table without a column of counts: one piece each, unless a number may be a count. */
export function* uncountedLines(table: OrderTable, goods: Goods): Steps<OrderLine[]> {
  const lines: OrderLine[] = []
  for (const row of table.rows) {
    yield
    const typed = typedLine(row)
    if (filledOf(row).length === 1 || typed?.isPlain) {
      if (typed) lines.push(typed)
      continue
    }
    const isCounted = row.cells.some((cell, at) => at !== goods.key && numberIn(cell) !== null)
    lines.push(tableLine(table, row, goods, null, isCounted))
  }
  return lines
}

/** The rows of a table as lines, none of them ordered. */
export function wholeRows(table: OrderTable): OrderLine[] {
  return table.rows.map((row) => tableLine(table, row, { key: null, others: [] }, null, false))
}

function tableLine(
  table: OrderTable,
  { line, cells }: OrderRow,
  { key, others }: Goods,
  quantity: number | null,
  badQuantity: boolean,
): OrderLine {
  const reading = (at: number) => {
    const article = tidy((cells[at] ?? '').slice(0, sizes.lineLetters))
    return article === '' ? [] : [{ article, quantity }]
  }
  const main = key === null ? [] : reading(key)
  const [first, ...further] = [...main, ...others.flatMap(reading)]
  const filled = filledOf({ line, cells })
  return {
    line,
    text: (table.sheet === '' ? filled : [`${table.sheet}:`, ...filled]).join(' ').slice(0, sizes.nameLetters),
    cells,
    readings: [first ?? { article: '', quantity }],
    others: further,
    // An unknown text in the column of articles may mean other goods than the name next to it.
    isSure: main.length === 0,
    badQuantity,
  }
}
