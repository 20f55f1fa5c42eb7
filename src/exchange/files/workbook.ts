import type { CellObject, WorkSheet } from '@e965/xlsx'
import { BrokenFile } from './broken-file.ts'
import { createCellReader } from './cell-text.ts'
import { decodeHead, guessEncoding, xmlEncoding } from './encoding.ts'
import { type HtmlTable, readHtmlTables } from './html-tables.ts'
import type { CellMerge } from './merge.ts'
import { type OdsHidden, odsHidden } from './ods-hidden.ts'
import { isPdf } from './pdf-lines.ts'
import { sizes } from './sizes.ts'
import { assertSmallZip } from './zip.ts'

export type SheetLibrary = typeof import('@e965/xlsx')

/** The reader and its code pages take thirty megabytes: they are loaded with the first book. */
async function load(kind: WorkbookKind): Promise<SheetLibrary> {
  const reader = await import('@e965/xlsx')
  // Old .xls books store their texts in the code page of the machine that wrote them.
  if (kind === 'xls') reader.set_cptable(await import('@e965/xlsx/dist/cpexcel.full.mjs'))
  return reader
}

/** `zip`: XLSX, XLSB, ODS; `xls`: old Excel; `html` and `xml`: pages and XML Spreadsheet 2003, which are called .xls too. */
export type WorkbookKind = 'zip' | 'xls' | 'html' | 'xml'

/** By the first bytes; null for files that are not books. Any other archive is a `zip` as well. */
export function workbookKind(head: Uint8Array): WorkbookKind | null {
  const begins = (...magic: number[]) => magic.every((byte, at) => head[at] === byte)
  if (begins(0x50, 0x4b, 0x03, 0x04)) return 'zip'
  if (begins(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1)) return 'xls'
  const start = decodeHead(head.subarray(0, 4096), textEncoding(head))
    .replace(/^\ufeff?\s*/, '')
    .replace(/^(<!--[^>]*-->\s*)+/, '')
  if (/^<\?mso-application[^>]*Excel|^(<\?[^>]*\?>\s*)*<([a-z]+:)?(Workbook[\s>]|office:document[\s>])/i.test(start))
    return 'xml'
  return /^(<\?xml[^>]*\?>\s*)?<(!doctype html|html|head|meta|title|body|table|style|center|div|font|p)[\s>]/i.test(
    start,
  )
    ? 'html'
    : null
}

/** True for a file that is neither a book nor a PDF nor a page: nothing in it unpacks to more than its size. */
export function isPlainText(bytes: Uint8Array): boolean {
  return workbookKind(bytes) === null && !isPdf(bytes)
}

function textEncoding(head: Uint8Array): string {
  const guessed = guessEncoding(head)
  const declared = xmlEncoding(head)
  return guessed === 'windows-1251' && declared !== null && declared !== 'utf-8' && isDecodable(declared)
    ? declared
    : guessed
}

function isDecodable(encoding: string): boolean {
  try {
    return new TextDecoder(encoding).encoding !== ''
  } catch {
    return false
  }
}

/** A sheet of a book, with its hidden rows and columns. */
export interface Sheet {
  name: string
  isShown: boolean
  /** Texts of cells. Hidden rows are empty, so that the others keep their numbers. */
  rows: string[][]
  hiddenRows: number
  hiddenColumns: ReadonlySet<number>
  merges: readonly CellMerge[]
}

/** Every sheet of a book; throws BrokenFile for bombs, foreign archives and torn books. */
export async function readBook(bytes: Uint8Array, kind: WorkbookKind): Promise<Sheet[]> {
  if (bytes.byteLength > sizes.workbookBytes) throw new BrokenFile('too_large', megabytes(sizes.workbookBytes))
  if (kind === 'html') return htmlSheets(readHtmlTables(textOfPage(bytes)))
  let names: string[] = []
  if (kind === 'zip') {
    names = assertSmallZip(bytes, zipLimits)
    if (!names.some((name) => /^(xl\/workbook\.(xml|bin)|content\.xml)$/i.test(name)))
      throw new BrokenFile('unknown_format', '')
  }
  const reader = await load(kind)
  const book = parse(reader, bytes, kind)
  const textOf = createCellReader(reader.SSF)
  const hidden = names.includes('content.xml') ? hiddenOf(reader, bytes) : []
  return book.SheetNames.map((name, at) =>
    sheetOf(name, book.Sheets[name], !book.Workbook?.Sheets?.[at]?.Hidden, textOf, hidden[at]),
  )
}

