import type { Columns } from './columns.ts'
import { normaliseCurrency, parseAvailability, parsePrice, parseStock, parseVatRate } from './numbers.ts'
import type { CatalogRecord, RejectedRecord, RejectReason } from './records.ts'
import { sizes } from './sizes.ts'

/** What one row of goods says, or why it is left out whole: a row is never taken by halves. */
export function readTableRow(
  columns: Columns,
  row: number,
  cells: readonly string[],
  categoryKeys: string[],
): CatalogRecord[] {
  const text = (at: number | null) => (at === null ? '' : (cells[at] ?? '').replace(/\s+/g, ' ').trim())
  const sku = text(columns.sku)
  const reject = (reason: RejectReason, value: string): [RejectedRecord] => [
    { kind: 'rejected', row, reason, value: value.slice(0, 100), ...(sku === '' ? {} : { productKey: sku }) },
  ]
  const name = text(columns.name) || text(columns.model)
  if (sku === '') return reject('no_sku', name)
  // What a spreadsheet makes of a long article when it takes it for a number: its digits are lost.
  if (/^\d[.,]\d+E\+\d+$/i.test(sku)) return reject('bad_sku', sku)
  if (sku.length > sizes.skuLetters) return reject('too_long', sku)
  if (name === '') return reject('no_name', sku)
  if (name.length > sizes.nameLetters) return reject('too_long', name)
  const long = cells.find((cell) => cell.length > sizes.cellLetters)
  if (long !== undefined) return reject('too_long', long)
  const extra = cells.slice(columns.width).find((cell) => cell.trim() !== '')
  if (extra !== undefined) return reject('too_many_cells', extra)
  const vatRate = parseVatRate(text(columns.vat))
  if (vatRate === null) return reject('bad_vat', text(columns.vat))

  const offers: CatalogRecord[] = []
  const prices = new Map<string, number | null>()
  const currency = normaliseCurrency(text(columns.currency))
  for (const column of columns.prices) {
    const price = parsePrice(text(column.at), column.currency ?? currency)
    if (!price.ok) return reject(price.reason, text(column.at))
    // «Дилерская цена» in dollars and «Дилерская цена, руб.» are one kind: the rouble one counts.
    const isRouble = column.currency === 'RUB' && price.kopecks !== null
    if (isRouble || (prices.get(column.priceType) ?? null) === null) prices.set(column.priceType, price.kopecks)
  }
  for (const [priceTypeKey, kopecks] of prices)
    offers.push({ kind: 'price', row, productKey: sku, priceTypeKey, kopecks })
  for (const { at, warehouse } of columns.stocks) {
    const quantity = parseStock(text(at))
    if (quantity === null) return reject('bad_quantity', text(at))
    offers.push({ kind: 'stock', row, productKey: sku, warehouseKey: warehouse, quantity })
  }
  if (columns.availability !== null && columns.stocks.length === 0) {
    const available = parseAvailability(text(columns.availability))
    if (available === null) return reject('bad_availability', text(columns.availability))
    offers.push({ kind: 'availability', row, productKey: sku, available })
  }
  const characteristics = columns.characteristics
    .map(({ at, name, unit }) => ({ name, value: text(at), unit }))
    .filter(({ value }) => value !== '' && value !== '-' && value !== '—')
  const product: CatalogRecord = {
    kind: 'product',
    row,
    key: sku,
    sku,
    model: text(columns.model),
    name,
    brand: text(columns.brand),
    unit: text(columns.unit) || 'шт',
    description: text(columns.description),
    categoryKeys,
    vatRate,
    characteristics,
    deleted: false,
  }
  return [product, ...offers]
}
