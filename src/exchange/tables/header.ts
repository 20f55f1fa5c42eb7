import { namedCurrency } from '#exchange/cells/currencies.ts'
import type { FileProblem } from '#exchange/cells/records.ts'
import { splitUnit, tidyTitle } from '#exchange/cells/titles.ts'
import type { CellMerge } from '#exchange/files/merge.ts'
import { sizes } from '#exchange/files/sizes.ts'
import type { Columns } from './column-shapes.ts'
import { findColumns, recognised } from './columns.ts'
import { priceTitle, saysWithoutVat } from './price-titles.ts'
import { stockTitle } from './stock-titles.ts'

export interface TableHeader {
  /** The last row of the header, from 0; goods follow. */
  at: number
  columns: Columns
}

/** A header has at most two more rows below its first one. */
const MORE_ROWS = 2

/** The first rows that are a header of goods, below a few title rows; null if there are none. */
export function findHeader(rows: readonly string[][], merges: readonly CellMerge[] = []): TableHeader | null {
  for (const [at, cells] of rows.slice(0, sizes.rowsBeforeHeader).entries()) {
    if (cells.every((cell) => cell.trim() === '')) continue
    const header = headerAt(rows, at, merges)
    if (header) return withNotes(header, rows.slice(0, at))
  }
  return null
}

/** The header that begins in a row, with all rows that complete it. */
function headerAt(rows: readonly string[][], at: number, merges: readonly CellMerge[]): TableHeader | null {
  let titles = rows[at] ?? []
  let columns = findColumns(titles)
  let last = at
  for (let next = at + 1; next <= at + MORE_ROWS; next++) {
    const joined = joinRows(titles, rows[next] ?? [], columns, spans(merges, next - 1), isMergedDown(merges, at, next))
    const wider = joined && findColumns(joined)
    if (!joined || (!wider && (columns || next > at + 1))) break
    titles = joined
    if (!wider) continue
    columns = wider
    last = next
  }
  return columns && { at: last, columns }
}

const isNumber = (cell: string) => /^[\d\s.,'%-]*\d[\d\s.,'%₽$€-]*$/.test(cell)
const filled = (cell: string | undefined) => (cell ?? '').trim() !== ''

/**
 * Joins the titles of two rows if the lower one continues the upper one: it has only words, stands under groups («Цена»
 * over «Розница | Дилер») or fills gaps, and leaves columns with complete titles empty. Null if the lower row is goods
 * already.
 */
function joinRows(
  upper: readonly string[],
  lower: readonly string[],
  known: Columns | null,
  across: ReadonlyMap<number, number>,
  mergedDown: boolean,
): string[] | null {
  const words = lower.filter(filled)
  if (words.length === 0 || words.some((cell) => isNumber(cell) || cell.length > 60)) return null
  if (known && filled(lower[known.sku]) && !mergedDown) return null
  if (known && known.name !== null && filled(lower[known.name])) return null
  const width = Math.max(upper.length, lower.length)
  const titles: string[] = []
  let group = ''
  let groupEnd = -1
  let isGrouped = false
  for (let at = 0; at < width; at++) {
    if (filled(upper[at])) {
      group = upper[at] ?? ''
      // Without merged cells, a group extends as long as titles stand below it and none above.
      groupEnd = across.get(at) ?? (across.size === 0 && filled(lower[at]) ? width : at)
    }
    const top = filled(upper[at]) || at <= groupEnd ? group : ''
    if (!filled(lower[at])) {
      titles.push(upper[at] ?? '')
      if (!filled(upper[at])) groupEnd = -1
      continue
    }
    isGrouped ||= top === '' || isGroup(top) || across.size > 0 || mergedDown
    titles.push(top === '' ? (lower[at] ?? '') : joinTitles(top, lower[at] ?? ''))
  }
  // Words under complete titles are goods («Проектор» under «Наименование»), unless the cells are merged.
  return isGrouped ? titles : null
}

function isGroup(title: string): boolean {
  return (
    priceTitle(title) !== null ||
    stockTitle(title) !== null ||
    /^(цены|остатки|склады|наличие|характеристики|габариты\p{P}?.*|размеры?\p{P}?.*|prices|stock)$/iu.test(title.trim())
  )
}

/** Groups whose columns need no group title. */
const saysNothing =
  /^((основные |технические )?(характеристики|параметры|свойства)|описание|specifications?|features)$/iu

/** «Цена, руб.» over «Розничная» is «Цена Розничная, руб.». */
function joinTitles(upper: string, lower: string): string {
  const { name, unit } = splitUnit(tidyTitle(upper))
  const rest = tidyTitle(lower)
  if (tidyTitle(upper).toLowerCase() === rest.toLowerCase() || saysNothing.test(name)) return rest
  return `${name} ${rest}${unit === '' ? '' : `, ${unit}`}`
}

/** The ends of merged cells of a row, by their beginnings. */
function spans(merges: readonly CellMerge[], row: number): Map<number, number> {
  const wide = merges.filter((one) => one.fromRow <= row && row <= one.toRow && one.toColumn > one.fromColumn)
  return new Map(wide.map((one) => [one.fromColumn, one.toColumn]))
}

function isMergedDown(merges: readonly CellMerge[], from: number, to: number): boolean {
  return merges.some((one) => one.fromRow === from && one.toRow >= to && one.fromColumn === one.toColumn)
}

/** Notes above a table apply to columns whose titles state nothing else: «Все цены в USD без НДС». */
function withNotes(header: TableHeader, above: readonly string[][]): TableHeader {
  const lines = above.map((cells) => cells.filter(filled).join(' '))
  const notes = lines.filter((line) => /цен|прайс|price|стоимост|валюта|currency/i.test(line))
  return { ...header, columns: withPriceNotes(header.columns, notes) }
}

/** Applies the currency and the VAT of notes to price columns whose titles state none. */
export function withPriceNotes(columns: Columns, notes: readonly string[]): Columns {
  const currency = notes.map(namedCurrency).find((one) => one !== null && one !== 'RUB') ?? null
  const isWithoutVat = notes.some(saysWithoutVat)
  if (currency === null && !isWithoutVat) return columns
  const prices = columns.prices.map((price) => ({
    ...price,
    currency: price.currency ?? (price.currencyAt === null ? currency : null),
    vatIncluded: price.vatIncluded && !(isWithoutVat && !/ндс|vat/i.test(price.title)),
  }))
  return { ...columns, prices }
}

/** The reason why rows without a header are no price list: the fullest row's missing title, and its present titles. */
export function headerProblem(rows: readonly string[][]): { reason: FileProblem; detail: string } {
  let best: { cells: string[]; read: ReturnType<typeof recognised> } | null = null
  for (const cells of rows.slice(0, sizes.rowsBeforeHeader)) {
    const read = recognised(cells)
    if (read.count > (best?.read.count ?? 0)) best = { cells, read }
  }
  if (!best || (best.read.count < 2 && !best.read.hasKey)) return { reason: 'no_header', detail: '' }
  const titles = best.cells.map(tidyTitle).filter((title) => title !== '')
  const detail = titles
    .slice(0, 12)
    .map((title) => title.slice(0, 30))
    .join(', ')
  return { reason: best.read.hasKey ? 'no_name_column' : 'no_sku_column', detail }
}
