import type { Generated } from 'kysely'

export interface ImportsTables {
  imports: ImportsTable
  /** Under which key each source that lists some goods knows them; `variant`: sku and name of the one variant they stand for. */
  productKeys: { key: string; source: string; productId: number; variant: Generated<string> }
  /** Under which keys sources know a price type or a warehouse. */
  priceTypeKeys: { key: string; priceTypeId: number }
  warehouseKeys: { key: string; warehouseId: number }
  /** What 1C's directories said, per catalog; `value` is JSON of the reader's own. */
  directoryEntries: { catalog: string; directory: string; key: string; value: string }
  /** What the last import changed, as it was before. `rowBefore` is JSON of a changed product's row. */
  importUndoProducts: { productId: number; kind: 'changed' | 'hidden' | 'new'; rowBefore: string }
  importUndoPrices: { productId: number; priceTypeId: number; kopecks: number | null }
  importUndoValues: { productId: number; valueId: number; position: number }
  importUndoKeys: { productId: number; key: string; source: string }
  importRuns: { id: Generated<number>; touchedAt: number }
  importProducts: ImportProductsTable
  importValues: { runId: number; productId: number; valueId: number; position: number }
  /** `priceType` and `warehouse`: places in the lists that the run keeps. */
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
  /** JSON: price types, warehouses and categories as they were before; empty if it can't be taken back any more. */
  undo: Generated<string>
  /** The list before it counts again. */
  takenBackAt: Generated<number | null>
}

/** What one run's file says of one key; `told` is by what it was named, the last three are found out before the switch. */
interface ImportProductsTable {
  runId: number
  /** The place among the keys of the run, from 1. */
  n: number
  told: 'goods' | 'variant' | 'deleted' | 'offers' | 'rejected'
  key: string
  rowNumber: number
  source: string
  /** Of `goods#characteristic` the goods; empty for other keys. */
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
  /** JSON: kind and value of each product code; empty where the file says none. */
  codes: Generated<string>
  available: number | null
  categoryId: number | null
  productId: number | null
  parentId: number | null
}
