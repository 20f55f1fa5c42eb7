import { parseAvailability } from '#exchange/cells/numbers.ts'
import { piecesOf } from '#exchange/cells/pieces.ts'
import type { CatalogRecord } from '#exchange/cells/records.ts'
import { childOf, textOf, type XmlNode } from '#exchange/files/xml-nodes.ts'

export const warehouse = { kind: 'warehouse', key: 'Основной склад', name: 'Основной склад' } as const

/** The count if the shop states one, else the availability. */
export function* stockOf(node: XmlNode, row: number, productKey: string): Generator<CatalogRecord> {
  const counted = ['count', 'stock_quantity', 'quantity_in_stock', 'quantity', 'stock']
    .map((name) => textOf(node, name))
    .concat(outletsOf(node))
    .find((text) => text !== '')
  const available = parseAvailability(node.attributes.available ?? textOf(node, 'available'))
  if (counted !== undefined) {
    const quantity = piecesOf(counted)
    if (quantity === null)
      yield { kind: 'doubt', row, column: 'count', reason: 'bad_quantity', value: counted.slice(0, 100) }
    else yield { kind: 'stock', row, productKey, warehouseKey: warehouse.key, quantity }
  } else if (available !== null && (node.attributes.available !== undefined || childOf(node, 'available'))) {
    yield { kind: 'availability', row, productKey, available }
  }
}

/** The pieces of all outlets together, as Yandex's format demands. */
function outletsOf(node: XmlNode): string {
  const outlets = childOf(node, 'outlets')?.children ?? []
  const stocks = outlets.map((outlet) => outlet.attributes.instock ?? '').filter((text) => text !== '')
  const pieces = stocks.map(piecesOf)
  if (stocks.length === 0 || pieces.includes(null)) return stocks[0] ?? ''
  return String(pieces.reduce<number>((sum, one) => sum + (one ?? 0), 0))
}
