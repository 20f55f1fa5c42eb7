import { setImmediate } from 'node:timers/promises'
import type { ToldPriceType, ToldWarehouse } from '../db/import-directories.ts'
import {
  asideTransaction,
  type StagedPrice,
  type StagedRow,
  type StagedStock,
  stageBatch,
  touchRun,
} from '../db/import-staging.ts'
import type { ToldCategory } from '../db/imports.ts'
import type {
  CatalogRecord,
  DirectoryRecord,
  MentionRecord,
  ProductRecord,
  UntakenRecord,
} from '../exchange/records.ts'
import type { ImportDeps } from './deps.ts'
import type { DoubtedCell, OnProgress, RejectedRow, SheetColumns } from './import-outcome.ts'
import { stagedRow, toldOf } from './import-rows.ts'

/** What a file says beside its goods, prices and stock, which lie in the staging tables. */
export interface Staged {
  categories: ToldCategory[]
  /** In the order of their places in the staged prices. */
  priceTypes: ToldPriceType[]
  warehouses: ToldWarehouse[]
  /** Sources whose whole list this is: what they don't name may be hidden. */
  fullSources: string[]
  /** The offers name all variants that there are of their goods. */
  hasWholeOffers: boolean
  rejected: RejectedRow[]
  /** Cells that could not be read; their rows are taken without them. */
  cells: DoubtedCell[]
  untaken: Omit<UntakenRecord, 'kind'>[]
  sheets: SheetColumns[]
  directories: Omit<DirectoryRecord, 'kind'>[]
  /** The last key's place: 0 where there are none. */
  keys: number
  /** What kinds of rows there are. */
  told: Set<StagedRow['told']>
  goods: number
}

const KEYS_AT_ONCE = 400

/** Lays a stream of records down in short transactions, with a pause after each for whoever else wants to work. */
export async function stageRecords(
  deps: ImportDeps,
  runId: number,
  records: AsyncIterable<CatalogRecord>,
  onProgress: OnProgress,
): Promise<Staged> {
  const tray = createTray(runId)
  for await (const record of records) {
    if (record.kind === 'progress') await onProgress(record.done, record.total)
    if (tray.isFull(record)) await flush(deps, runId, tray)
    tray.take(record)
  }
  await flush(deps, runId, tray)
  return tray.staged
}

async function flush(deps: ImportDeps, runId: number, tray: Tray): Promise<void> {
  const batch = tray.empty()
  await asideTransaction(deps, async (tx) => {
    if (!(await touchRun(tx, runId, deps.clock.now()))) throw new Error(`import run ${runId} was taken for dead`)
    await stageBatch(tx, batch)
  })
  await setImmediate()
}

type Tray = ReturnType<typeof createTray>

/** Gathers what is written at once. One product's records stand together, so a batch ends only where the next begins. */
function createTray(runId: number) {
  const staged: Staged = {
    categories: [],
    priceTypes: [],
    warehouses: [],
    fullSources: [],
    hasWholeOffers: false,
    rejected: [],
    cells: [],
    untaken: [],
    sheets: [],
    directories: [],
    keys: 0,
    told: new Set(),
    goods: 0,
  }
  const known = new Map<string, { n: number; told: StagedRow['told'] }>()
  const priceTypes = new Map<string, number>()
  const warehouses = new Map<string, number>()
  let source = ''
  let rows = new Map<number, StagedRow>()
  let prices = new Map<string, StagedPrice>()
  let stock = new Map<string, StagedStock>()

  function place(key: string, told: StagedRow['told'], row: number, product?: ProductRecord | MentionRecord): number {
    const before = known.get(key)
    const isBetter = product && !(told === 'variant' && (before?.told === 'goods' || before?.told === 'deleted'))
    if (before && !isBetter) return before.n
    const n = before?.n ?? ++staged.keys
    known.set(key, { n, told })
    staged.told.add(told)
    rows.set(n, stagedRow({ runId, n, told, key, rowNumber: row, source }, product))
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
        if (record.full) staged.fullSources.push(record.id)
        staged.hasWholeOffers ||= record.wholeOffers === true
        break
      case 'category':
        staged.categories.push({ key: record.key, parentKey: record.parentKey, name: record.name })
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
      case 'mention':
        place(record.key, toldOf(record), record.row, record)
        staged.goods++
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
        const { row, reason, value, productKey } = record
        staged.rejected.push(value === '' ? { row, reason } : { row, reason, value })
        if (productKey !== undefined) place(productKey, 'rejected', row)
        break
      }
      case 'doubt': {
        const { kind: _, ...cell } = record
        staged.cells.push(cell)
        break
      }
      case 'untaken': {
        const { kind: _, ...what } = record
        staged.untaken.push(what)
        break
      }
      case 'sheet': {
        const { kind: _, ...sheet } = record
        staged.sheets.push(sheet)
        break
      }
      case 'directory': {
        const { kind: _, ...entry } = record
        staged.directories.push(entry)
      }
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
