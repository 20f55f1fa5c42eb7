import type { Generated } from 'kysely'

export interface ImportsTables {
  imports: ImportsTable
  /** A product's key in each source that lists it; `variant`: sku and name of the one variant it stands for. */
  productKeys: { key: string; source: string; productId: number; variant: Generated<string> }
  /** The keys of a price type or a warehouse in the sources. */
  priceTypeKeys: { key: string; priceTypeId: number }
  warehouseKeys: { key: string; warehouseId: number }
  /** Entries of 1C's directories, per catalog; `value` is JSON in the reader's own format. */
  directoryEntries: { catalog: string; directory: string; key: string; value: string }
  /** The rows that the last import changed, in their former state. `rowBefore` is JSON of a changed product's row. */
  importUndoProducts: { productId: number; kind: 'changed' | 'hidden' | 'new'; rowBefore: string }
  importUndoPrices: { productId: number; priceTypeId: number; kopecks: number | null }
  importUndoValues: { productId: number; valueId: number; position: number }
  importUndoKeys: { productId: number; key: string; source: string }
  importRuns: { id: Generated<number>; touchedAt: number }
  importProducts: ImportProductsTable
  importValues: { runId: number; productId: number; valueId: number; position: number }
  /** `priceType` and `warehouse`: indices in the run's lists. */
  importPrices: { runId: number; n: number; priceType: number; kopecks: number | null }
  importStock: { runId: number; n: number; warehouse: number; quantity: number }
}

interface ImportsTable {
  id: Generated<number>
  fileName: string
  sha256: string
  importedBy: number | null
  at: number
  /** JSON: counts. */
  result: string
  /** JSON: the former price types, warehouses and categories; empty if the import can't be taken back any more. */
  undo: Generated<string>
  /** The former list counts again since then. */
  takenBackAt: Generated<number | null>
}

/** One file's statements about one key; `told` is its `rowKind`. The last three columns are filled by the matching. */
interface ImportProductsTable {
  runId: number
  /** The index among the keys of the run, from 1. */
  n: number
  told: 'goods' | 'variant' | 'deleted' | 'offers' | 'rejected'
  key: string
  rowNumber: number
  source: string
  /** The goods' part of `goods#characteristic`; empty for other keys. */
  goodsKey: string
  sku: string
  skuKey: string
  model: string
  modelKey: string
  name: string
  brand: string
  unit: string
  description: string
  categoryKey: string
  vatRate: number
  /** JSON: name, unit and value of each. */
  characteristics: string
  /** JSON: kind and value of each product code; empty if the file states none. */
  codes: Generated<string>
  available: number | null
  categoryId: number | null
  productId: number | null
  parentId: number | null
}
