import { setImmediate } from 'node:timers/promises'
import {
  asideTransaction,
  type StagedPrice,
  type StagedRow,
  type StagedStock,
  stageBatch,
  touchRun,
} from '#db/imports/staging.ts'
import type { CatalogRecord, MentionRecord, ProductRecord } from '#exchange/cells/records.ts'
import type { ImportDeps } from './deps.ts'
import type { ImportWay, OnProgress } from './outcome.ts'
import { rowKindOf, stagedRow } from './rows.ts'
import { emptyStaged, type Staged, takeHead, takeRemark } from './staged.ts'

const KEYS_AT_ONCE = 400

/** Stages a stream of records in short transactions, with a pause after each for other work. */
export async function stageRecords(
  deps: ImportDeps,
  runId: number,
  records: AsyncIterable<CatalogRecord>,
  { onProgress, ...way }: ImportWay & { onProgress: OnProgress },
): Promise<Staged> {
  const buffer = createStagingBuffer(runId, way)
  for await (const record of records) {
    if (record.kind === 'progress') await onProgress(record.done, record.total)
    if (buffer.isFull(record)) await flush(deps, runId, buffer)
    buffer.take(record)
  }
  await flush(deps, runId, buffer)
  return buffer.staged
}

async function flush(deps: ImportDeps, runId: number, buffer: StagingBuffer): Promise<void> {
  const batch = buffer.empty()
  await asideTransaction(deps, async (tx) => {
    if (!(await touchRun(tx, runId, deps.clock.now()))) throw new Error(`import run ${runId} was taken for dead`)
    await stageBatch(tx, batch)
  })
  await setImmediate()
}

type StagingBuffer = ReturnType<typeof createStagingBuffer>

/**
 * Gathers rows that are written at once. One product's records stand together, so a batch ends only before the next
 * product.
 */
function createStagingBuffer(runId: number, way: ImportWay) {
  const staged = emptyStaged()
  const known = new Map<string, { n: number; rowKind: StagedRow['told'] }>()
  const priceTypes = new Map<string, number>()
  const warehouses = new Map<string, number>()
  let source = ''
  let rows = new Map<number, StagedRow>()
  let prices = new Map<string, StagedPrice>()
  let stock = new Map<string, StagedStock>()

  function place(
    key: string,
    rowKind: StagedRow['told'],
    row: number,
    product?: ProductRecord | MentionRecord,
  ): number {
    const before = known.get(key)
    const isBetter =
      product && !(rowKind === 'variant' && (before?.rowKind === 'goods' || before?.rowKind === 'deleted'))
    if (before && !isBetter) return before.n
    const n = before?.n ?? ++staged.keys
    known.set(key, { n, rowKind })
    staged.rowKinds.add(rowKind)
    rows.set(n, stagedRow({ runId, n, told: rowKind, key, rowNumber: row, source }, product))
    return n
  }
  function placeOf(places: Map<string, number>, key: string, add: () => void): number {
    const before = places.get(key)
    if (before !== undefined) return before
    add()
    places.set(key, places.size)
    return places.size - 1
  }
  function take(record: CatalogRecord): void {
    switch (record.kind) {
      case 'catalog':
        source = record.id
        takeHead(staged, record, way)
        break
      case 'priceType': {
        const { key, name, currency, vatIncluded } = record
        const at = placeOf(priceTypes, key, () => staged.priceTypes.push({ key, name, currency, vatIncluded }))
        staged.priceTypes[at] = { key, name, currency, vatIncluded }
        break
      }
      case 'warehouse': {
        const { key, name, address = null } = record
        const at = placeOf(warehouses, key, () => staged.warehouses.push({ key, name, address }))
        staged.warehouses[at] = { key, name, address }
        break
      }
      case 'product':
        staged.goods++
        place(record.key, rowKindOf(record), record.row, record)
        break
      case 'mention':
        place(record.key, rowKindOf(record), record.row, record)
        break
      case 'price': {
        const { productKey, priceTypeKey: key, kopecks, row } = record
        const unnamed = { key, name: null, currency: 'RUB', vatIncluded: true }
        const priceType = placeOf(priceTypes, key, () => staged.priceTypes.push(unnamed))
        const n = place(productKey, 'offers', row)
        prices.set(`${n}:${priceType}`, { runId, n, priceType, kopecks })
        break
      }
      case 'stock': {
        const { productKey, warehouseKey: key, quantity, row } = record
        const warehouse = placeOf(warehouses, key, () => staged.warehouses.push({ key, name: null, address: null }))
        const n = place(productKey, 'offers', row)
        stock.set(`${n}:${warehouse}`, { runId, n, warehouse, quantity })
        break
      }
      case 'availability': {
        const row = rows.get(place(record.productKey, 'offers', record.row))
        if (row) row.available = record.available ? 1 : 0
        break
      }
      case 'rejected': {
        const { kind: _, productKey, ...rejected } = record
        staged.rejected.push(rejected)
        if (productKey !== undefined) place(productKey, 'rejected', rejected.row)
        break
      }
      default:
        takeRemark(staged, record)
    }
  }
  function empty() {
    const batch = { rows: [...rows.values()], prices: [...prices.values()], stock: [...stock.values()] }
    rows = new Map()
    prices = new Map()
    stock = new Map()
    return batch
  }
  const isFull = (next: CatalogRecord) =>
    rows.size + prices.size / 4 + stock.size / 4 >= KEYS_AT_ONCE * 2 ||
    (rows.size >= KEYS_AT_ONCE && (next.kind === 'product' || next.kind === 'mention'))
  return { staged, take, empty, isFull }
}
