import type { Generated } from 'kysely'
import type { ValueKind } from '#domain/catalog/characteristics.ts'

export interface CatalogTables {
  categories: { id: Generated<number>; key: string; parentId: number | null; name: string; position: number }
  products: ProductsTable
  /** What goods are found by in addition to article and model: `key` is the `articleKey` of `value`. */
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
  /** Goods that a company keeps under a name. */
  savedSelections: SavedSelectionsTable
  sharedSelections: { token: string; state: string; sharedBy: number; sharedAt: number }
  /** «Сообщить о поступлении»: open until it is told; taken back, it is gone. */
  stockWatches: { id: Generated<number>; productId: number; userId: number; askedAt: number; toldAt: number | null }
  /** What a member compares. */
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
  /** What a list without quantities says: 1 yes, 0 no; null where quantities are known. */
  available: number | null
  /** Not shown since; 0 is "not yet": written ahead by an import that has not switched over. */
  hiddenAt: number | null
  /** Which import changed it last. */
  importId: number | null
  /** The goods of which this is one of several variants. */
  variantOf: number | null
  /** 1: hidden itself, as its variants are sold. */
  soldAsVariants: Generated<number>
  /** JSON: name, unit and value of each, as the price list says them. */
  characteristics: Generated<string>
  /** JSON: kind and value of each further code; `product_codes` holds their keys. */
  codes: Generated<string>
}

/** Typed: `number` is in the unit of its characteristic. */
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
  /** Which source stated it last; empty if nobody knows, `mixed` if it was one of several. */
  source: Generated<string>
  /** 1: a total that the source gave without naming a place. */
  isTotal: Generated<number>
}

/** Every change of what is on hand: Σ delta = on hand. */
interface StockMovesTable {
  id: Generated<number>
  productId: number
  warehouseId: number
  delta: number
  at: number
  importId: number | null
  shipmentId: number | null
}

/** Lists of ids are JSON, or `all` where they are too long. */
interface CatalogChangesTable {
  id: Generated<number>
  /** Whose words changed, or whether they are shown. */
  productIds: string
  /** Of whom nothing changed but prices, or what a list without quantities says. */
  renumberedIds: Generated<string>
  /** Whose new words stand in no published segment. */
  restIds: Generated<string>
  /** How many goods stand in the segment that was published with it. */
  segmentGoods: Generated<number>
}

/** What a company keeps of what its members have chosen in the catalog: JSON, as in `selections`. */
interface SavedSelectionsTable {
  id: Generated<number>
  companyId: number
  name: string
  state: string
  savedBy: number
  savedAt: number
}