/** The hidden rows of an OpenDocument book; empty for other books. */
function hiddenOf(reader: SheetLibrary, bytes: Uint8Array): OdsHidden[] {
  const zip = reader.CFB.read(bytes, { type: 'buffer' })
  const content = reader.CFB.find(zip, 'content.xml')?.content
  return content ? odsHidden(new TextDecoder().decode(Uint8Array.from(content))) : []
}

const { zipEntries: entries, unpackedBytes, workbookTags: tags } = sizes
const zipLimits = { entries, unpackedBytes, tags }

const megabytes = (bytes: number) => String(Math.round(bytes / 1024 / 1024))

function parse(reader: SheetLibrary, bytes: Uint8Array, kind: WorkbookKind): ReturnType<SheetLibrary['read']> {
  // Styles contain the hidden rows and columns.
  const options = {
    dense: true,
    cellNF: true,
    cellFormula: false,
    cellHTML: false,
    cellStyles: true,
    sheetRows: sizes.rows + 1,
  }
  try {
    if (kind !== 'xml') return reader.read(bytes, { ...options, type: 'array' })
    const text = decodeHead(bytes, textEncoding(bytes)).replace(/^\ufeff/, '')
    // Entity bombs need declared entities; no program writes them into a table.
    if (/<!(DOCTYPE|ENTITY)/i.test(text)) throw new BrokenFile('broken', '')
    return reader.read(text.replace(/^(<\?xml[^>]*?)\sencoding\s*=\s*["'][^"']*["']/, '$1'), {
      ...options,
      type: 'string',
    })
  } catch (error) {
    if (error instanceof BrokenFile) throw error
    // The reader's messages are English and meant for programmers.
    throw new BrokenFile(error instanceof Error && /password|encrypt/i.test(error.message) ? 'protected' : 'broken', '')
  }
}

function sheetOf(
  name: string,
  sheet: WorkSheet | undefined,
  isShown: boolean,
  textOf: (cell: CellObject | undefined) => string,
  ods: OdsHidden | undefined,
): Sheet {
  const all: (CellObject | undefined)[][] = sheet?.['!data'] ?? []
  // Styles alone may reach to the last possible row of a spreadsheet.
  const cells = all.slice(0, all.findLastIndex((row) => row?.some((cell) => cell && cell.t !== 'z')) + 1)
  if (cells.length > sizes.rows) throw new BrokenFile('too_many_rows', String(sizes.rows))
  const isFiltered = sheet?.['!autofilter'] !== undefined
  const rowsOf = sheet?.['!rows'] ?? []
  // A folded group is a way to view a list; without a filter its rows are part of the list.
  const isHidden = (at: number) =>
    ods?.rows.has(at) || (rowsOf[at]?.hidden === true && (isFiltered || (rowsOf[at]?.level ?? 0) === 0))
  let hiddenRows = 0
  // Sheets leave holes for empty rows and cells.
  const rows = Array.from(cells, (row, at) => {
    const texts = Array.from((row ?? []).slice(0, sizes.columns), textOf)
    if (!isHidden(at)) return texts
    if (texts.some((text) => text.trim() !== '')) hiddenRows++
    return []
  })
  const columns = sheet?.['!cols'] ?? []
  const hiddenColumns = new Set([...columns.keys()].filter((at) => columns[at]?.hidden === true))
  for (const at of ods?.columns ?? []) hiddenColumns.add(at)
  const merges = (sheet?.['!merges'] ?? []).map(({ s, e }) => ({
    fromRow: s.r,
    toRow: e.r,
    fromColumn: s.c,
    toColumn: e.c,
  }))
  return { name, isShown, rows, hiddenRows, hiddenColumns, merges }
}

function textOfPage(bytes: Uint8Array): string {
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, 4096))
  const declared = /charset\s*=\s*["']?([\w-]+)/i.exec(start)?.[1]?.toLowerCase() ?? ''
  const guessed = guessEncoding(bytes)
  // Valid UTF-8 is UTF-8, whatever the page declares.
  const encoding = guessed === 'utf-8' || guessed.startsWith('utf-16') || !isDecodable(declared) ? guessed : declared
  return decodeHead(bytes, encoding === 'utf-8' || declared === 'utf-8' ? guessed : encoding)
}

function htmlSheets(tables: readonly HtmlTable[]): Sheet[] {
  if (tables.length === 0) throw new BrokenFile('unknown_format', '')
  return tables.map(({ rows, merges, hidden }) => ({
    name: '',
    isShown: true,
    rows: rows.map((cells, at) => (hidden.has(at) ? [] : cells)),
    hiddenRows: hidden.size,
    hiddenColumns: new Set<number>(),
    merges,
  }))
}
