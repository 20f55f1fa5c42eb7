import type { FileProblem, PriceListKind, ReadCatalog, UntakenRecord } from '#exchange/cells/records.ts'
import { BrokenFile } from '#exchange/files/broken-file.ts'
import { csvRows, type Delimiter, delimiters, firstCsvRows } from '#exchange/files/csv.ts'
import { decodeHead, type Encoding, guessEncoding, isAscii, looksBinary } from '#exchange/files/encoding.ts'
import { sizes } from '#exchange/files/sizes.ts'
import { type CatalogFile, readChunks, readWhole } from '#exchange/files/source.ts'
import { readBook, type Sheet, type WorkbookKind } from '#exchange/files/workbook.ts'
import type { Columns } from './column-shapes.ts'
import { findHeader, headerProblem, type TableHeader, withPriceNotes } from './header.ts'
import type { TableSource } from './parts.ts'
import { tableRecords } from './table.ts'

function refuse(reason: FileProblem, detail = ''): ReadCatalog {
  return { ok: false, reason, detail }
}

/** Reads a workbook: every shown sheet with a header is a table of its own; the others are named as left out. */
export async function readWorkbook(file: CatalogFile, book: WorkbookKind, size: number): Promise<ReadCatalog> {
  if (size > sizes.workbookBytes) return refuse('too_large', String(Math.round(sizes.workbookBytes / 1024 / 1024)))
  try {
    return recordsOfSheets(await readBook(await readWhole(file), book))
  } catch (error) {
    if (error instanceof BrokenFile) return refuse(error.reason, error.detail)
    throw error
  }
}

function recordsOfSheets(sheets: readonly Sheet[]): ReadCatalog {
  const sources: TableSource[] = []
  const untaken: UntakenRecord[] = []
  let total = 0
  for (const sheet of sheets) {
    const filled = sheet.rows.filter((cells) => cells.some((cell) => cell.trim() !== '')).length
    const header = sheet.isShown ? findHeader(sheet.rows, sheet.merges) : null
    if (header) {
      sources.push(sourceOf(sheet, header))
      total += sheet.rows.length
    } else if (filled > 0) untaken.push({ kind: 'untaken', what: 'sheet', value: sheet.name, count: filled })
    if (header && sheet.hiddenRows > 0)
      untaken.push({ kind: 'untaken', what: 'hidden_rows', value: sheet.name, count: sheet.hiddenRows })
  }
  const [first] = sources
  if (!first) {
    const shown = sheets.filter((sheet) => sheet.isShown && sheet.rows.length > 0)
    const problems = shown.map((sheet) => headerProblem(sheet.rows))
    const { reason, detail } = problems.find((one) => one.reason !== 'no_header') ??
      problems[0] ?? { reason: 'empty', detail: '' }
    return refuse(reason, detail)
  }
  const kind = sources.length === 1 ? kindOf(first.columns) : 'table'
  return { ok: true, kind, records: tableRecords(headOf(kind), sources, total, untaken) }
}

/** A sheet «Прайс USD» is a price list in dollars. */
const currencySheet = /\p{Sc}|(?<!\p{L})(USD|EUR|CNY|RMB|GBP|BYN|KZT|UAH|PLN|TRY|JPY|CHF|AED)(?!\p{L})/u

function sourceOf(sheet: Sheet, { at: headerAt, columns: titled }: TableHeader): TableSource {
  const columns = currencySheet.test(sheet.name) ? withPriceNotes(titled, [sheet.name]) : titled
  const rows = withMerged(sheet, headerAt, columns)
  const numbered = function* () {
    for (const [at, cells] of rows.entries()) yield { row: at + 1, cells, done: at + 1 }
  }
  return { sheet: sheet.name, columns, headerAt, hiddenColumns: sheet.hiddenColumns, rows: numbered, mayStray: false }
}

