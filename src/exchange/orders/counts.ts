import { atOnce, type Steps } from '#domain/steps.ts'
import { hasThreeDecimals, looksLikeMoney, numberIn, readCount } from './cells.ts'
import type { OrderTable } from './tables.ts'
import { isStockCaption, type TitleRole, titleRole } from './titles.ts'

/** The column of counts; `ask`: one of these may be it, the likelier first; `none`: there is none. */
export type CountColumn = { kind: 'sure'; at: number } | { kind: 'ask'; columns: number[] } | { kind: 'none' }

/** No order has more pieces of anything: such a column has prices. */
const MOST_PIECES = 100_000
/** The least share of counts among the filled cells of a column of counts. */
const MOST = 0.6

interface Column {
  at: number
  role: TitleRole
  cells: readonly string[]
  /** null if a cell is not a count. */
  counts: readonly (number | null)[]
  valid: number
}

const known = new WeakMap<OrderTable, readonly Column[]>()

/** The columns of a table with their counts; read once. */
export function columnsOf(table: OrderTable): readonly Column[] {
  return known.get(table) ?? atOnce(readColumns(table))
}

/** Reads the columns one by one and caches them for `columnsOf`. */
export function* readColumns(table: OrderTable): Steps<readonly Column[]> {
  const { rows, titles } = table
  const width = rows.reduce((most, { cells }) => Math.max(most, cells.length), titles.length)
  const columns: Column[] = []
  for (let at = 0; at < width; at++) {
    const cells = rows.map((row) => (row.cells[at] ?? '').trim())
    const has = hasThreeDecimals(cells, titles)
    const counts = cells.map((cell) => {
      const read = readCount(cell, has)
      return read.kind === 'count' ? read.count : null
    })
    const role = titles.length > 0 ? titleRole(titles[at] ?? '') : 'blank'
    columns.push({ at, role, cells, counts, valid: counts.filter((count) => count !== null).length })
    yield
  }
  known.set(table, columns)
  return columns
}

/** The column of counts by its title; null if no title is one of counts. */
export function countByTitle(table: OrderTable): CountColumn | null {
  const columns = columnsOf(table)
  const strong = columns.filter(({ role }) => role === 'order')
  const bare = columns.filter(({ role }) => role === 'count')
  if (strong.length + bare.length === 0) return null
  const isStock = [table.sheet, ...table.captions].some(isStockCaption)
  const filled = (some: readonly Column[]) => some.filter(({ valid }) => valid > 0)
  const [orders, counts] = [filled(strong), filled(bare)]
  if (orders.length > 0) {
    const one = oneOf(orders, columns)
    // The same number in every row, while another column of counts varies, is the number of the order.
    if (one && !(isConstant(one) && counts.some((column) => !isConstant(column)))) return { kind: 'sure', at: one.at }
    return ask([...orders, ...counts])
  }
  if (counts.length > 0) {
    const one = oneOf(counts, columns)
    // In a list of stock, a person writes the order into a column without a title.
    const isFull = ({ valid }: Column) => valid > (counts[0]?.valid ?? 0) / 2
    const untitled = columns.filter((column) => column.role === 'blank' && isCounting(column) && isFull(column))
    if (one && strong.length === 0 && !isStock && untitled.length === 0) return { kind: 'sure', at: one.at }
    return ask([...untitled, ...counts])
  }
  // The titled column is empty: the counts may be in another column.
  const others = columns.filter((column) => column.role === 'blank' || column.role === 'unknown').filter(isCounting)
  if (others.length > 0) return ask(others)
  const [named = bare[0]] = strong
  return named ? { kind: 'sure', at: named.at } : null
}

const ask = (columns: readonly Column[]): CountColumn => ({ kind: 'ask', columns: columns.map(({ at }) => at) })

/** One of several columns of counts: all are equal, or one is the sum of the others. */
function oneOf(some: readonly Column[], all: readonly Column[]): Column | null {
  const [first] = some
  if (!first) return null
  if (some.every((column) => column.counts.every((count, row) => count === first.counts[row]))) return first
  const total = some.find((column) => isTotal(column, all))
  return total ?? null
}

function isTotal(column: Column, all: readonly Column[]): boolean {
  const parts = all.filter(
    (other) => other !== column && ['order', 'count', 'unknown'].includes(other.role) && other.valid > 0,
  )
  const sums = column.counts.map((_, row) => parts.reduce((sum, part) => sum + (part.counts[row] ?? 0), 0))
  return parts.length > 1 && column.counts.every((count, row) => (count ?? 0) === sums[row])
}

const isConstant = ({ counts }: Column) => counts.length > 2 && new Set(counts).size === 1

