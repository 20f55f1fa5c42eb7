import type { CellObject, WorkSheet } from '@e965/xlsx'
import { BrokenFile } from '#exchange/files/broken-file.ts'
import { sizes } from '#exchange/files/sizes.ts'
import { readBook, type SheetLibrary, type WorkbookKind } from '#exchange/files/workbook.ts'
import { assertSmallZip } from '#exchange/files/zip.ts'
import type { OrderSheet } from './tables.ts'

/**
 * The shown sheets of a workbook, without hidden rows and columns: a filter excludes them from the order. Throws
 * BrokenFile for bombs, foreign archives and torn books.
 */
export async function readOrderBook(bytes: Uint8Array, kind: WorkbookKind): Promise<OrderSheet[]> {
  if (kind === 'html' || kind === 'xml') return filledOf(await otherBook(bytes, kind))
  if (kind === 'zip') {
    const { zipEntries: entries, unpackedBytes, orderTags: tags } = sizes
    const names = assertSmallZip(bytes, { entries, unpackedBytes, tags })
    if (names.includes('content.xml')) return filledOf(await otherBook(bytes, kind))
    if (!names.some((name) => /^xl\/workbook\.(xml|bin)$/i.test(name))) throw new BrokenFile('unknown_format', 'zip')
  }
  // The reader and its code pages take thirty megabytes: they are loaded with the first book.
  const reader = await import('@e965/xlsx')
  if (kind === 'xls') reader.set_cptable(await import('@e965/xlsx/dist/cpexcel.full.mjs'))
  const { SheetNames, Sheets, Workbook } = parsed(reader, bytes)
  const shown = SheetNames.filter((_, at) => !Workbook?.Sheets?.[at]?.Hidden)
  return filledOf(shown.map((name) => sheetOf(name, Sheets[name], reader)))
}

/** OpenDocument, HTML with the ending .xls, XML of 2003: their numbers have no formats. */
async function otherBook(bytes: Uint8Array, kind: WorkbookKind): Promise<OrderSheet[]> {
  const sheets = (await readBook(bytes, kind)).filter(({ isShown }) => isShown)
  return sheets.map(({ name, rows, hiddenColumns }) => ({
    name,
    title: name,
    money: [],
    rows: rows.map((cells, at) => ({
      line: at + 1,
      cells: cells.map((cell, column) => (hiddenColumns.has(column) ? '' : cell)),
    })),
  }))
}

/** Non-empty sheets; a single one needs no name. */
function filledOf(sheets: readonly OrderSheet[]): OrderSheet[] {
  const filled = sheets.filter(({ rows }) => rows.some(({ cells }) => cells.some((cell) => cell.trim() !== '')))
  return filled.length > 1 ? filled : filled.map((sheet) => ({ ...sheet, name: '' }))
}

function parsed(reader: SheetLibrary, bytes: Uint8Array): ReturnType<SheetLibrary['read']> {
  const styles = { cellNF: true, cellStyles: true, cellFormula: true, sheetStubs: true } as const
  try {
    return reader.read(bytes, { type: 'array', dense: true, cellHTML: false, sheetRows: sizes.rows + 1, ...styles })
  } catch (error) {
    throw new BrokenFile('broken', error instanceof Error ? error.message : '')
  }
}

function sheetOf(name: string, sheet: WorkSheet | undefined, reader: SheetLibrary): OrderSheet {
  const cells: (CellObject | undefined)[][] = sheet?.['!data'] ?? []
  if (cells.length > sizes.rows) throw new BrokenFile('too_large', `${sizes.rows} rows`)
  const isHidden = (of: '!rows' | '!cols', at: number) => sheet?.[of]?.[at]?.hidden === true
  // Sheets leave holes for empty rows and cells.
  const rows = Array.from(cells, (row, at) => ({ at, row: Array.from(row ?? []).slice(0, sizes.columns) }))
    .filter(({ at }) => !isHidden('!rows', at))
    .map(({ at, row }) => ({
      line: at + 1,
      cells: row.map((cell, column) => (isHidden('!cols', column) ? '' : textOf(cell, reader))),
    }))
  return { name, title: name, rows, money: moneyColumns(cells) }
}

/** An error (#N/A), or a formula without a saved value, is not an empty cell. */
function textOf(cell: CellObject | undefined, { SSF }: SheetLibrary): string {
  if (cell?.t === 'e') return cell.w ?? '#N/A'
  if (cell?.f && (cell.v === undefined || cell.t === 'z')) return `=${cell.f}`
  if (!cell || cell.v === undefined || cell.t === 'z') return ''
  if (cell.t !== 'n' || typeof cell.v !== 'number') return String(cell.v)
  const format = String(cell.z ?? 'General')
  // Leading zeros of an article, percents, dates: only the format carries their meaning.
  return /^0{2,}$|%/.test(format) || SSF.is_date(format) ? (cell.w ?? String(cell.v)) : String(cell.v)
}

const moneyFormat = /₽|[€$£¥](?!-)|руб|"р\.?"|USD|EUR|RUB/i

function moneyColumns(cells: readonly (readonly (CellObject | undefined)[])[]): number[] {
  const shown = new Map<number, boolean>()
  for (const row of cells) {
    for (const [at, cell] of (row ?? []).entries()) {
      if (cell?.t === 'n') shown.set(at, (shown.get(at) ?? true) && moneyFormat.test(String(cell.z ?? '')))
    }
  }
  return [...shown].filter(([, isMoney]) => isMoney).map(([at]) => at)
}
