import { BASIC_VAT } from '#domain/money.ts'
import { parseAvailability, parseVatRate } from '#exchange/cells/numbers.ts'
import type {
  CatalogRecord,
  DoubtRecord,
  MentionRecord,
  ProductRecord,
  RejectedRecord,
  RejectReason,
} from '#exchange/cells/records.ts'
import { sizes } from '#exchange/files/sizes.ts'
import { isNoArticle, isSpoiled, isSpoiledArticle } from '#exchange/files/spoiled.ts'
import type { Columns } from './column-shapes.ts'
import { readPrices } from './price-row.ts'
import { readStock } from './stock-row.ts'

/** The content of one row: the goods or their mention, then their prices and stock, then the unreadable cells. */
export interface GoodsRow {
  goods: ProductRecord | MentionRecord
  offers: CatalogRecord[]
  doubts: DoubtRecord[]
  /** Currencies of prices that are not taken. */
  foreign: string[]
}

/** Reads one row, or rejects it whole: only a problem with the identity of goods does that. */
export function readTableRow(
  columns: Columns,
  row: number,
  cells: readonly string[],
  categoryKeys: string[],
  sharedArticles: ReadonlySet<string>,
): GoodsRow | RejectedRecord {
  const text = (at: number | null) => (at === null ? '' : tidy(cells[at]))
  const identity = identify(text(columns.sku), text(columns.code), sharedArticles)
  const reject = (reason: RejectReason, value: string): RejectedRecord => ({
    kind: 'rejected',
    row,
    reason,
    value: value.slice(0, 100),
    ...(identity.key === '' ? {} : { productKey: identity.key }),
  })
  const { key, sku } = identity
  const name = text(columns.name) || text(columns.model)
  if (key === '') return reject('no_sku', name)
  if (isSpoiledArticle(sku)) return reject('bad_sku', sku)
  if (sku.length > sizes.skuLetters) return reject('too_long', sku)
  if (columns.name !== null && name === '') return reject('no_name', sku)
  if (name.length > sizes.nameLetters) return reject('too_long', name)
  const long = cells.find((cell) => cell.length > sizes.cellLetters)
  if (long !== undefined) return reject('too_long', long)

  const doubts: DoubtRecord[] = []
  const doubt = (column: string, reason: RejectReason, value: string) =>
    void doubts.push({ kind: 'doubt', row, column, reason, value: value.slice(0, 100) })
  const isNamed = columns.name !== null && !isSpoiled(name)
  if (isSpoiled(name)) doubt(titleOf(columns, columns.name), 'spoiled_cell', name)
  const goods: GoodsRow['goods'] = isNamed
    ? { ...describe(columns, text, doubt), row, key, sku, name, categoryKeys, ...identity.foundBy }
    : { kind: 'mention', row, key, sku }
  if (goods.kind === 'product') addFoundBy(goods, columns, text, doubt)
  const { offers, foreign } = readOffers(columns, row, key, text, doubt)
  return { goods, offers, doubts, foreign }
}

type Text = (at: number | null) => string
type Doubt = (column: string, reason: RejectReason, value: string) => void

function tidy(cell: string | undefined): string {
  const plain = (cell ?? '').replace(/\s+/g, ' ').trim()
  // CSV files write `="00123"`, so that a spreadsheet does not convert it to a number.
  return plain.startsWith('="') ? plain.replace(/^="(.*)"$/, '$1') : plain
}

/**
 * The identity of a row's goods: their article, so that the same goods stay the same from list to list. An article of
 * several goods gives way to their codes; people see both.
 */
function identify(typed: string, code: string, sharedArticles: ReadonlySet<string>) {
  const article = isNoArticle(typed) ? '' : typed
  if (article === '') return { key: code, sku: code, foundBy: {} }
  if (code === '' || isSpoiled(code)) return { key: article, sku: article, foundBy: {} }
  if (!sharedArticles.has(article)) return { key: article, sku: article, foundBy: { codes: [code] } }
  return { key: code, sku: `${article} (${code})`, foundBy: { codes: [code, article] } }
}

function describe(
  columns: Columns,
  text: Text,
  doubt: Doubt,
): Omit<ProductRecord, 'row' | 'key' | 'sku' | 'name' | 'categoryKeys'> {
  const sound = (at: number | null) => {
    const words = text(at)
    if (!isSpoiled(words)) return words
    doubt(titleOf(columns, at), 'spoiled_cell', words)
    return ''
  }
  const vat = parseVatRate(text(columns.vat))
  if (vat === null)
    doubt(titleOf(columns, columns.vat), isSpoiled(text(columns.vat)) ? 'spoiled_cell' : 'bad_vat', text(columns.vat))
  const characteristics = columns.characteristics
    .map(({ at, name, unit }) => ({ name, value: shownNumber(sound(at)), unit }))
    .filter(({ value }) => value !== '' && value !== '-' && value !== '—')
  return {
    kind: 'product',
    model: sound(columns.model),
    brand: sound(columns.brand),
    unit: sound(columns.unit) || 'шт',
    description: sound(columns.description),
    vatRate: vat ?? BASIC_VAT,
    characteristics,
    deleted: false,
  }
}

/** The workbook reader writes 1.234 as `1.2340`, so that it is not taken for a thousand: people see 1.234. */
function shownNumber(value: string): string {
  return /^-?\d{1,3}\.\d{3}0$/.test(value) ? value.slice(0, -1) : value
}

function readOffers(columns: Columns, row: number, productKey: string, text: Text, doubt: Doubt) {
  const offers: CatalogRecord[] = []
  const { prices, foreign, doubts } = readPrices(columns, text)
  for (const [priceTypeKey, kopecks] of prices) offers.push({ kind: 'price', row, productKey, priceTypeKey, kopecks })
  const stock = readStock(columns, text)
  let pieces = 0
  for (const [warehouseKey, quantity] of stock.places) {
    pieces += quantity
    offers.push({ kind: 'stock', row, productKey, warehouseKey, quantity })
  }
  for (const one of [...doubts, ...stock.doubts]) doubt(one.column, one.reason, one.value)
  // «много»: some pieces, the count is unknown.
  if (stock.isSome && pieces === 0) offers.push({ kind: 'availability', row, productKey, available: true })
  if (columns.availability !== null && columns.stocks.length === 0) {
    const words = text(columns.availability)
    const available = parseAvailability(words)
    if (available === null)
      doubt(titleOf(columns, columns.availability), isSpoiled(words) ? 'spoiled_cell' : 'bad_availability', words)
    else offers.push({ kind: 'availability', row, productKey, available })
  }
  return { offers, foreign }
}

function titleOf(columns: Columns, at: number | null): string {
  return columns.uses.find((one) => one.at === at)?.title ?? ''
}

/** Adds other articles and barcodes of the row. */
function addFoundBy(goods: ProductRecord, columns: Columns, text: Text, doubt: Doubt): void {
  const others = columns.codes
    .map(text)
    .filter((code) => !isNoArticle(code) && !isSpoiledArticle(code) && code !== goods.sku)
  if (others.length > 0) goods.codes = [...new Set([...(goods.codes ?? []), ...others])]
  const barcode = text(columns.barcode)
  if (isNoArticle(barcode) || columns.barcode === columns.sku) return
  if (isSpoiledArticle(barcode)) doubt(titleOf(columns, columns.barcode), 'spoiled_cell', barcode)
  else goods.barcodes = barcodesOf(barcode)
}

function barcodesOf(text: string): string[] {
  return text
    .split(/[\s,;/|]+/)
    .filter((one) => one !== '')
    .slice(0, 20)
}
