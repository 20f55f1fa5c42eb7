import {
  addGoods,
  fillGoods,
  hasUnseen,
  type StagedGoods,
  saveSettled,
  settledProducts,
  stagedGoods,
} from '#db/imports/goods.ts'
import { matchByKey } from '#db/imports/matching.ts'
import { addPrices, switchStock } from '#db/imports/offers.ts'
import { findSplits, prepareSplit } from '#db/imports/splits.ts'
import { asideTransaction, type Portion } from '#db/imports/staging.ts'
import {
  addValues,
  type PlacedValue,
  stageValues,
  valueIds,
  valueKey,
  valuesOf,
  type WantedValue,
} from '#db/imports/values.ts'
import { dropOwnOffers, fillVariants, matchVariants } from '#db/imports/variants.ts'
import type { Db } from '#db/schema/schema.ts'
import type { Told } from '#domain/catalog/characteristics.ts'
import { characteristicsOf, createTypist, type Typist } from './characteristics.ts'
import type { ImportDeps } from './deps.ts'
import type { ImportIndex } from './index.ts'
import { matchByArticle } from './matching.ts'
import type { RejectedRow } from './outcome.ts'
import { eachPortion, portions, type Settling, writeAhead } from './portions.ts'

/**
 * Finds out in short transactions whose each row is, and writes ahead what nobody sees: new goods, hidden until the
 * switch-over, with all that belongs to them. So the switch-over has only differences left. Answers rows that are nobody's
 * for sure.
 */
export async function settleRun(deps: ImportDeps, run: Settling, index: ImportIndex | null): Promise<RejectedRow[]> {
  const typing = { typist: await createTypist(deps.db), known: new Map<string, number>() }
  await eachPortion(deps, run, matchByKey)
  const ambiguous = await matchByArticle(deps, run)
  if (run.told.has('variant')) await prepareSplits(deps, run)
  await eachPortion(deps, run, fillGoods)
  await settleAll(deps, run, 'goods', typing, index)
  if (!withOffers.some((told) => run.told.has(told))) return ambiguous
  await eachPortion(deps, run, matchVariants)
  await eachPortion(deps, run, dropOwnOffers)
  if (run.told.has('variant')) {
    await eachPortion(deps, run, fillVariants)
    await settleAll(deps, run, 'variant', typing, index)
  }
  for (const portion of portions(deps, run)) {
    if (await hasUnseen(deps.db, portion)) await writeAhead(deps, run, (tx) => addOffers(tx, run, portion))
  }
  return ambiguous
}

const SPLITS_AT_ONCE = 50

/** Goods that stood for one variant and come in several now. */
async function prepareSplits(deps: ImportDeps, run: Settling): Promise<void> {
  const splits = await findSplits(deps.db, run.runId)
  for (let at = 0; at < splits.length; at += SPLITS_AT_ONCE) {
    await writeAhead(deps, run, async (tx) => {
      for (const split of splits.slice(at, at + SPLITS_AT_ONCE)) await prepareSplit(tx, run.runId, split)
    })
  }
}

/** Prices and stock of what nobody sees yet. */
async function addOffers(tx: Db, run: Settling, portion: Portion): Promise<void> {
  await addPrices(tx, portion, run.priceTypes)
  for (const warehouse of run.warehouses) await switchStock(tx, { runId: run.runId, portion }, warehouse, run.stamp)
}

/** Rows that may be offers of other goods' variants. */
const withOffers = ['variant', 'offers', 'rejected', 'deleted'] as const

/** What types characteristics, and the ids of the values it has come to. */
interface Typing {
  typist: Typist
  known: Map<string, number>
}

/** A row with all characteristics it is to have. */
interface Settled {
  row: StagedGoods
  list: Told[]
}

async function settleAll(
  deps: ImportDeps,
  run: Settling,
  told: 'goods' | 'variant',
  typing: Typing,
  index: ImportIndex | null,
): Promise<void> {
  for (const portion of portions(deps, run)) {
    const rows = await stagedGoods(deps.db, portion, told)
    if (rows.length === 0) continue
    const settled: Settled[] = rows.map((row) => ({ row, list: listOf(row) }))
    const saved = settled.map(({ row, list }) => ({ n: row.n, characteristics: JSON.stringify(list) }))
    const differing = saved.filter((one, i) => one.characteristics !== rows[i]?.characteristics)
    if (differing.length > 0) await asideTransaction(deps, (tx) => saveSettled(tx, run.runId, differing))
    const placed = new Map<number, number[]>()
    if (!(await isAsItWas(deps.db, settled, typing))) {
      await writeAhead(deps, run, async (tx) => {
        await addGoods(tx, portion, run.stamp.importId)
        await settleValues(tx, portion, settled, typing, placed)
        await addOffers(tx, run, portion)
      })
    }
    await index?.take(portion, told, placed)
  }
}

/** Nothing is to be written ahead: all are seen already, and have the values that they are to have. */
async function isAsItWas(db: Db, settled: readonly Settled[], { typist }: Typing): Promise<boolean> {
  const ids = settled.flatMap(({ row }) => (row.isSeen === 1 && row.productId !== null ? [row.productId] : []))
  if (ids.length < settled.length) return false
  const held = await heldValues(db, ids)
  return settled.every(({ row, list }) => {
    const values = typist.known(list)
    return values !== null && keysOf(values) === (held.get(row.productId ?? 0) ?? '')
  })
}

const keysOf = (values: readonly WantedValue[]): string => values.map(({ key }) => `${key}\n`).join('')

function listOf({ characteristics, held, heldByGoods, brand, parentId }: StagedGoods): Told[] {
  const inherited = JSON.parse(parentId === null ? held : heldByGoods) as Told[]
  return characteristicsOf(JSON.parse(characteristics) as Told[], inherited, brand, parentId !== null)
}

/** New goods get their typed values at once, others where they differ from what they have: these are put into `allPlaced`. */
async function settleValues(
  tx: Db,
  portion: Portion,
  settled: readonly Settled[],
  { typist, known }: Typing,
  allPlaced: Map<number, number[]>,
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
    if (before !== keysOf(values)) wanted.push({ productId, isNew, values })
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
    allPlaced.set(
      productId,
      placed.map(({ valueId }) => valueId),
    )
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
