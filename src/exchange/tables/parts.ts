import type { CatalogRecord } from '#exchange/cells/records.ts'
import { plainTitle } from '#exchange/cells/titles.ts'
import type { TableRow } from '#exchange/files/csv.ts'
import { createFactsCounter, type TableFacts } from './column-facts.ts'
import type { Columns } from './column-shapes.ts'
import { findColumns } from './columns.ts'
import { settleColumns } from './settled-columns.ts'

/** One table of a file: a CSV file, or a sheet of a book. */
export interface TableSource {
  /** Empty if a file has no sheets. */
  sheet: string
  columns: Columns
  /** The last row of the header, from 0. */
  headerAt: number
  hiddenColumns: ReadonlySet<number>
  /** Rows from the file's first one; read twice, first for facts about columns. */
  rows: () => AsyncIterable<TableRow> | Iterable<TableRow>
  /** True if a delimiter inside a name can shift all cells of a row to the right. */
  mayStray: boolean
}

/** A header and the rows below it: a sheet may have several, one under another. */
export interface TablePart {
  /** The first row of goods, by its number in a spreadsheet. */
  from: number
  columns: Columns
  facts: TableFacts
}

/** Reads every row before the first is taken: the meaning of columns, and articles of several goods. */
export async function lookThrough(source: TableSource, isWhole: boolean): Promise<TablePart[]> {
  const open = (from: number, columns: Columns) => ({ from, columns, counter: createFactsCounter(columns) })
  let part = open(source.headerAt + 2, source.columns)
  const parts = [part]
  for await (const { row, cells } of source.rows()) {
    if (row < part.from) continue
    const other = isHeaderLike(cells) ? findColumns(cells) : null
    if (other && !isSameHeader(part.columns, other)) {
      part = open(row + 1, other)
      parts.push(part)
    } else if (!other) part.counter.add(cells)
  }
  return parts.map(({ from, columns, counter }) => {
    const facts = counter.facts()
    return { from, facts, columns: { ...settleColumns(columns, facts, source.hiddenColumns), isWhole } }
  })
}

const keyTitle =
  /^\W*(арт|код|sku|part|item|модел|номенкл|model|p\/n|mpn|catalog|order|vendor|product|штрих|barcode|ean|id|каталож|номер)/iu

/** A cheap guess: a cell begins like the title of an article, and none is a number. */
function isHeaderLike(cells: readonly string[]): boolean {
  let isKnown = false
  for (const cell of cells) {
    if (cell.length > 80 || /^[\d\s.,]+\d$/.test(cell)) return false
    isKnown ||= keyTitle.test(cell)
  }
  return isKnown
}

function isSameHeader(columns: Columns, other: Columns): boolean {
  const titles = new Map(columns.uses.map(({ at, title }) => [at, plainTitle(title)]))
  // A price and a count in exchanged columns begin another table.
  return columns.sku === other.sku && other.uses.every(({ at, title }) => titles.get(at)?.includes(plainTitle(title)))
}

/** True for rows of a table that are not goods: gaps, sums, the header again, a row of column numbers. */
export function isNoGoods({ columns, from }: TablePart, row: number, cells: readonly string[]): boolean {
  const filled = cells.filter((cell) => cell.trim() !== '')
  // Lines of dashes, the ^Z at the end of old files.
  if (!filled.some((cell) => /[\p{L}\p{N}]/u.test(cell))) return true
  if (row === from && filled.length > 2 && filled.every((cell, at) => Number(cell) === at + 1)) return true
  const isNamed = columns.name !== null && columns.name !== columns.sku && (cells[columns.name] ?? '').trim() !== ''
  if (
    /^\s*(итог[ои]?|всего|total|grand total|sub-?total)([\s:,.].*)?$/iu.test(filled[0] ?? '') &&
    (!isNamed || isSum(cells, columns))
  )
    return true
  if (isHeaderLike(cells) && findColumns(cells) !== null) return true
  return (cells[columns.sku] ?? '').trim() === '' && filled.length > 1 && isTitleRow(columns, cells)
}

/** True for the second row of a header that is repeated in the middle of a list. */
function isTitleRow(columns: Columns, cells: readonly string[]): boolean {
  const titles = new Map(columns.uses.map(({ at, title }) => [at, plainTitle(title)]))
  return cells.every(
    (cell, at) => cell.trim() === '' || (/\p{L}/u.test(cell) && titles.get(at)?.includes(plainTitle(cell))),
  )
}

const isSum = (cells: readonly string[], columns: Columns) => (cells[columns.sku] ?? '').trim() === ''

/** The columns of a part, with the price types and warehouses that they name. */
export function* columnRecords(
  sheet: string,
  { columns }: TablePart,
  seen: { priceTypes: Set<string>; warehouses: Set<string> },
): Generator<CatalogRecord> {
  for (const price of columns.prices) {
    // Prices in other currencies are never stored, so that each price type is in roubles.
    if (seen.priceTypes.has(price.priceType) || !(price.isOurs || columns.isWhole)) continue
    seen.priceTypes.add(price.priceType)
    const { priceType: name, vatIncluded } = price
    yield { kind: 'priceType', key: name, name, currency: 'RUB', vatIncluded }
  }
  for (const { place } of columns.stocks) {
    if (place === null || seen.warehouses.has(place)) continue
    seen.warehouses.add(place)
    yield { kind: 'warehouse', key: place, name: place }
  }
  yield { kind: 'sheet', sheet, columns: columns.uses.map(({ title, use, detail }) => ({ title, use, detail })) }
}