/** Counts or zeros: a zero stands for goods that are not ordered. */
function isCounting({ cells, counts }: Column): boolean {
  const filled = cells.filter((cell) => cell !== '').length
  const fits = cells.filter((cell, row) => counts[row] !== null || /^0+(?:[.,]0+)?$/.test(cell)).length
  return fits > 0 && fits >= filled * MOST && Math.max(...counts.map((count) => count ?? 0)) < MOST_PIECES
}

/**
 * The column of counts by its content. Without a header, the only possible column is it; with one, a column without a
 * title of counts is at most asked about. A column proves itself if price times count is the sum.
 */
export function countByContent(table: OrderTable, goodsAt: readonly number[]): CountColumn {
  const columns = columnsOf(table).filter(({ at }) => !goodsAt.includes(at))
  const firstGoods = Math.min(...goodsAt)
  const counting = columns.filter(isCounting)
  const never: TitleRole[] = [
    ...['price', 'sum', 'number', 'other', 'name', 'unit'],
    ...['article', 'model', 'code', 'barcode'],
  ] as TitleRole[]
  const possible = counting.filter(({ role }) => !never.includes(role))
  const unnumbered = possible.filter((column) => !(column.at < firstGoods && isNumbering(column, possible.length > 1)))
  const isMoney = ({ at, cells }: Column) => table.money.includes(at) || cells.some(looksLikeMoney)
  const plain = unnumbered
    .filter((column) => !isMoney(column) && !isProduct(column, unnumbered))
    .toSorted((a, b) => meanOf(a) - meanOf(b))
  const likely = plain.filter(({ role }) => role === 'blank' || role === 'unknown')
  const proven = likely.filter((column) => isProven(column, columns))
  if (proven.length === 1 && proven[0]) return { kind: 'sure', at: proven[0].at }
  const isHeaded = table.titles.length > 0
  const isStock = [table.sheet, ...table.captions].some(isStockCaption)
  if (!isHeaded && !isStock && plain.length === 1 && plain[0]) return { kind: 'sure', at: plain[0].at }
  const rest = plain.filter((column) => !likely.includes(column))
  const all = [...proven, ...likely.filter((column) => !proven.includes(column)), ...rest]
  if (all.length > 0) return ask(all)
  return unnumbered.length > 0 ? ask(unnumbered) : { kind: 'none' }
}

/** Numbers of rows: 1, 2, 3. A single row with 1 may as well order one piece. */
function isNumbering({ cells, counts }: Column, hasOthers: boolean): boolean {
  const values = counts.filter((count) => count !== null)
  const isWhole = cells.every((cell, row) => cell === '' || counts[row] !== null)
  return isWhole && values.every((value, i) => value === i + 1) && (values.length > 1 || hasOthers)
}

/** A column of sums: in each row the product of the same two other columns. */
function isProduct(column: Column, all: readonly Column[]): boolean {
  const others = all.filter((other) => other !== column)
  return others.some((one, i) =>
    others.slice(i + 1).some((other) => {
      const rows = column.counts.map((sum, row) => ({
        sum,
        one: one.counts[row] ?? null,
        other: other.counts[row] ?? null,
      }))
      const filled = rows.filter((row) => row.sum !== null && row.one !== null && row.other !== null)
      return (
        filled.length === column.valid &&
        filled.every((row) => row.sum === (row.one ?? 0) * (row.other ?? 0)) &&
        filled.some((row) => row.one !== 1 && row.other !== 1)
      )
    }),
  )
}

function meanOf({ counts, valid }: Column): number {
  return counts.reduce<number>((sum, count) => sum + (count ?? 0), 0) / Math.max(1, valid)
}

/** True if a price times this count is a sum, in every row that has the three. */
function isProven(column: Column, all: readonly Column[]): boolean {
  const numbers = (of: Column) => of.cells.map(numberIn)
  const others = all.filter((other) => other !== column && other.cells.some((cell) => numberIn(cell) !== null))
  const isPrice = (of: Column) => of.role === 'price' || of.cells.some(looksLikeMoney)
  return others.filter(isPrice).some((price) =>
    others.some((sum) => {
      if (sum === price) return false
      const [prices, sums] = [numbers(price), numbers(sum)]
      const rows = column.counts.flatMap((count, row) => {
        const [each, together] = [prices[row], sums[row]]
        return count === null || each === null || together === null || each === undefined || together === undefined
          ? []
          : [{ count, isRight: Math.abs(each * count - together) < 0.02 }]
      })
      return rows.length > 0 && rows.every(({ isRight }) => isRight) && rows.some(({ count }) => count > 1)
    }),
  )
}
