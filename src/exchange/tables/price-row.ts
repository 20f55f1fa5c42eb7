import { normaliseCurrency } from '#exchange/cells/currencies.ts'
import { machineStyle } from '#exchange/cells/number-style.ts'
import { parsePrice } from '#exchange/cells/numbers.ts'
import type { RejectReason } from '#exchange/cells/records.ts'
import { readStockCell } from '#exchange/cells/stock-cells.ts'
import type { Columns, PriceColumn } from './column-shapes.ts'

/** Prices of one row by price type, in kopecks per piece; null is on request. */
export interface RowPrices {
  prices: Map<string, number | null>
  /** The currencies of prices that have no rouble price, one for each price. */
  foreign: string[]
  doubts: { column: string; reason: RejectReason; value: string }[]
}

type ReadPrice = { kopecks: number | null } | { foreign: string } | { reason: RejectReason } | 'nothing'

/** The prices of a row. `text` returns the words of a cell. */
export function readPrices(columns: Columns, text: (at: number | null) => string): RowPrices {
  const row: RowPrices = { prices: new Map(), foreign: [], doubts: [] }
  const foreign = new Map<string, string>()
  const asRouble = new Set<string>()
  for (const column of columns.prices) {
    const { priceType } = column
    const read = readPrice(column, columns, text)
    if (read === 'nothing') continue
    if ('reason' in read) row.doubts.push({ column: column.title, reason: read.reason, value: text(column.at) })
    else if ('foreign' in read) foreign.set(priceType, read.foreign)
    // «Дилерская цена» in dollars and «Дилерская цена, руб.» are one price type: the rouble price counts.
    else if (!asRouble.has(priceType)) {
      const isRouble = column.currency === 'RUB' && read.kopecks !== null
      if (isRouble) asRouble.add(priceType)
      if (isRouble || (row.prices.get(priceType) ?? null) === null) row.prices.set(priceType, read.kopecks)
    }
  }
  for (const [priceType, currency] of foreign) {
    if ((row.prices.get(priceType) ?? null) !== null) continue
    row.foreign.push(currency)
    if (columns.isWhole) row.prices.set(priceType, null)
    else row.prices.delete(priceType)
  }
  return row
}

function readPrice(column: PriceColumn, columns: Columns, text: (at: number | null) => string): ReadPrice {
  const words = text(column.at)
  const rowCurrency = text(column.currencyAt)
  const price = parsePrice(words, column.currency ?? normaliseCurrency(rowCurrency), column.style)
  if (!price.ok) return { reason: price.reason }
  if (price.foreign !== undefined) return { foreign: price.foreign }
  const { kopecks } = price
  // «По запросу» under another currency does not mean the rouble price.
  if (kopecks === null && !column.isOurs && !columns.isWhole) return 'nothing'
  if (kopecks === null) return { kopecks }
  if (column.needsCurrency && rowCurrency === '') return { reason: 'no_currency' }
  const pieces = piecesOf(column, columns, text)
  if (pieces === null || kopecks % pieces !== 0) return { reason: 'no_pack_size' }
  return { kopecks: kopecks / pieces }
}

const packUnit = /^(уп|упак|упаковка|кор|короб|коробка|ящ|ящик|пач|пачка|pack|box|carton|case)\.?$/iu

/** The pieces that a price is for; null if the row does not state it. Goods sold by the pack are pieces themselves. */
function piecesOf(column: PriceColumn, columns: Columns, text: (at: number | null) => string): number | null {
  if (column.per !== 'pack') return column.per
  if (packUnit.test(text(columns.unit))) return 1
  const size = readStockCell(text(columns.packSize), machineStyle)
  return size.says === 'count' && size.quantity > 0 ? size.quantity : null
}
