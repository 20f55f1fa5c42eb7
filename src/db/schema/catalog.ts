import type { Generated } from 'kysely'
import type { ValueKind } from '#domain/catalog/characteristics.ts'

export interface CatalogTables {
  categories: { id: Generated<number>; key: string; parentId: number | null; name: string; position: number }
  products: ProductsTable
  /** Codes that find goods in addition to article and model: `key` is the `articleKey` of `value`. */
  productCodes: { key: string; kind: 'code' | 'barcode'; productId: number; value: string }
  characteristics: { id: Generated<number>; name: string; unit: string }
  characteristicValues: CharacteristicValuesTable
  productValues: { productId: number; valueId: number; position: number }
  priceTypes: { id: Generated<number>; key: string; name: string; currency: string; vatIncluded: number }
  prices: { productId: number; priceTypeId: number; kopecks: number }
  warehouses: { id: Generated<number>; key: string; name: string; address: string }
  stock: StockTable
  stockMoves: StockMovesTable
  catalogChanges: CatalogChangesTable
  selections: { userId: number; state: string; updatedAt: number }
  /** Selections that a company saved under a name. */
  savedSelections: SavedSelectionsTable
  sharedSelections: { token: string; state: string; sharedBy: number; sharedAt: number }
  /** «Сообщить о поступлении»: open until the person is notified; a withdrawn watch has no row. */
  stockWatches: { id: Generated<number>; productId: number; userId: number; askedAt: number; toldAt: number | null }
  /** The goods that a member compares. */
  comparisons: { userId: number; productId: number; addedAt: number }
}

interface ProductsTable {
  id: Generated<number>
  /** The source's own id. */
  key: string
  sku: string
  skuKey: string
  model: string
  modelKey: string
  name: string
  brand: string
  unit: string
  description: string
  categoryId: number | null
  vatRate: number
  /** Availability in a list without quantities: 1 yes, 0 no; null if quantities are known. */
  available: number | null
  /** Hidden since; 0 is "not shown yet": an import that has not switched over wrote it ahead. */
  hiddenAt: number | null
  /** The import that changed it last. */
  importId: number | null
  /** The goods of which this is a variant. */
  variantOf: number | null
  /** 1: hidden itself, since its variants are sold. */
  soldAsVariants: Generated<number>
  /** JSON: name, unit and value of each, as the price list states them. */
  characteristics: Generated<string>
  /** JSON: kind and value of each further code; `product_codes` has their keys. */
  codes: Generated<string>
}

/** Typed values: `number` is in the unit of its characteristic. */
interface CharacteristicValuesTable {
  id: Generated<number>
  characteristicId: number
  value: string
  number: number | null
  kind: Generated<ValueKind>
}

interface StockTable {
  productId: number
  warehouseId: number
  onHand: number
  /** The source that stated it last; empty if unknown, `mixed` if it was one of several. */
  source: Generated<string>
  /** 1: a total that the source stated without naming a warehouse. */
  isTotal: Generated<number>
}

/** Every change of the stock on hand: Σ delta = on hand. */
interface StockMovesTable {
  id: Generated<number>
  productId: number
  warehouseId: number
  delta: number
  at: number
  importId: number | null
  shipmentId: number | null
}

/** Lists of ids are JSON, or `all` if they are too long. */
interface CatalogChangesTable {
  id: Generated<number>
  /** Goods whose words changed, or that became shown or hidden. */
  productIds: string
  /** Goods in which only prices, or availability in a list without quantities, changed. */
  renumberedIds: Generated<string>
  /** Goods whose new words stand in no published segment. */
  restIds: Generated<string>
  /** The number of goods in the segment that was published with it. */
  segmentGoods: Generated<number>
}

/** A company's saved choices in the catalog: JSON, as in `selections`. */
interface SavedSelectionsTable {
  id: Generated<number>
  companyId: number
  name: string
  state: string
  savedBy: number
  savedAt: number
}
