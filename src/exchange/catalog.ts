import type { Columns } from './columns.ts'
import { csvRows, type Delimiter, delimiters, firstCsvRows } from './csv.ts'
import { decodeHead, type Encoding, guessEncoding, looksBinary } from './encoding.ts'
import type { FileKind, FileProblem, ReadCatalog } from './records.ts'
import { sizes } from './sizes.ts'
import { type CatalogFile, readHead, sizeOf } from './source.ts'
import { findHeader, tableRecords } from './table.ts'

export { BrokenFile } from './broken-file.ts'
export type * from './records.ts'
export type { CatalogFile } from './source.ts'

/**
 * Recognises a price list by what it holds, never by its name, and reads it as a stream of records.
 * The iteration throws BrokenFile where a file that began well turns out to be broken: nothing of it may be kept.
 */
export async function readCatalog(file: CatalogFile): Promise<ReadCatalog> {
  const size = await sizeOf(file)
  if (size === 0) return refuse('empty', '')
  if (size > sizes.fileBytes) return refuse('too_large', String(sizes.fileBytes))
  const head = await readHead(file, sizes.headBytes)
  return readCsv(file, head, size)
}

function refuse(reason: FileProblem, detail: string): ReadCatalog {
  return { ok: false, reason, detail }
}

async function readCsv(file: CatalogFile, head: Uint8Array, size: number): Promise<ReadCatalog> {
  const encoding = guessEncoding(head)
  if (looksBinary(head, encoding)) return refuse('unknown_format', '')
  const text = decodeHead(head, encoding)
  if (text.trim() === '') return refuse('empty', '')
  const header = await csvHeader(text, head.byteLength === size)
  if (!header) return refuseUnread(head, encoding)
  const { at, columns, delimiter } = header
  const kind = kindOf(columns)
  const rows = csvRows(file, encoding, delimiter)
  return { ok: true, kind, records: tableRecords(headOf(kind), columns, at, rows, size) }
}

/** The delimiter is the one that makes most columns of a header. */
async function csvHeader(text: string, isWhole: boolean) {
  let best: { at: number; columns: Columns; delimiter: Delimiter } | null = null
  for (const delimiter of delimiters) {
    const header = findHeader(await firstCsvRows(text, delimiter, isWhole))
    if (header && header.columns.width > (best?.columns.width ?? 0)) best = { ...header, delimiter }
  }
  return best
}

/** Other Russian encodings have no header either: they get their own answer. */
async function refuseUnread(head: Uint8Array, encoding: Encoding): Promise<ReadCatalog> {
  for (const other of ['ibm866', 'koi8-r', 'utf-16be']) {
    if (encoding === 'windows-1251' && (await csvHeader(decodeHead(head, other), false)))
      return refuse('encoding', other)
  }
  return refuse('no_header', 'Артикул, Наименование')
}

/** The distributor's own list names its goods' currency, says yes or no for the stock, and has the dealer's rouble price. */
function kindOf(columns: Columns): FileKind {
  const hasRoublePrice = columns.prices.some((price) => price.currency === 'RUB')
  return columns.currency !== null && columns.availability !== null && hasRoublePrice ? 'distributor_csv' : 'table'
}

/** The distributor's list is written by a machine and whole; a table made by hand may hold a few goods, so hides none. */
function headOf(kind: FileKind) {
  return { kind: 'catalog', id: kind, full: kind === 'distributor_csv' } as const
}
