import { setImmediate } from 'node:timers/promises'
import { catalogVersion } from '#db/catalog/catalog-changes.ts'
import type { Db } from '#db/schema/schema.ts'
import {
  type FreeShelf,
  type GoodsNumbers,
  lastMove,
  numbersOf,
  reservedAt,
  type SearchableGood,
  type ShelfReserve,
  searchableAmong,
  searchableGoods,
  searchableValues,
  timesOrdered,
} from '#db/search/search.ts'
import type { SortedNames } from '#domain/search/names.ts'
import { setFree, setPrice } from '#domain/search/numbers.ts'
import type { Good, Segment } from '#domain/search/segment.ts'
import { buildSegment, type SegmentBuilder } from '#domain/search/segment-builder.ts'
import type { SearchDeps } from '#search/kit/port.ts'
import { stem } from '#search/kit/stems.ts'

/** Goods per portion: a few milliseconds of work, after which screens are let in. */
const PORTION = 200

/** An index of the shown goods, and the state of the database that it includes. */
export interface BuiltIndex {
  segment: Segment
  version: number
  move: number
  reserved: Map<string, ShelfReserve>
}

/** Reads all shown goods. Changes made meanwhile are newer than `version`, `move` and `reserved`. */
export async function buildAll({ db, clock }: SearchDeps): Promise<BuiltIndex> {
  const version = await catalogVersion(db)
  const move = await lastMove(db)
  const reserved = keyed(await reservedAt(db, clock.now()))
  let after = 0
  const segment = await build(db, clock.now(), async () => {
    const goods = await searchableGoods(db, after, PORTION)
    after = goods.at(-1)?.id ?? after
    return goods
  })
  return { segment, version, move, reserved }
}

/** An index of the shown ones of these goods, with their names ranked among those of another index. */
export async function buildSome(
  { db, clock }: SearchDeps,
  ids: readonly number[],
  amid: SortedNames,
): Promise<Segment> {
  const sorted = [...ids].sort((a, b) => a - b)
  let at = 0
  const next = async () => {
    let goods: SearchableGood[] = []
    while (goods.length === 0 && at < sorted.length) {
      goods = await searchableAmong(db, sorted.slice(at, at + PORTION))
      at += PORTION
    }
    return goods
  }
  return build(db, clock.now(), next, amid)
}

async function build(db: Db, now: number, next: () => Promise<SearchableGood[]>, amid?: SortedNames): Promise<Segment> {
  const ordered = await timesOrdered(db)
  const builder = buildSegment(stem)
  builder.know(await searchableValues(db))
  const prices: GoodsNumbers['prices'] = []
  const shelves: FreeShelf[] = []
  for (let goods = await next(); goods.length > 0; goods = await next()) {
    const ids = goods.map(({ id }) => id)
    const numbers = await numbersOf(db, ids, now)
    prices.push(...numbers.prices)
    shelves.push(...numbers.shelves)
    addGoods(builder, goods, numbers, ordered)
    await setImmediate()
  }
  const steps = builder.finish(amid)
  let step = steps.next()
  for (; !step.done; step = steps.next()) await setImmediate()
  const segment = step.value
  await inPortions(prices, (price) => setPrice([segment], price))
  await inPortions(shelves, (shelf) => setFree([segment], shelf))
  return segment
}

function addGoods(
  builder: SegmentBuilder,
  goods: readonly SearchableGood[],
  { values }: GoodsNumbers,
  ordered: ReadonlyMap<number, number>,
): void {
  const valuesOf = Map.groupBy(values, ({ productId }) => productId)
  for (const good of goods) {
    const own = valuesOf.get(good.id)?.map(({ valueId }) => valueId) ?? []
    builder.add({ ...good, values: own, ordered: ordered.get(good.id) ?? 0 } satisfies Good)
  }
}

const AT_ONCE = 20_000

async function inPortions<One>(all: readonly One[], take: (one: One) => void): Promise<void> {
  for (let i = 0; i < all.length; i++) {
    take(all[i] as One)
    if (i % AT_ONCE === AT_ONCE - 1) await setImmediate()
  }
}

export function keyed(reserves: readonly ShelfReserve[]): Map<string, ShelfReserve> {
  return new Map(reserves.map((one) => [`${one.productId}:${one.warehouseId}`, one]))
}
