import type { CatalogHead, CatalogRecord, RejectedRecord, UntakenRecord } from '#exchange/cells/records.ts'
import { sizes } from '#exchange/files/sizes.ts'
import { categoryPath, groupHeading, isSheetCategory, newCategories, pathKey } from './categories.ts'
import type { Columns } from './column-shapes.ts'
import { createKnownGoods } from './goods.ts'
import { columnRecords, isNoGoods, lookThrough, type TablePart, type TableSource } from './parts.ts'
import { type GoodsRow, readTableRow } from './row.ts'
import { strayedCell } from './strayed-rows.ts'

/** All records of a file's tables; `untaken` are the parts already left out. */
export async function* tableRecords(
  head: CatalogHead,
  sources: readonly TableSource[],
  total: number,
  untaken: readonly UntakenRecord[] = [],
): AsyncGenerator<CatalogRecord> {
  yield head
  const add = createKnownGoods()
  const seen = { priceTypes: new Set<string>(), warehouses: new Set<string>(), categories: new Set<string>() }
  const foreign = new Map<string, number>()
  let doneBefore = 0
  for (const [table, source] of sources.entries()) {
    const parts = await lookThrough(source, head.full)
    for (const one of parts) yield* columnRecords(source.sheet, one, seen)
    const isByName = sources.length > 1 && isSheetCategory(source.sheet)
    let group: string[] = isByName ? [source.sheet] : []
    let done = doneBefore
    let next = 0
    let part: TablePart | undefined
    for await (const { row, cells, done: doneNow } of source.rows()) {
      done = doneBefore + doneNow
      while ((parts[next]?.from ?? Number.POSITIVE_INFINITY) <= row) part = parts[next++]
      if (!part || isNoGoods(part, row, cells)) continue
      const { columns, facts } = part
      const heading = groupHeading(columns, cells)
      if (heading !== null) {
        group = [heading]
        continue
      }
      const path = columns.categories.length > 0 ? categoryPath(columns, cells) : group
      const read = readTableRow(columns, row, cells, path.length > 0 ? [pathKey(path)] : [], facts.sharedArticles)
      const strayed = source.mayStray && 'goods' in read ? strayedCell(columns, cells, read.doubts) : null
      const records = strayed === null ? take(read, table, columns) : [{ ...rejection(read, row), value: strayed }]
      if (records[0]?.kind === 'product') yield* newCategories(seen.categories, path)
      for (const record of records) {
        if (record.kind === 'stock' && !seen.warehouses.has(record.warehouseKey)) {
          seen.warehouses.add(record.warehouseKey)
          yield { kind: 'warehouse', key: record.warehouseKey, name: record.warehouseKey }
        }
        const isPlaced = sources.length > 1 && (record.kind === 'rejected' || record.kind === 'doubt')
        yield isPlaced ? { ...record, sheet: source.sheet } : record
      }
      if (row % sizes.recordsPerProgress === 0) yield { kind: 'progress', done, total }
    }
    doneBefore = done
  }
  for (const [value, count] of foreign) yield { kind: 'untaken', what: 'currency', value, count }
  yield* untaken
  yield { kind: 'progress', done: total, total }

  function take(read: GoodsRow | RejectedRecord, table: number, columns: Columns): CatalogRecord[] {
    if (!('goods' in read)) return [read]
    for (const currency of read.foreign) foreign.set(currency, (foreign.get(currency) ?? 0) + 1)
    const added = add(read, table, columns.warehouse !== null)
    return Array.isArray(added) ? added : [added]
  }
}

function rejection(read: GoodsRow | RejectedRecord, row: number): RejectedRecord {
  const productKey = 'goods' in read ? read.goods.key : (read.productKey ?? '')
  return { kind: 'rejected', row, reason: 'too_many_cells', value: '', productKey }
}
