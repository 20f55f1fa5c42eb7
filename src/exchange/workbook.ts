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
  if (bytes.byteLength > sizes.workbookBytes) throw new BrokenFile('too_large', String(sizes.workbookBytes))
  if (kind === 'zip') {
    const names = assertSmallZip(bytes, { entries: sizes.zipEntries, unpackedBytes: sizes.unpackedBytes })
    if (!names.some((name) => /^xl\/workbook\.(xml|bin)$/i.test(name))) throw new BrokenFile('unknown_format', 'zip')
  }
  const reader = await load(kind)
  let book: ReturnType<Reader['read']>
  try {
    book = reader.read(bytes, {
      type: 'array',
      dense: true,
      cellNF: true,
      cellFormula: false,
      cellHTML: false,
      sheetRows: sizes.rows + 1,
    })
  } catch (error) {
    throw new BrokenFile('broken', error instanceof Error ? error.message : kind)
  }
  const shown = book.SheetNames.filter((_, at) => !book.Workbook?.Sheets?.[at]?.Hidden)
  return shown.map((name) => rowsOf(book.Sheets[name], reader))
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
