import type { RejectReason } from '#exchange/cells/records.ts'
import { readStockCell, type StockCell } from '#exchange/cells/stock-cells.ts'
import { type Columns, MAIN_WAREHOUSE, type StockColumn } from './column-shapes.ts'

/** Stock of one row: never more in all than the row's total. */
export interface RowStock {
  places: Map<string, number>
  /** A cell states that there are some, without a count. */
  isSome: boolean
  doubts: { column: string; reason: RejectReason; value: string }[]
}

interface ReadStockCell {
  column: StockColumn
  text: string
  cell: StockCell
}

/** The stock of a row. `text` returns the words of a cell. */
export function readStock(columns: Columns, text: (at: number | null) => string): RowStock {
  const stock: RowStock = { places: new Map(), isSome: false, doubts: [] }
  if (columns.stocks.length === 0) return stock
  const reads: ReadStockCell[] = columns.stocks.map((column) => {
    const words = text(column.at)
    return { column, text: words, cell: readStockCell(words, column.style) }
  })
  for (const { column, text: value, cell } of reads) {
    if (cell.says === 'unreadable') stock.doubts.push({ column: column.title, reason: cell.reason, value })
    if (cell.says === 'some' && column.use !== 'reserved') stock.isSome = true
  }
  const named = reads.filter(({ column }) => column.place !== null && !column.isTotal)
  const isSplit = named.some(({ column }) => column.use !== 'reserved')
  const unnamed = reads.filter((read) => !named.includes(read))
  if (!isSplit) {
    takeWhole(stock, unnamed, text(columns.warehouse) || MAIN_WAREHOUSE, named)
    return stock
  }
  for (const place of new Set(named.map(({ column }) => column.place ?? ''))) {
    const quantity = quantityOf(named.filter(({ column }) => column.place === place))
    if (quantity !== null) stock.places.set(place, quantity)
  }
  capByTotals(stock, unnamed, named)
  return stock
}

const isTotal = ({ column }: ReadStockCell) => column.isTotal

/** One warehouse: a total counts like stock without a warehouse. */
function takeWhole(
  stock: RowStock,
  unnamed: readonly ReadStockCell[],
  place: string,
  reserved: readonly ReadStockCell[],
): void {
  const own = unnamed.filter((read) => !isTotal(read))
  const counted = own.some(({ column }) => column.use !== 'reserved') ? own : unnamed
  const quantity = quantityOf([
    ...counted,
    ...reserved,
    ...unnamed.filter((read) => isTotal(read) && !counted.includes(read) && hasSaid(read)),
  ])
  if (quantity !== null) stock.places.set(place, quantity)
}

const hasSaid = ({ cell }: ReadStockCell) => cell.says === 'count'

/** Pieces of one warehouse that can be sold: free ones, or on hand minus reserved; null if unknown. */
function quantityOf(reads: readonly ReadStockCell[]): number | null {
  const free = reads.filter(({ column }) => column.use === 'free')
  const onHand = reads.filter(({ column }) => column.use === 'onHand')
  if (free.length > 0) {
    const count = least(free)
    // Free pieces beyond the stock on hand are still on their way.
    return count === null ? null : Math.min(count, least(onHand.filter(hasSaid)) ?? count)
  }
  const count = least(onHand)
  const reserved = reads.filter(({ column }) => column.use === 'reserved')
  if (count === null || reserved.some(({ cell }) => cell.says === 'unreadable' || cell.says === 'some')) return null
  return Math.max(0, count - sum(reserved.map(countOf)))
}

const countOf = ({ cell }: ReadStockCell) => (cell.says === 'count' ? cell.quantity : 0)
const sum = (numbers: Iterable<number>) => [...numbers].reduce((total, one) => total + one, 0)

/** Of two columns with the same pieces, the smaller count is safe. */
function least(reads: readonly ReadStockCell[]): number | null {
  const counts = reads.flatMap((read) =>
    read.cell.says === 'count' || read.cell.says === 'nothing' ? [countOf(read)] : [],
  )
  return counts.length === 0 ? null : Math.min(...counts)
}

/** If warehouses are named, their stock must not exceed the stock without a warehouse. */
function capByTotals(stock: RowStock, unnamed: readonly ReadStockCell[], named: readonly ReadStockCell[]): void {
  const added = sum(stock.places.values())
  const reserved = sum(unnamed.filter(({ column }) => column.use === 'reserved').map(countOf))
  const isNet = named.some(({ column }) => column.use !== 'onHand')
  const totals = unnamed.filter((read) => read.column.use !== 'reserved' && hasSaid(read))
  const free = totals.filter(({ column }) => column.use === 'free')
  const onHand = totals.filter(({ column }) => column.use === 'onHand')
  const caps = [
    ...free.map(countOf),
    ...onHand.map((read) => Math.max(0, countOf(read) - (free.length > 0 ? 0 : reserved))),
    ...(reserved > 0 && !isNet && free.length === 0 ? [Math.max(0, added - reserved)] : []),
  ]
  const cap = Math.min(...caps)
  const compared = totals.find(({ column }) => (column.use === 'free') === isNet)
  const isWhole = named.every(({ cell }) => cell.says === 'count' || cell.says === 'nothing')
  if (compared && isWhole && countOf(compared) !== added)
    stock.doubts.push({ column: compared.column.title, reason: 'stock_differs', value: compared.text })
  let over = added - cap
  for (const [place, quantity] of [...stock.places].toReversed()) {
    if (!(over > 0)) break
    stock.places.set(place, Math.max(0, quantity - over))
    over -= Math.min(quantity, over)
  }
}
