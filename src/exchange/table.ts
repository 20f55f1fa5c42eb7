import { type Columns, findColumns } from './columns.ts'
import type { TableRow } from './csv.ts'
import type { CatalogHead, CatalogRecord } from './records.ts'
import { sizes } from './sizes.ts'
import { readTableRow } from './table-row.ts'

/** The first row that reads as a header of goods, from 0, below a few title rows; null where none does. */
export function findHeader(rows: readonly string[][]): { at: number; columns: Columns } | null {
  for (const [at, cells] of rows.slice(0, sizes.rowsBeforeHeader).entries()) {
    const columns = findColumns(cells)
    if (columns) return { at, columns }
  }
  return null
}

/** Everything that a table of goods says; `rows` starts at the file's first row, `headerAt` is counted from 0. */
export async function* tableRecords(
  head: CatalogHead,
  columns: Columns,
  headerAt: number,
  rows: AsyncIterable<TableRow> | Iterable<TableRow>,
  total: number,
): AsyncGenerator<CatalogRecord> {
  yield head
  yield* columnRecords(columns)
  const known = new Set<string>()
  const categories = new Set<string>()
  let group: string[] = []
  let done = 0
  for await (const { row, cells, done: doneNow } of rows) {
    done = doneNow
    if (row <= headerAt + 1 || cells.every((cell) => cell.trim() === '')) continue
    const heading = groupHeading(columns, cells)
    if (heading !== null) {
      group = [heading]
      continue
    }
    const path = columns.categories.length > 0 ? categoryPath(columns, cells) : group
    const records = readTableRow(columns, row, cells, path.length > 0 ? [keyOf(path)] : [])
    const product = records[0]
    if (product?.kind === 'product' && known.has(product.sku)) {
      yield { kind: 'rejected', row, reason: 'duplicate_sku', value: product.sku, productKey: product.key }
      continue
    }
    if (product?.kind === 'product') {
      known.add(product.sku)
      yield* newCategories(categories, path)
    }
    yield* records
    if (row % sizes.recordsPerProgress === 0) yield { kind: 'progress', done, total }
  }
  yield { kind: 'progress', done: total, total }
}

function* columnRecords(columns: Columns): Generator<CatalogRecord> {
  const kinds = new Map(columns.prices.map((price) => [price.priceType, price]))
  // Prices in other currencies are never written, so that each kind of price is a rouble one.
  for (const [name, { vatIncluded }] of kinds) {
    yield { kind: 'priceType', key: name, name, currency: 'RUB', vatIncluded }
  }
  for (const name of new Set(columns.stocks.map((stock) => stock.warehouse)))
    yield { kind: 'warehouse', key: name, name }
}

/** A row with one cell and no article is a heading of the rows below it; the words of that cell, or null. */
function groupHeading(columns: Columns, cells: readonly string[]): string | null {
  const filled = cells.filter((cell) => cell.trim() !== '')
  const only = filled[0]?.replace(/\s+/g, ' ').trim() ?? ''
  if (filled.length !== 1 || only.length > sizes.nameLetters || !/\p{L}/u.test(only)) return null
  // With a column of categories, a name alone is goods that lost their article.
  const isName = columns.categories.length > 0 && columns.name !== null && (cells[columns.name] ?? '').trim() !== ''
  return isName ? null : only
}

function categoryPath(columns: Columns, cells: readonly string[]): string[] {
  return columns.categories.map((at) => (cells[at] ?? '').replace(/\s+/g, ' ').trim()).filter((name) => name !== '')
}

/** A table has no ids of categories: the whole path is one. */
function keyOf(path: readonly string[]): string {
  return path.join(' > ')
}

function* newCategories(seen: Set<string>, path: readonly string[]): Generator<CatalogRecord> {
  for (const [level, name] of path.entries()) {
    const key = keyOf(path.slice(0, level + 1))
    if (seen.has(key)) continue
    seen.add(key)
    yield { kind: 'category', key, parentKey: level === 0 ? null : keyOf(path.slice(0, level)), name }
  }
}