/** Copies words and prices of a merged cell into each of its rows; a copied stock would be sold several times. */
function withMerged({ rows, merges }: Sheet, headerAt: number, columns: Columns): string[][] {
  const own = new Set([columns.sku, columns.code, columns.barcode, ...columns.stocks.map(({ at }) => at)])
  const down = merges.filter(
    (one) => one.fromRow > headerAt && one.toRow > one.fromRow && one.fromColumn === one.toColumn,
  )
  if (down.length === 0) return rows
  const filled = rows.map((cells) => [...cells])
  for (const { fromRow, toRow, fromColumn } of down) {
    if (own.has(fromColumn)) continue
    const text = rows[fromRow]?.[fromColumn] ?? ''
    for (const cells of filled.slice(fromRow + 1, toRow + 1)) {
      // A hidden or empty row stays empty.
      if (cells.some((cell) => cell.trim() !== '')) cells[fromColumn] = text
    }
  }
  return filled
}

/** Reads a list of rows with a delimiter, in any encoding that Russian programs write. */
export async function readCsv(file: CatalogFile, head: Uint8Array, size: number): Promise<ReadCatalog> {
  const encoding = await encodingOf(file, head, size)
  if (looksBinary(head, encoding)) return refuse('unknown_format')
  const text = decodeHead(head, encoding)
  if (text.trim() === '') return refuse('empty')
  // An XML file with letters in front of it is not a table.
  if (/<\?xml[\s>]|<КоммерческаяИнформация[\s>]/.test(text.slice(0, 4000))) return refuse('broken_xml')
  const isWhole = head.byteLength === size
  const header = csvHeader(text, isWhole)
  if (!header) return csvProblem(text, isWhole)
  const { at, columns, delimiter } = header
  const kind = kindOf(columns)
  const source: TableSource = {
    sheet: '',
    columns,
    headerAt: at,
    hiddenColumns: new Set(),
    rows: () => csvRows(file, encoding, delimiter),
    mayStray: true,
  }
  return { ok: true, kind, records: tableRecords(headOf(kind), [source], size) }
}

/** A head in ASCII leaves the encoding open: the first piece with other letters decides. */
async function encodingOf(file: CatalogFile, head: Uint8Array, size: number): Promise<Encoding> {
  const guessed = guessEncoding(head)
  if (guessed !== 'utf-8' || head.byteLength === size || !isAscii(head)) return guessed
  for await (const chunk of readChunks(file)) {
    const from = chunk.findIndex((byte) => byte >= 0x80)
    if (from >= 0) return guessEncoding(chunk.subarray(from))
  }
  return guessed
}

/** The delimiter is the one that gives a header the most columns. */
function csvHeader(text: string, isWhole: boolean) {
  let best: { at: number; columns: Columns; delimiter: Delimiter } | null = null
  for (const delimiter of delimiters) {
    const header = findHeader(firstCsvRows(text, delimiter, isWhole))
    if (header && header.columns.width > (best?.columns.width ?? 0)) best = { ...header, delimiter }
  }
  return best
}

function csvProblem(text: string, isWhole: boolean): ReadCatalog {
  const problems = delimiters.map((delimiter) => headerProblem(firstCsvRows(text, delimiter, isWhole)))
  const { reason, detail } = problems.find((one) => one.reason !== 'no_header') ?? { reason: 'no_header', detail: '' }
  return refuse(reason, detail)
}

/** The distributor's own list has the goods' currency, availability as yes or no, and the dealer's rouble price. */
function kindOf(columns: Columns): PriceListKind {
  const titleOf = (at: number | null) => columns.uses.find((one) => one.at === at)?.title ?? ''
  const hasRoublePrice = columns.prices.some((price) => price.currency === 'RUB')
  const hasCurrency = /^(валюта|currency)$/i.test(titleOf(columns.currency))
  const hasAvailability = /^(наличие(?!.*шт)|в наличии$|available$)/i.test(titleOf(columns.availability))
  return hasCurrency && hasAvailability && hasRoublePrice ? 'distributor_csv' : 'table'
}

/** The distributor's list comes from a machine and is whole; a handmade table may have a few goods, so hides none. */
function headOf(kind: PriceListKind) {
  return { kind: 'catalog', id: kind, full: kind === 'distributor_csv' } as const
}
