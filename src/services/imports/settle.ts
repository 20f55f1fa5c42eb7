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
import type { StatedCharacteristic } from '#domain/catalog/characteristics.ts'
import { type CharacteristicTyper, characteristicsOf, createCharacteristicTyper } from './characteristics.ts'
import type { ImportDeps } from './deps.ts'
import type { ImportIndex } from './index.ts'
import { matchByArticle } from './matching.ts'
import type { RejectedRow } from './outcome.ts'
import { eachPortion, type ImportRun, portions, writeAhead } from './portions.ts'

/**
 * Decides in short transactions which product each row means, and writes ahead all that nobody sees: new goods, hidden
 * until the switch-over, with all that belongs to them. The switch-over then has only differences left. Answers the
 * ambiguous rows.
 */
export async function settleRun(deps: ImportDeps, run: ImportRun, index: ImportIndex | null): Promise<RejectedRow[]> {
  const typing = { typer: await createCharacteristicTyper(deps.db), known: new Map<string, number>() }
  await eachPortion(deps, run, matchByKey)
  const ambiguous = await matchByArticle(deps, run)
  if (run.rowKinds.has('variant')) await prepareSplits(deps, run)
  await eachPortion(deps, run, fillGoods)
  await settleAll(deps, run, 'goods', typing, index)
  if (!withOffers.some((kind) => run.rowKinds.has(kind))) return ambiguous
  await eachPortion(deps, run, matchVariants)
  await eachPortion(deps, run, dropOwnOffers)
  if (run.rowKinds.has('variant')) {
    await eachPortion(deps, run, fillVariants)
    await settleAll(deps, run, 'variant', typing, index)
  }
  for (const portion of portions(deps, run)) {
    if (await hasUnseen(deps.db, portion)) await writeAhead(deps, run, (tx) => addOffers(tx, run, portion))
  }
  return ambiguous
}

const SPLITS_AT_ONCE = 50

/** Prepares goods that were one variant and come in several now. */
async function prepareSplits(deps: ImportDeps, run: ImportRun): Promise<void> {
  const splits = await findSplits(deps.db, run.runId)
  for (let at = 0; at < splits.length; at += SPLITS_AT_ONCE) {
    await writeAhead(deps, run, async (tx) => {
      for (const split of splits.slice(at, at + SPLITS_AT_ONCE)) await prepareSplit(tx, run.runId, split)
    })
  }
}

/** Prices and stock of goods that nobody sees yet. */
async function addOffers(tx: Db, run: ImportRun, portion: Portion): Promise<void> {
  await addPrices(tx, portion, run.priceTypes)
  for (const warehouse of run.warehouses) await switchStock(tx, { runId: run.runId, portion }, warehouse, run.stamp)
}

/** Rows that may be offers of other goods' variants. */
const withOffers = ['variant', 'offers', 'rejected', 'deleted'] as const

/** The typer of characteristics, and the ids of the values that it has met. */
interface TypingContext {
  typer: CharacteristicTyper
  known: Map<string, number>
}

/** A row with all characteristics that it gets. */
interface SettledRow {
  row: StagedGoods
  list: StatedCharacteristic[]
}

async function settleAll(
  deps: ImportDeps,
  run: ImportRun,
  rowKind: 'goods' | 'variant',
  typing: TypingContext,
  index: ImportIndex | null,
): Promise<void> {
  for (const portion of portions(deps, run)) {
    const rows = await stagedGoods(deps.db, portion, rowKind)
    if (rows.length === 0) continue
    const settled: SettledRow[] = rows.map((row) => ({ row, list: listOf(row) }))
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
    await index?.take(portion, rowKind, placed)
  }
}

/** True if nothing has to be written ahead: all goods are visible already, and have the values of their rows. */
async function isAsItWas(db: Db, settled: readonly SettledRow[], { typer }: TypingContext): Promise<boolean> {
  const ids = settled.flatMap(({ row }) => (row.isSeen === 1 && row.productId !== null ? [row.productId] : []))
  if (ids.length < settled.length) return false
  const valueKeys = await valueKeysOf(db, ids)
  return settled.every(({ row, list }) => {
    const values = typer.known(list)
    return values !== null && keysOf(values) === (valueKeys.get(row.productId ?? 0) ?? '')
  })
}

const keysOf = (values: readonly WantedValue[]): string => values.map(({ key }) => `${key}\n`).join('')

function listOf({
  characteristics,
  storedCharacteristics,
  goodsCharacteristics,
  brand,
  parentId,
}: StagedGoods): StatedCharacteristic[] {
  const inherited = JSON.parse(
    parentId === null ? storedCharacteristics : goodsCharacteristics,
  ) as StatedCharacteristic[]
  return characteristicsOf(JSON.parse(characteristics) as StatedCharacteristic[], inherited, brand, parentId !== null)
}

/** New goods get their typed values at once, others if they differ from the present ones; `allPlaced` collects both. */
async function settleValues(
  tx: Db,
  portion: Portion,
  settled: readonly SettledRow[],
  { typer, known }: TypingContext,
  allPlaced: Map<number, number[]>,
): Promise<void> {
  const products = new Map((await settledProducts(tx, portion)).map((one) => [one.n, one]))
  const valueKeys = await valueKeysOf(
    tx,
    [...products.values()].map((one) => one.productId),
  )
  const wanted: { productId: number; isNew: boolean; values: WantedValue[] }[] = []
  for (const { row, list } of settled) {
    const product = products.get(row.n)
    if (!product) continue
    const { productId } = product
    const values = await typer.type(tx, list)
    const before = valueKeys.get(productId) ?? ''
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

async function valueKeysOf(tx: Db, productIds: readonly number[]): Promise<Map<number, string>> {
  const valueKeys = new Map<number, string>()
  for (const { productId, characteristicId, value } of await valuesOf(tx, [...new Set(productIds)])) {
    valueKeys.set(productId, `${valueKeys.get(productId) ?? ''}${valueKey(characteristicId, value)}\n`)
  }
  return valueKeys
}
