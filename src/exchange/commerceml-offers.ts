import { productKey } from './commerceml-goods.ts'
import { normaliseCurrency, parsePrice, parseStock } from './numbers.ts'
import type { CatalogRecord, RejectReason } from './records.ts'
import { childOf, childrenAt, textOf, type XmlNode } from './xml-nodes.ts'

/** Where goods are that come with a number only. */
export const mainWarehouse = { kind: 'warehouse', key: 'main', name: 'Основной склад' } as const

export interface OffersContext {
  goodsWithVariants: ReadonlySet<string>
  /** Currencies of the price types that this file declares, by key. */
  priceTypes: Map<string, string>
  warehouses: Set<string>
  /** A whole package: a price or a stock that it does not name is none. */
  full: boolean
}

/** Prices and stock of a «Предложение». */
export function* offerRecords(node: XmlNode, row: number, context: OffersContext): Generator<CatalogRecord> {
  const id = textOf(node, 'Ид')
  if (id === '') {
    yield { kind: 'rejected', row, reason: 'no_key', value: textOf(node, 'Наименование').slice(0, 100) }
    return
  }
  const key = productKey(id, context)
  yield* priceRecords(node, row, key, context)
  yield* stockRecords(node, row, key, context)
}

function* priceRecords(node: XmlNode, row: number, key: string, context: OffersContext): Generator<CatalogRecord> {
  const named = new Map<string, { kopecks: number | null; from: number }>()
  const bad = new Set<string>()
  for (const price of childrenAt(node, 'Цены', 'Цена')) {
    const type = textOf(price, 'ИдТипаЦены')
    if (type === '') continue
    const currency = normaliseCurrency(textOf(price, 'Валюта') || (context.priceTypes.get(type) ?? ''))
    const read = parsePrice(textOf(price, 'ЦенаЗаЕдиницу'), currency)
    // The price of one piece, where there are others for more.
    const from = parseStock(textOf(price, 'МинКоличество')) ?? 0
    if (!read.ok) {
      bad.add(type)
      yield rejected(row, key, read.reason, textOf(price, 'ЦенаЗаЕдиницу'))
    } else if (from <= (named.get(type)?.from ?? from)) named.set(type, { kopecks: read.kopecks, from })
  }
  // A price that can't be read is not "none": it leaves what was known.
  const absent = context.full ? [...context.priceTypes.keys()].filter((type) => !named.has(type) && !bad.has(type)) : []
  for (const type of absent) named.set(type, { kopecks: null, from: 0 })
  for (const [type, { kopecks }] of named) yield { kind: 'price', row, productKey: key, priceTypeKey: type, kopecks }
}

function* stockRecords(node: XmlNode, row: number, key: string, context: OffersContext): Generator<CatalogRecord> {
  const stocks = new Map<string, string>()
  for (const place of node.children.filter((child) => child.name === 'Склад')) {
    stocks.set(place.attributes.ИдСклада ?? '', place.attributes.КоличествоНаСкладе ?? '')
  }
  for (const rest of childrenAt(node, 'Остатки', 'Остаток')) {
    const place = childOf(rest, 'Склад')
    stocks.set(place ? textOf(place, 'Ид') : mainWarehouse.key, textOf(place ?? rest, 'Количество'))
  }
  const total = textOf(node, 'Количество')
  if (stocks.size === 0 && total !== '' && !(parseStock(total) === 0 && context.warehouses.size > 0)) {
    stocks.set(mainWarehouse.key, total)
  }
  if (context.full) for (const place of context.warehouses) if (!stocks.has(place)) stocks.set(place, '0')
  for (const [warehouseKey, text] of stocks) {
    if (warehouseKey === '') continue
    if (warehouseKey === mainWarehouse.key && !context.warehouses.has(warehouseKey)) {
      context.warehouses.add(warehouseKey)
      yield mainWarehouse
    }
    const quantity = parseStock(text)
    if (quantity === null) yield rejected(row, key, 'bad_quantity', text)
    // A stock below zero or in half pieces is nothing that a dealer can be promised.
    yield { kind: 'stock', row, productKey: key, warehouseKey, quantity: quantity ?? 0 }
  }
}

function rejected(row: number, key: string, reason: RejectReason, value: string): CatalogRecord {
  return { kind: 'rejected', row, reason, value: value.slice(0, 100), productKey: key }
}
