import { setImmediate } from 'node:timers/promises'
import {
  addGoods,
  fillGoods,
  fillVariants,
  type StagedGoods,
  saveSearchTexts,
  stagedGoods,
} from '../db/import-goods.ts'
import { matchByKey, matchBySku, matchOffers, matchVariants } from '../db/import-matching.ts'
import { addPrices, type Placed, switchStock } from '../db/import-offers.ts'
import type { Portion } from '../db/import-staging.ts'
import { touchRun } from '../db/import-staging.ts'
import { addValues, type PlacedValue, stageValues, valueIds, valuesOf } from '../db/import-values.ts'
import type { Db } from '../db/schema.ts'
import { articleKey, searchText } from '../domain/catalog.ts'
import type { ImportDeps } from './deps.ts'
import { characteristicsOf, isSameList, type Told, wantedValue } from './import-characteristics.ts'

const KEYS_AT_ONCE = 500

export interface Settling {
  runId: number
  importId: number
  keys: number
  priceTypes: readonly Placed[]
  warehouses: readonly Placed[]
  /** As the file names them, by key. */
  categoryNames: ReadonlyMap<string, string>
}

/**
 * Finds out in short transactions whose each row is, and writes ahead what nobody sees: new goods, hidden until the
 * switch-over, with all that belongs to them. So the switch-over has only differences left.
 */
export async function settleRun(deps: ImportDeps, run: Settling): Promise<void> {
  const known = new Map<string, number>()
  await eachPortion(deps, run, matchByKey)
  await eachPortion(deps, run, matchBySku)
  await eachPortion(deps, run, async (tx, portion) => {
    await fillGoods(tx, portion)
    await settleGoods(tx, run, portion, 'goods', known)
  })
  await eachPortion(deps, run, async (tx, portion) => {
    await matchVariants(tx, portion)
    await fillVariants(tx, portion)
    await settleGoods(tx, run, portion, 'variant', known)
  })
  await eachPortion(deps, run, matchOffers)
  const stamp = { importId: run.importId, at: deps.clock.now() }
  await eachPortion(deps, run, async (tx, portion) => {
    await addPrices(tx, portion, run.priceTypes)
    for (const warehouse of run.warehouses) await switchStock(tx, { runId: run.runId, portion }, warehouse, stamp)
  })
}

async function eachPortion(
  deps: ImportDeps,
  { runId, keys }: Settling,
  work: (tx: Db, portion: Portion) => Promise<void>,
): Promise<void> {
  for (let from = 1; from <= keys; from += KEYS_AT_ONCE) {
    await deps.db.transaction().execute(async (tx) => {
      if (!(await touchRun(tx, runId, deps.clock.now()))) throw new Error(`import run ${runId} was taken for dead`)
      await work(tx, { runId, from, to: from + KEYS_AT_ONCE - 1 })
    })
    await setImmediate()
  }
}

async function settleGoods(
  tx: Db,
  run: Settling,
  portion: Portion,
  told: 'goods' | 'variant',
  known: Map<string, number>,
): Promise<void> {
  const before = await stagedGoods(tx, portion, told)
  if (before.length === 0) return
  const texts = before.map((row) => ({ n: row.n, text: textOf(row, run.categoryNames) }))
  await saveSearchTexts(tx, run.runId, texts)
  await addGoods(tx, portion, run.importId)
  const rows = await stagedGoods(tx, portion, told)
  await settleValues(tx, run.runId, rows, known)
}

/** Words, and the article and the model without their dashes, so that a part of either is found. */
function textOf(row: StagedGoods, categoryNames: ReadonlyMap<string, string>): string {
  const category = categoryNames.get(row.categoryKey ?? '') ?? row.categoryName
  const words = searchText(row.sku, row.model, row.name, row.brand, category)
  return [words, articleKey(row.sku), articleKey(row.model)].filter((text) => text !== '').join(' ')
}

async function settleValues(
  tx: Db,
  runId: number,
  rows: readonly StagedGoods[],
  known: Map<string, number>,
): Promise<void> {
  const own = await listsOf(
    tx,
    rows.map((row) => row.productId),
  )
  const goods = await listsOf(
    tx,
    rows.map((row) => row.parentId),
    runId,
  )
  const wanted: { productId: number; isNew: boolean; list: Told[] }[] = []
  for (const { productId, parentId, characteristics, brand, isNew } of rows) {
    if (productId === null) continue
    const before = own.get(productId) ?? []
    const inherited = parentId === null ? before : (goods.get(parentId) ?? [])
    const list = characteristicsOf(JSON.parse(characteristics) as Told[], inherited, brand, parentId !== null)
    if (!isSameList(before, list)) wanted.push({ productId, isNew: isNew === 1 && before.length === 0, list })
  }
  const ids = await valueIds(
    tx,
    wanted.flatMap((one) => one.list.map(wantedValue)),
    known,
  )
  const added: PlacedValue[] = []
  const staged: PlacedValue[] = []
  let at = 0
  for (const { productId, isNew, list } of wanted) {
    const values = list.map((_, position) => ({ productId, valueId: ids[at++] ?? 0, position }))
    if (isNew) added.push(...values)
    else staged.push(...values)
  }
  await addValues(tx, added)
  await stageValues(tx, runId, staged)
}

async function listsOf(tx: Db, ids: readonly (number | null)[], runId?: number): Promise<Map<number, Told[]>> {
  const lists = new Map<number, Told[]>()
  const productIds = [...new Set(ids.filter((id) => id !== null))]
  for (const { productId, name, unit, value } of await valuesOf(tx, productIds, runId)) {
    const list = lists.get(productId) ?? []
    list.push([name, unit, value])
    lists.set(productId, list)
  }
  return lists
}
