import type { FileProblem, RejectReason } from '#exchange/files/problems.ts'

export type { FileProblem, RejectReason } from '#exchange/files/problems.ts'

/** One statement of a file, in an order in which it may be stored. Keys are the source's own ids. */
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
  /** From lists that state only yes or no. */
  | { kind: 'availability'; row: number; productKey: string; available: boolean }
  | RejectedRecord
  | DoubtRecord
  | UntakenRecord
  | SheetRecord
  | DirectoryRecord
  /** Both in the same unit: bytes of a stream, rows of a workbook. */
  | { kind: 'progress'; done: number; total: number | null }

/** `full`: goods that this file does not name are no longer sold, so those of the same `id` may be hidden. */
export interface CatalogHead {
  kind: 'catalog'
  id: string
  full: boolean
  /** By its name, the file is a part of a larger upload. */
  part?: { number: number; count: number | null }
  /** The file claims to be whole, but other parts of it are absent: nothing may be hidden. */
  heldBack?: 'part'
  /** The following offers are complete: variants that they do not name are no longer sold. */
  wholeOffers?: boolean
}

export interface ProductRecord {
  kind: 'product'
  /** The row number of a table in a spreadsheet, or the index among the goods of an XML file, from 1. */
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
  /** Other articles and short codes («Код» next to «Артикул»): used for search, never shown as the article. */
  codes?: readonly string[]
  /** EAN-13, UPC-12 and any other content of «Штрихкод», as written. */
  barcodes?: readonly string[]
  /**
   * The product comes from an offer, not from a catalog: it is a variant of these goods. The offer has key, sku, name,
   * characteristics, and perhaps the unit; the rest comes from the goods. A sku that begins with the key of the goods
   * lacks an article: it gets the article of the goods instead. A product known from a catalog stays as it is.
   */
  variantOf?: string
}

/**
 * Goods that a list names without describing them (a list of prices or of stock alone): known goods get the following
 * prices and stock under `key`; unknown ones are reported as `no_product`.
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

/** A row that was left out whole. `productKey`, if its product is known, keeps that product as it is. */
export interface RejectedRecord {
  kind: 'rejected'
  row: number
  reason: RejectReason
  /** As typed, cut to 100 letters. */
  value: string
  productKey?: string
  /** The file of the row, if several files are read at once. */
  file?: string
  /** The sheet of the row, if a book has several tables. */
  sheet?: string
}

/** An unreadable cell. The rest of its row is taken; the value that the cell would set stays as it was. */
export interface DoubtRecord {
  kind: 'doubt'
  row: number
  /** The title of its column. */
  column: string
  reason: RejectReason
  /** As typed, cut to 100 letters. */
  value: string
  /** The file of the row, if several files are read at once. */
  file?: string
  /** The sheet of the row, if a book has several tables. */
  sheet?: string
}

/** Data left out on purpose, reported once at the end of a file; `value` names it («CNY», a sheet, a file). */
export interface UntakenRecord {
  kind: 'untaken'
  what: 'currency' | 'sheet' | 'hidden_rows' | 'no_price_type' | 'secret_price' | 'contragents' | 'documents'
  value: string
  count: number
}

/** The recognised uses of a table's columns; `sheet` is empty if a file has no sheets. */
export interface SheetRecord {
  kind: 'sheet'
  sheet: string
  columns: readonly { title: string; use: ColumnUse; detail: string }[]
}

/**
 * `secret`: purchase prices, margins, discounts, never taken. `ignored`: pictures, row numbers, remarks. `detail` names
 * a price type or a warehouse.
 */
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

/**
 * An entry of a 1C directory (a property, a unit, …), stored per catalog for the following files. `value` is JSON in
 * the reader's own format.
 */
export interface DirectoryRecord {
  kind: 'directory'
  catalog: string
  directory: string
  key: string
  value: string
}

/** The statements of earlier files that a reader needs for the next one. */
export interface Memory {
  directories: readonly Omit<DirectoryRecord, 'kind'>[]
  /** Known price types by their keys. */
  priceTypes: ReadonlyMap<string, { currency: string; vatIncluded: boolean }>
}

export const noMemory: Memory = { directories: [], priceTypes: new Map() }

export type PriceListKind = 'distributor_csv' | 'table' | 'commerceml' | 'yml'

/** `detail` is a value for the message (a limit, a row, a missing thing), not a sentence. */
export type ReadCatalog =
  | { ok: true; kind: PriceListKind; records: AsyncIterable<CatalogRecord> }
  | { ok: false; reason: FileProblem; detail: string }
