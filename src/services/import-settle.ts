import { setImmediate } from 'node:timers/promises'
import {
  addGoods,
  fillGoods,
  fillVariants,
  type StagedGoods,
  saveSettled,
  settledProducts,
  stagedGoods,
} from '../db/import-goods.ts'
import { matchByKey, matchBySku, matchOffers, matchVariants } from '../db/import-matching.ts'
import { addPrices, type Placed, switchStock } from '../db/import-offers.ts'
import { type Portion, type StagedRow, stagingTransaction, touchRun } from '../db/import-staging.ts'
import {
  addValues,
  type PlacedValue,
  stageValues,
  valueIds,
  valueKey,
  valuesOf,
  type WantedValue,
} from '../db/import-values.ts'
import type { Db } from '../db/schema.ts'
import type { Told } from '../domain/characteristics.ts'
import type { ImportDeps } from './deps.ts'
import { characteristicsOf, createTypist, type Typist } from './import-characteristics.ts'

const KEYS_AT_ONCE = 400

export interface Settling {
  runId: number
  importId: number
  keys: number
  /** What kinds of rows there are. */
  told: ReadonlySet<StagedRow['told']>
  priceTypes: readonly Placed[]
  warehouses: readonly Placed[]
}

/**
 * Finds out in short transactions whose each row is, and writes ahead what nobody sees: new goods, hidden until the
 * switch-over, with all that belongs to them. So the switch-over has only differences left.
 */
export async function settleRun(deps: ImportDeps, run: Settling): Promise<void> {
  const typing = { typist: await createTypist(deps.db), known: new Map<string, number>() }
  await eachPortion(deps, run, matchByKey)
  await eachPortion(deps, run, matchBySku)
  await eachPortion(deps, run, async (tx, portion) => {
    await fillGoods(tx, portion)
    await settleGoods(tx, run, portion, 'goods', typing)
  })
  if (run.told.has('variant')) {
    await eachPortion(deps, run, async (tx, portion) => {
      await matchVariants(tx, portion)
      await fillVariants(tx, portion)
      await settleGoods(tx, run, portion, 'variant', typing)
    })
  }
  if (withOffers.some((told) => run.told.has(told))) await eachPortion(deps, run, matchOffers)
  const stamp = { importId: run.importId, at: deps.clock.now() }
  await eachPortion(deps, run, async (tx, portion) => {
    await addPrices(tx, portion, run.priceTypes)
    for (const warehouse of run.warehouses) await switchStock(tx, { runId: run.runId, portion }, warehouse, stamp)
  })
}

/** Rows that may be offers of other goods' variants. */
const withOffers = ['variant', 'offers', 'rejected'] as const

async function eachPortion(
  deps: ImportDeps,
  { runId, keys }: Settling,
  work: (tx: Db, portion: Portion) => Promise<void>,
): Promise<void> {
  for (let from = 1; from <= keys; from += KEYS_AT_ONCE) {
    await stagingTransaction(deps.db, async (tx) => {
      if (!(await touchRun(tx, runId, deps.clock.now()))) throw new Error(`import run ${runId} was taken for dead`)
      await work(tx, { runId, from, to: from + KEYS_AT_ONCE - 1 })
    })
    await setImmediate()
  }
}

/** What types characteristics, and the ids of the values it has come to. */
interface Typing {
  typist: Typist
  known: Map<string, number>
}

async function settleGoods(
  tx: Db,
  run: Settling,
  portion: Portion,
  told: 'goods' | 'variant',
  typing: Typing,
): Promise<void> {
  const rows = await stagedGoods(tx, portion, told)
  if (rows.length === 0) return
  const settled = rows.map((row) => ({ row, list: listOf(row) }))
  const saved = settled.map(({ row, list }) => ({ n: row.n, characteristics: JSON.stringify(list) }))
  const differing = saved.filter((one, i) => one.characteristics !== rows[i]?.characteristics)
  await saveSettled(tx, run.runId, differing)
  await addGoods(tx, portion, run.importId)
  await settleValues(tx, portion, settled, typing)
}

function listOf({ characteristics, held, heldByGoods, brand, parentId }: StagedGoods): Told[] {
  const inherited = JSON.parse(parentId === null ? held : heldByGoods) as Told[]
  return characteristicsOf(JSON.parse(characteristics) as Told[], inherited, brand, parentId !== null)
}

/** New goods get their typed values at once, others where they differ from what they have. */
async function settleValues(
  tx: Db,
  portion: Portion,
  settled: readonly { row: StagedGoods; list: Told[] }[],
  { typist, known }: Typing,
): Promise<void> {
  const products = new Map((await settledProducts(tx, portion)).map((one) => [one.n, one]))
  const held = await heldValues(
    tx,
    [...products.values()].map((one) => one.productId),
  )
  const wanted: { productId: number; isNew: boolean; values: WantedValue[] }[] = []
  for (const { row, list } of settled) {
    const product = products.get(row.n)
    if (!product) continue
    const { productId } = product
    const values = await typist.type(tx, list)
    const before = held.get(productId) ?? ''
    const isNew = product.isNew === 1 && before === ''
    if (before !== values.map((value) => `${value.key}\n`).join('')) wanted.push({ productId, isNew, values })
  }
  const ids = await valueIds(
    tx,
    wanted.flatMap((one) => one.values),
    known,
  )
  const added: PlacedValue[] = []
  const staged: PlacedValue[] = []
  let at = 0
  for (const { productId, isNew, values } of wanted) {
    const placed = values.map((_, position) => ({ productId, valueId: ids[at++] ?? 0, position }))
    if (isNew) added.push(...placed)
    else staged.push(...placed)
  }
  await addValues(tx, added)
  await stageValues(tx, portion.runId, staged)
}

async function heldValues(tx: Db, productIds: readonly number[]): Promise<Map<number, string>> {
  const held = new Map<number, string>()
  for (const { productId, characteristicId, value } of await valuesOf(tx, [...new Set(productIds)])) {
    held.set(productId, `${held.get(productId) ?? ''}${valueKey(characteristicId, value)}\n`)
  }
  return held
}
