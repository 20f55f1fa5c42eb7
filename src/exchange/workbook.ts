import type { CellObject, WorkSheet } from '@e965/xlsx'
import { BrokenFile } from './broken-file.ts'
import { sizes } from './sizes.ts'
import { assertSmallZip } from './zip.ts'

type Reader = typeof import('@e965/xlsx')

/** The reader and its code pages take thirty megabytes: they come with the first book. */
async function load(kind: WorkbookKind): Promise<Reader> {
  const reader = await import('@e965/xlsx')
  // Old .xls books keep their texts in the code page of the machine that wrote them.
  if (kind === 'xls') reader.set_cptable(await import('@e965/xlsx/dist/cpexcel.full.mjs'))
  return reader
}

export type WorkbookKind = 'zip' | 'xls'

/** By the first bytes: a zip (XLSX and any other archive) or the container of old Excel; null for the rest. */
export function workbookKind(head: Uint8Array): WorkbookKind | null {
  const begins = (...magic: number[]) => magic.every((byte, at) => head[at] === byte)
  if (begins(0x50, 0x4b, 0x03, 0x04)) return 'zip'
  return begins(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1) ? 'xls' : null
}

/** Rows of texts of every sheet that is shown; throws BrokenFile for bombs, foreign archives and torn books. */
export async function readSheets(bytes: Uint8Array, kind: WorkbookKind): Promise<string[][][]> {
  const { book, reader } = await openBook(bytes, kind, {})
  return shownNames(book).map((name) => rowsOf(book.Sheets[name], reader))
}

type Book = ReturnType<Reader['read']>

const shownNames = (book: Book) => book.SheetNames.filter((_, at) => !book.Workbook?.Sheets?.[at]?.Hidden)

async function openBook(
  bytes: Uint8Array,
  kind: WorkbookKind,
  further: object,
): Promise<{ book: Book; reader: Reader }> {
  if (bytes.byteLength > sizes.workbookBytes) throw new BrokenFile('too_large', String(sizes.workbookBytes))
  if (kind === 'zip') {
    const names = assertSmallZip(bytes, { entries: sizes.zipEntries, unpackedBytes: sizes.unpackedBytes })
    if (!names.some((name) => /^xl\/workbook\.(xml|bin)$/i.test(name))) throw new BrokenFile('unknown_format', 'zip')
  }
  const reader = await load(kind)
  try {
    const usual = { type: 'array', dense: true, cellNF: true, cellFormula: false, cellHTML: false } as const
    return { book: reader.read(bytes, { ...usual, sheetRows: sizes.rows + 1, ...further }), reader }
  } catch (error) {
    throw new BrokenFile('broken', error instanceof Error ? error.message : kind)
  }
}

/** A shown sheet without its hidden rows and columns: a filter has put these aside. */
export interface ShownSheet {
  name: string
  /** `row`: as the spreadsheet numbers it, from 1. Hidden columns are empty. */
  rows: { row: number; cells: string[] }[]
  /** Columns whose numbers are shown as money. */
  money: number[]
}

/** Shown sheets with their names; a spoiled cell says so instead of being empty. Throws BrokenFile as `readSheets` does. */
export async function readShownSheets(bytes: Uint8Array, kind: WorkbookKind): Promise<ShownSheet[]> {
  const { book, reader } = await openBook(bytes, kind, { cellStyles: true, cellFormula: true, sheetStubs: true })
  return shownNames(book).map((name) => {
    const sheet = book.Sheets[name]
    const isHiddenColumn = (at: number) => sheet?.['!cols']?.[at]?.hidden === true
    const cells: (CellObject | undefined)[][] = sheet?.['!data'] ?? []
    const first = sheet?.['!ref'] ? reader.utils.decode_range(sheet['!ref']).s.r : 0
    const rows = Array.from(cells, (row, at) => ({ at, row: Array.from(row ?? []).slice(0, sizes.columns) }))
      .filter(({ at }) => at >= first && sheet?.['!rows']?.[at]?.hidden !== true)
      .map(({ at, row }) => ({
        row: at + 1,
        cells: row.map((cell, column) => (isHiddenColumn(column) ? '' : textOrFault(cell, reader))),
      }))
    return { name, rows, money: moneyColumns(cells) }
  })
}

/** A fault (#N/A), or a formula that nobody has calculated, is not an empty cell. */
function textOrFault(cell: CellObject | undefined, reader: Reader): string {
  if (cell?.t === 'e') return cell.w ?? '#N/A'
  if (cell?.f && (cell.v === undefined || cell.t === 'z')) return `=${cell.f}`
  return textOf(cell, reader)
}

const moneyFormat = /₽|[€$£¥](?!-)|руб|"р\.?"|USD|EUR|RUB/i

function moneyColumns(cells: readonly (readonly (CellObject | undefined)[])[]): number[] {
  const shown = new Map<number, boolean[]>()
  for (const row of cells) {
    for (const [at, cell] of (row ?? []).entries()) {
      if (cell?.t !== 'n') continue
      const marks = shown.get(at) ?? []
      marks.push(moneyFormat.test(String(cell.z ?? '')))
      shown.set(at, marks)
    }
  }
  return [...shown].filter(([, marks]) => marks.every(Boolean)).map(([at]) => at)
}

function rowsOf(sheet: WorkSheet | undefined, reader: Reader): string[][] {
  const cells: (CellObject | undefined)[][] = sheet?.['!data'] ?? []
  if (cells.length > sizes.rows) throw new BrokenFile('too_large', `${sizes.rows} rows`)
  // Sheets leave holes for empty rows and cells.
  return Array.from(cells, (row) => Array.from((row ?? []).slice(0, sizes.columns), (cell) => textOf(cell, reader)))
}

/** A number as it is, not as it is shown (`1,234.50`), except where only the format knows what it means. */
function textOf(cell: CellObject | undefined, { SSF }: Reader): string {
  if (!cell || cell.v === undefined || cell.t === 'e' || cell.t === 'z') return ''
  if (cell.t !== 'n' || typeof cell.v !== 'number') return String(cell.v)
  const format = String(cell.z ?? 'General')
  // Leading zeros of an article, percents, dates.
  if (/^0{2,}$|%/.test(format) || SSF.is_date(format)) return cell.w ?? String(cell.v)
  const sign = /[€$]|USD|EUR/.exec(format.replace(/\[\$₽?-[0-9A-F]+\]/gi, '').replace(/\[\$(?=[€$₽\p{L}])/gu, ''))?.[0]
  return sign ? `${cell.v} ${sign}` : String(cell.v)
}
