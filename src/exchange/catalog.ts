import { BrokenFile } from './broken-file.ts'
import type { Columns } from './columns.ts'
import { csvRows, type Delimiter, delimiters, firstCsvRows } from './csv.ts'
import { decodeHead, type Encoding, guessEncoding, looksBinary } from './encoding.ts'
import { isCommerceml, readPackage } from './package.ts'
import { unpackXml } from './package-zip.ts'
import { type FileKind, type FileProblem, type Memory, noMemory, type ReadCatalog } from './records.ts'
import { sizes } from './sizes.ts'
import { type CatalogFile, readHead, readWhole, sizeOf } from './source.ts'
import { findHeader, tableRecords } from './table.ts'
import { readSheets, type WorkbookKind, workbookKind } from './workbook.ts'
import { isReadable, type XmlHead, xmlHead } from './xml-head.ts'
import { ymlRecords } from './yml.ts'

export { BrokenFile } from './broken-file.ts'
export { isCommerceml, partOf, readPackage } from './package.ts'
export type * from './records.ts'
export type { CatalogFile } from './source.ts'

/**
 * Recognises a price list by what it holds, never by its name, and reads it as a stream of records.
 * The iteration throws BrokenFile where a file that began well turns out to be broken: nothing of it may be kept.
 */
export async function readCatalog(file: CatalogFile, memory: Memory = noMemory): Promise<ReadCatalog> {
  const size = await sizeOf(file)
  if (size === 0) return refuse('empty', '')
  if (size > sizes.fileBytes) return refuse('too_large', String(sizes.fileBytes))
  const head = await readHead(file, sizes.headBytes)
  if (await isCommerceml(file)) return readPackage([file], memory)
  const book = workbookKind(head)
  if (book) return (await readZippedXml(file, head)) ?? readWorkbook(file, book, size)
  const xml = xmlHead(head)
  return xml ? readXml(file, xml, size) : readCsv(file, head, size)
}

function refuse(reason: FileProblem, detail: string): ReadCatalog {
  return { ok: false, reason, detail }
}

function readXml(file: CatalogFile, head: XmlHead, size: number): ReadCatalog {
  if (!isReadable(head.encoding)) return refuse('encoding', head.encoding)
  if (head.root === 'yml') return { ok: true, kind: 'yml', records: ymlRecords(file, head, size) }
  return /<!DOCTYPE/i.test(head.text) ? refuse('broken', 'DOCTYPE') : refuse('unknown_format', 'XML')
}

/** A shop's file in a zip; null for other zips. */
async function readZippedXml(file: CatalogFile, head: Uint8Array): Promise<ReadCatalog | null> {
  try {
    const [only, another] = (await unpackXml(file, head)) ?? []
    const xml = only && !another ? xmlHead(await readHead(only, sizes.headBytes)) : null
    return only && xml ? readXml(only, xml, await sizeOf(only)) : null
  } catch (error) {
    // What is torn or too large is refused by the reader of workbooks in its own words.
    if (error instanceof BrokenFile) return null
    throw error
  }
}

async function readWorkbook(file: CatalogFile, book: WorkbookKind, size: number): Promise<ReadCatalog> {
  if (size > sizes.workbookBytes) return refuse('too_large', String(sizes.workbookBytes))
  try {
    const sheets = await readSheets(await readWhole(file), book)
    for (const rows of sheets) {
      const header = findHeader(rows)
      if (!header) continue
      const numbered = rows.map((cells, at) => ({ row: at + 1, cells, done: at + 1 }))
      const kind = kindOf(header.columns)
      const records = tableRecords(headOf(kind), header.columns, header.at, numbered, rows.length)
      return { ok: true, kind, records }
    }
    return sheets.every((rows) => rows.length === 0) ? refuse('empty', '') : refuse('no_header', headerWords)
  } catch (error) {
    if (error instanceof BrokenFile) return refuse(error.reason, error.detail)
    throw error
  }
}

const headerWords = 'Артикул, Наименование'

function readCsv(file: CatalogFile, head: Uint8Array, size: number): ReadCatalog {
  const encoding = guessEncoding(head)
  if (looksBinary(head, encoding)) return refuse('unknown_format', '')
  const text = decodeHead(head, encoding)
  if (text.trim() === '') return refuse('empty', '')
  const header = csvHeader(text, head.byteLength === size)
  if (!header) return refuseUnread(head, encoding)
  const { at, columns, delimiter } = header
  const kind = kindOf(columns)
  const rows = csvRows(file, encoding, delimiter)
  return { ok: true, kind, records: tableRecords(headOf(kind), columns, at, rows, size) }
}

/** The delimiter is the one that makes most columns of a header. */
function csvHeader(text: string, isWhole: boolean) {
  let best: { at: number; columns: Columns; delimiter: Delimiter } | null = null
  for (const delimiter of delimiters) {
    const header = findHeader(firstCsvRows(text, delimiter, isWhole))
    if (header && header.columns.width > (best?.columns.width ?? 0)) best = { ...header, delimiter }
  }
  return best
}

/** Other Russian encodings have no header either: they get their own answer. */
function refuseUnread(head: Uint8Array, encoding: Encoding): ReadCatalog {
  for (const other of ['ibm866', 'koi8-r', 'utf-16be']) {
    if (encoding === 'windows-1251' && csvHeader(decodeHead(head, other), false)) return refuse('encoding', other)
  }
  return refuse('no_header', headerWords)
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
