import type { CatalogRecord, RejectedRecord } from '#exchange/cells/records.ts'
import type { GoodsRow } from './row.ts'

type OfferRecord = Extract<CatalogRecord, { kind: 'price' | 'stock' | 'availability' }>

/** The statements of earlier rows of a file about a product. */
interface Statement {
  name: string
  prices: Map<string, number | null>
  stock: Map<string, number> | null
  table: number
}

/**
 * The goods of a file by their keys. A product may occur twice if both rows state the same, or if one states what the
 * other leaves open: prices on one sheet, stock on another. Otherwise the first row counts, and the second is reported.
 */
export function createKnownGoods() {
  const known = new Map<string, Statement>()

  /** The new records of a row, or its rejection. `isByWarehouse`: each row has the stock of one warehouse. */
  return function add(row: GoodsRow, table: number, isByWarehouse: boolean): CatalogRecord[] | RejectedRecord {
    const { goods, offers } = row
    const before = known.get(goods.key)
    if (!before) {
      known.set(goods.key, statementOf(row, table))
      return [goods, ...offers, ...row.doubts]
    }
    const name = goods.kind === 'product' ? goods.name : ''
    const isOther = name !== '' && before.name !== '' && name !== before.name
    const fresh: CatalogRecord[] = []
    for (const offer of offers as OfferRecord[]) {
      const answer = isOther ? 'contradicts' : compare(before, offer, isByWarehouse && before.table === table)
      if (answer === 'contradicts') {
        const { key: productKey, sku: value, row: number } = goods
        return { kind: 'rejected', row: number, reason: 'duplicate_sku', value, productKey }
      }
      if (answer === 'adds') fresh.push(offer)
    }
    if (isOther)
      return { kind: 'rejected', row: goods.row, reason: 'duplicate_sku', value: goods.sku, productKey: goods.key }
    for (const offer of fresh as OfferRecord[]) remember(before, offer)
    if (before.name === '' && name !== '') {
      before.name = name
      return [goods, ...fresh, ...row.doubts]
    }
    return fresh.length > 0 ? [...fresh, ...row.doubts] : row.doubts
  }
}

function statementOf({ goods, offers }: GoodsRow, table: number): Statement {
  const name = goods.kind === 'product' ? goods.name : ''
  const statement: Statement = { name, prices: new Map(), stock: null, table }
  for (const offer of offers as OfferRecord[]) remember(statement, offer)
  return statement
}

function remember(statement: Statement, offer: OfferRecord): void {
  if (offer.kind === 'price') statement.prices.set(offer.priceTypeKey, offer.kopecks)
  else statement.stock ??= new Map()
  if (offer.kind === 'stock') statement.stock?.set(offer.warehouseKey, offer.quantity)
}

function compare(before: Statement, offer: OfferRecord, isOtherWarehouse: boolean): 'same' | 'adds' | 'contradicts' {
  if (offer.kind === 'price') {
    const price = before.prices.get(offer.priceTypeKey)
    if (price === undefined) return 'adds'
    return price === offer.kopecks || offer.kopecks === null ? 'same' : 'contradicts'
  }
  if (offer.kind === 'availability') return before.stock === null ? 'adds' : 'same'
  const quantity = before.stock?.get(offer.warehouseKey)
  if (quantity !== undefined) return quantity === offer.quantity ? 'same' : 'contradicts'
  // Two names may count the same pieces: stock is added only if each row names its own warehouse.
  return before.stock === null || isOtherWarehouse ? 'adds' : 'contradicts'
}
