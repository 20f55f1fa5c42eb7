import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { CsvError, parse } from 'csv-parse'
import { parse as parseAtOnce } from 'csv-parse/sync'
import { BrokenFile } from './broken-file.ts'
import { decodeChunks, type Encoding } from './encoding.ts'
import { sizes } from './sizes.ts'
import { type CatalogFile, readChunks } from './source.ts'

/** A row of any table: its number in a spreadsheet, from 1, and the progress in the file. */
export interface TableRow {
  row: number
  cells: string[]
  done: number
}

export const delimiters = [';', '\t', ',', '|'] as const
export type Delimiter = (typeof delimiters)[number]

// A quote in the middle of an unquoted cell (`55" display`) is a letter, not a quote.
const options = { relax_quotes: true, relax_column_count: true, max_record_size: sizes.recordLetters }

/** The first rows of a text, for a look at its header; an incomplete last row is dropped. */
export function firstCsvRows(
  text: string,
  delimiter: Delimiter,
  isWhole: boolean,
  most: number = sizes.rowsBeforeHeader,
): string[][] {
  const whole = isWhole ? text : text.slice(0, text.lastIndexOf('\n') + 1)
  const rows: string[][] = []
  try {
    // Rows before a quote that never ends are still used: the full reading reports the quote with its row.
    parseAtOnce(whole, {
      ...options,
      delimiter,
      bom: true,
      to: most,
      on_record: (cells: string[]) => void rows.push(cells),
    })
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
  }
  return rows
}

/** The rows of a CSV file; throws BrokenFile if a quote never ends or the last row is cut off. */
export async function* csvRows(file: CatalogFile, encoding: Encoding, delimiter: Delimiter): AsyncGenerator<TableRow> {
  let done = 0
  let lastLetter = ''
  async function* text(): AsyncGenerator<string> {
    for await (const piece of decodeChunks(counted(), encoding)) {
      lastLetter = piece.at(-1) ?? lastLetter
      yield piece
    }
  }
  async function* counted(): AsyncGenerator<Uint8Array> {
    for await (const chunk of readChunks(file)) {
      done += chunk.byteLength
      yield chunk
    }
  }
  const parser = parse({ ...options, delimiter, bom: true })
  // The iteration below receives the error of either stream.
  pipeline(Readable.from(text()), parser).catch(() => {})
  let row = 0
  let previous: TableRow | null = null
  let isCutOff = false
  try {
    for await (const cells of parser as AsyncIterable<string[]>) {
      if (previous) yield previous
      row++
      if (row > sizes.rows) throw new BrokenFile('too_many_rows', String(sizes.rows))
      assertNoSwallowedRows(cells, delimiter, row)
      // One cell of several words is a footnote («Цены действительны до …»).
      const isFootnote = cells.length === 1 && cells[0]?.trim().includes(' ')
      isCutOff = previous !== null && previous.cells.length > cells.length && !isFootnote
      previous = { row, cells, done }
    }
  } catch (error) {
    throw error instanceof CsvError ? new BrokenFile('broken_row', String(row + 1)) : error
  }
  if (previous && isCutOff && !/[\r\n]/.test(lastLetter)) throw new BrokenFile('broken_row', String(row))
  if (previous) yield previous
}

/** A stray quote swallows rows up to the next one: such a cell has as many delimiters as rows have. */
function assertNoSwallowedRows(cells: readonly string[], delimiter: Delimiter, row: number): void {
  const swallowed = cells.some(
    (cell) => cell.includes('\n') && cell.split(delimiter).length >= Math.max(cells.length, 4),
  )
  if (swallowed) throw new BrokenFile('broken_row', String(row))
}
