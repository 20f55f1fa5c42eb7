import { CsvError } from 'csv-parse'
import { parse } from 'csv-parse/sync'
import { sizes } from '#exchange/files/sizes.ts'
import { numberIn } from './cells.ts'
import { partsOf } from './pasted-order-parts.ts'
import type { OrderRow } from './tables.ts'
import { titleRole } from './titles.ts'

const signs = ['\t', ';', '|', ','] as const
const LINES_LOOKED_AT = 200

/** Every row of a text in columns; null for a text of typed lines. */
export function textRows(text: string): OrderRow[] | null {
  const delimiter = delimiterOf(text)
  if (!delimiter) return null
  const rows = parsed(text, delimiter).map((cells) =>
    cells.length > sizes.columns ? cells.slice(0, sizes.columns) : cells,
  )
  const width = rows.find(isTitles)?.length ?? 0
  // `450000,50` without quotes is two cells: the count behind it is in a wrong column.
  const isTorn = (cells: readonly string[]) => width > 0 && cells.slice(width).some((cell) => numberIn(cell) !== null)
  return rows.map((cells, at) => ({ line: at + 1, cells, ...(isTorn(cells) && { isTorn: true }) }))
}

/**
 * The sign that splits most lines into the same number of cells, below any titles. A comma also occurs in sentences and
 * decimals: it counts only if a header or all lines agree on it.
 */
export function delimiterOf(text: string): string | null {
  const lines = text
    .split(/\r\n|\r|\n/, LINES_LOOKED_AT)
    .map((line) => line.slice(0, sizes.recordLetters))
    .filter((line) => line.trim() !== '')
    .map((line) => line.replace(/"[^"]*"/g, '""'))
  const found = signs.map((sign) => {
    const cells = lines.map((line) => line.split(sign, sizes.columns))
    const counted = Map.groupBy(
      cells.filter((some) => some.length > 1),
      (some) => some.length,
    )
    const most = Math.max(0, ...[...counted.values()].map((some) => some.length))
    return { sign, most, any: cells.filter((some) => some.length > 1).length, isHeaded: cells.some(isTitles) }
  })
  const fits = found.filter(({ sign, most, any, isHeaded }) => {
    if (sign !== ',') return any > 0 && (isHeaded || any >= lines.length / 2)
    return (
      isHeaded || (most === lines.length && !lines.some((line) => partsOf(line.slice(0, sizes.lineLetters)).length > 1))
    )
  })
  const [best] = fits.toSorted((a, b) => Number(b.isHeaded) - Number(a.isHeaded) || b.any - a.any)
  return best?.sign ?? null
}

/** True for at least two titles: one of goods or of a count, and another one. */
function isTitles(cells: readonly string[]): boolean {
  const roles = cells.map((cell) => (cell.length > 60 ? 'unknown' : titleRole(cell.replaceAll('"', ''))))
  const known = roles.filter((role) => role !== 'blank' && role !== 'unknown')
  return (
    known.length > 1 &&
    known.some((role) => ['article', 'name', 'order', 'count', 'barcode', 'code', 'model'].includes(role))
  )
}

/** A quote that never ends, or swallows lines, is a sign of inches. */
function parsed(text: string, delimiter: string): string[][] {
  const options = { delimiter, bom: true, relax_quotes: true, relax_column_count: true, skip_empty_lines: false }
  try {
    const rows = parse(text, { ...options, max_record_size: sizes.recordLetters }) as string[][]
    const isSwallowed = rows.some((cells) =>
      cells.some((cell) => cell.includes('\n') && cell.split(delimiter).length > 2),
    )
    if (!isSwallowed) return rows
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
  }
  return text
    .replace(/^\ufeff/, '')
    .split(/\r\n|\r|\n/)
    .map((line) => line.split(delimiter).map((cell) => cell.replace(/^\s*"(.*)"\s*$/, '$1').replaceAll('""', '"')))
}
