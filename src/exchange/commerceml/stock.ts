import { piecesOf } from '#exchange/cells/pieces.ts'
import type { CatalogRecord } from '#exchange/cells/records.ts'
import { childOf, childrenAt, textOf, type XmlNode } from '#exchange/files/xml-nodes.ts'
import { type Directories, mainWarehouse, takeMainWarehouse } from './directories.ts'

export interface StockContext {
  directories: Directories
  classifier: string
  /** Warehouses in which earlier files may have put goods. */
  earlierPlaces: Directories['warehouses']
  /** Warehouses that have no pieces unless an offer names them. */
  wholePlaces: ReadonlySet<string>
  /** Catalogs whose use of the main warehouse was already reported. */
  mainReportedFor: Set<string>
}

/** The stock of an offer by warehouse; a total counts only if no warehouse is named. */
export function* stockRecords(
  node: XmlNode,
  row: number,
  key: string,
  context: StockContext,
): Generator<CatalogRecord> {
  const { directories, classifier, wholePlaces, earlierPlaces } = context
  const places = placesOf(node)
  const total = totalOf(node)
  const supersede = (keys: Iterable<string>) => {
    for (const place of keys) if (!places.has(place)) places.set(place, '0')
  }
  const earlier = earlierPlaces.of(classifier)
  const hasMain = directories.warehouses.of(classifier).has(mainWarehouse.key)
  if (places.size === 0 && total !== '') {
    // The total includes the pieces that earlier files put in warehouses, or they are gone.
    const isNumber = piecesOf(total) !== null
    const isNeeded = hasMain || directories.warehouses.of(classifier).size === 0 || piecesOf(total) !== 0
    if (isNeeded) places.set(mainWarehouse.key, total)
    if (isNumber) supersede(earlier.keys())
    if (isNumber) supersede(wholePlaces)
  } else {
    supersede(wholePlaces)
    // The named warehouses include the pieces of an earlier total.
    if (places.size > 0 && hasMain) supersede([mainWarehouse.key])
  }
  for (const [warehouseKey, text] of places) {
    const quantity = piecesOf(text)
    if (quantity === null) {
      yield { kind: 'doubt', row, column: 'Количество', reason: 'bad_quantity', value: text.slice(0, 100) }
      continue
    }
    if (warehouseKey === mainWarehouse.key && !context.mainReportedFor.has(classifier)) {
      context.mainReportedFor.add(classifier)
      yield* takeMainWarehouse(directories, classifier)
    }
    yield { kind: 'stock', row, productKey: key, warehouseKey, quantity }
  }
}

function placesOf(node: XmlNode): Map<string, string> {
  const places = new Map<string, string>()
  const add = (key: string, quantity: string) => {
    if (key !== '' && quantity !== '') places.set(key, quantity)
  }
  for (const place of node.children.filter((child) => child.name === 'Склад')) {
    const { ИдСклада = '', КоличествоНаСкладе = '' } = place.attributes
    const quantity = textOf(place, 'КоличествоНаСкладе') || textOf(place, 'Количество')
    add(ИдСклада || textOf(place, 'Ид'), КоличествоНаСкладе || quantity)
  }
  for (const rest of childrenAt(node, 'Остатки', 'Остаток')) {
    for (const place of rest.children.filter((child) => child.name === 'Склад')) {
      add(textOf(place, 'Ид') || (place.attributes.ИдСклада ?? ''), textOf(place, 'Количество'))
    }
  }
  return places
}

function totalOf(node: XmlNode): string {
  const rest = childrenAt(node, 'Остатки', 'Остаток').find((one) => childOf(one, 'Количество'))
  return textOf(node, 'Количество') || textOf(rest, 'Количество')
}
