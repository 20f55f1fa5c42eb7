import type { FileProblem, RejectReason } from '#exchange/files/problems.ts'

export type { FileProblem, RejectReason } from '#exchange/files/problems.ts'

/** One thing that a file says, in the order in which it may be written down. Keys are the source's own ids. */
export type CatalogRecord =
  | CatalogHead
  | { kind: 'category'; key: string; parentKey: string | null; name: string }
  | { kind: 'priceType'; key: string; name: string; currency: string; vatIncluded: boolean }
  | { kind: 'warehouse'; key: string; name: string; address?: string }
  | ProductRecord
  | MentionRecord
  /** `kopecks` null: on request, or a price in another currency without a rouble one. */
  | { kind: 'price'; row: number; productKey: string; priceTypeKey: string; kopecks: number | null }
  | { kind: 'stock'; row: number; productKey: string; warehouseKey: string; quantity: number }
  /** Lists that say only yes or no. */
  | { kind: 'availability'; row: number; productKey: string; available: boolean }
  | RejectedRecord
  | DoubtRecord
  | UntakenRecord
  | SheetRecord
  | DirectoryRecord
  /** Both in the same unit: bytes of a stream, rows of a workbook. */
  | { kind: 'progress'; done: number; total: number | null }

/** `full`: what is not in this file is no longer sold, so goods of the same `id` that it does not name may be hidden. */
export interface CatalogHead {
  kind: 'catalog'
  id: string
  full: boolean
  /** The file is named as a part of a larger upload. */
  part?: { number: number; count: number | null }
  /** The file says that it is whole, but other parts of it are absent: nothing may be hidden. */
  heldBack?: 'part'
  /** The offers that follow are all that there are: variants that they do not name are no longer sold. */
  wholeOffers?: boolean
}

export interface ProductRecord {
  kind: 'product'
  /** The row of a table as a spreadsheet numbers it, or the place among the goods of an XML file, from 1. */
  row: number
  key: string
  sku: string
  model: string
  name: string
  brand: string
  unit: string
  description: string
  categoryKeys: string[]
  /** Hundredths of a percent; -1 is "without VAT". */
  vatRate: number
  characteristics: Characteristic[]
  deleted: boolean
  /** Other articles and short codes of the source («Код» beside «Артикул»): found by, never shown as the article. */
  codes?: readonly string[]
  /** EAN-13, UPC-12 and whatever else stands in «Штрихкод», as written. */
  barcodes?: readonly string[]
  /**
   * Told by an offer, not by a catalog: a variant of these goods. The offer knows key, sku, name, characteristics, and
   * perhaps the unit; the rest is the goods'. A sku that begins with the key of the goods lacks an article: it gets the
   * article of the goods instead. A product known from a catalog stays as it is.
   */
  variantOf?: string
}

/**
 * Goods that a list names without describing them (a list of prices or of stock alone): known goods get the prices and
 * stock that follow under `key`; unknown ones are named as `no_product`.
 */
export interface MentionRecord {
  kind: 'mention'
  row: number
  key: string
  sku: string
}

export interface Characteristic {
  name: string
  value: string
  unit: string
}

/** A row that was left out whole; `productKey` where it is known whose row it was, so that those goods are left as they are. */
export interface RejectedRecord {
  kind: 'rejected'
  row: number
  reason: RejectReason
  /** As typed, cut to 100 letters. */
  value: string
  productKey?: string
  /** Where several files are read at once: the one that the row stands in. */
  file?: string
  /** Where a book has several tables. */
  sheet?: string
}

/** A cell that could not be read. The rest of its row is taken; what the cell would have said stays as it was. */
export interface DoubtRecord {
  kind: 'doubt'
  row: number
  /** The title of its column. */
  column: string
  reason: RejectReason
  /** As typed, cut to 100 letters. */
  value: string
  /** Where several files are read at once: the one that the row stands in. */
  file?: string
  /** Where a book has several tables. */
  sheet?: string
}

/** Said once, at the end of a file: what was left out knowingly, and how often; `value` names it («CNY», a sheet, a file). */
export interface UntakenRecord {
  kind: 'untaken'
  what: 'currency' | 'sheet' | 'hidden_rows' | 'no_price_type' | 'secret_price' | 'contragents' | 'documents'
  value: string
  count: number
}

/** What the columns of a table were taken for; `sheet` is empty where a file has no sheets. */
export interface SheetRecord {
  kind: 'sheet'
  sheet: string
  columns: readonly { title: string; use: ColumnUse; detail: string }[]
}

/** `secret`: purchase prices, margins, discounts: never taken. `ignored`: pictures, row numbers, remarks. `detail` names a price type, a warehouse. */
export type ColumnUse =
  | 'sku'
  | 'code'
  | 'barcode'
  | 'model'
  | 'name'
  | 'brand'
  | 'unit'
  | 'description'
  | 'currency'
  | 'vat'
  | 'availability'
  | 'category'
  | 'price'
  | 'stock'
  | 'total'
  | 'reserved'
  | 'transit'
  | 'characteristic'
  | 'secret'
  | 'ignored'

/** An entry of a 1C directory (a property, a unit, …), remembered per catalog for the files that follow. `value` is JSON of the reader's own. */
export interface DirectoryRecord {
  kind: 'directory'
  catalog: string
  directory: string
  key: string
  value: string
}

/** What earlier files said, as far as a reader needs it to understand the next one. */
export interface Memory {
  directories: readonly Omit<DirectoryRecord, 'kind'>[]
  /** Known price types by their keys. */
  priceTypes: ReadonlyMap<string, { currency: string; vatIncluded: boolean }>
}

export const noMemory: Memory = { directories: [], priceTypes: new Map() }

export type PriceListKind = 'distributor_csv' | 'table' | 'commerceml' | 'yml'

/** `detail` is a value for the message (a limit, a row, what was missing), not a sentence. */
export type ReadCatalog =
  | { ok: true; kind: PriceListKind; records: AsyncIterable<CatalogRecord> }
  | { ok: false; reason: FileProblem; detail: string }
