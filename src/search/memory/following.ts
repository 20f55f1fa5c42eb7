import { setImmediate } from 'node:timers/promises'
import { changedAfter } from '#db/catalog/catalog-changes.ts'
import { allPricesOf, freeShelves, listedOf, movedAfter, reservedAt, shownIds } from '#db/search/search.ts'
import { publishedPieces } from '#db/search/segments.ts'
import { ranksAmid } from '#domain/search/names.ts'
import { clearPrices, setFree, setListed, setPrice } from '#domain/search/numbers.ts'
import { placeOf, type Segment } from '#domain/search/segment.ts'
import type { SearchDeps } from '#search/kit/port.ts'
import { type BuiltIndex, buildSome, keyed } from './build.ts'
import { segmentFrom } from './segments.ts'

/** The most changed goods that are taken in at once: that takes less than a second. */
const MOST_FRESH = 10_000
/** Screens are let in between portions. */
const READ_AT_ONCE = 50
const IDS_AT_ONCE = 1000
/** Queries do not wait for the numbers of more goods than this. */
const MANY_NUMBERS = 2000

export interface Index extends BuiltIndex {
  /** Segments of changes since the index was built, as imports published them; the newest last. */
  published: Segment[]
  /** Goods that changed since and are in none of these segments; and a segment of them. */
  freshIds: Set<number>
  fresh: Segment | null
  /** The change of the catalog that was too large to be taken in. */
  tooMuchAt: number | null
  /** The next end of a reservation. */
  nextEnd: number
  busy: IndexBusy
}

/** `begun` resolves when a read begins that is too long for queries to wait for. */
export interface IndexBusy {
  begun: PromiseWithResolvers<void>
}

export const indexOf = (built: BuiltIndex, busy: IndexBusy): Index => ({
  ...built,
  busy,
  published: [],
  freshIds: new Set(),
  fresh: null,
  tooMuchAt: null,
  nextEnd: 0,
})

/** All segments of the index. */
export const segmentsOf = ({ segment, published, fresh }: Index): Segment[] =>
  fresh ? [segment, ...published, fresh] : [segment, ...published]

/** Takes in changed goods; false if there are so many that the index must be rebuilt. */
export async function takeInGoods(deps: SearchDeps, index: Index): Promise<boolean> {
  const { ids, rest, renumbered, segments, version } = await changedAfter(deps.db, index.version)
  if (rest === null || index.freshIds.union(new Set(rest)).size > MOST_FRESH) return false
  const takeInMany = async () => {
    for (const change of segments) if (!(await takeInSegment(deps, index, change))) return false
    await takeAway(deps, index)
    return true
  }
  if (ids === null && !(await whileBusy(index, takeInMany))) return false
  if (rest.length > 0) await takeInTexts(deps, index, rest)
  await takeInNumbers(deps, index, renumbered ?? segmentsOf(index).flatMap((segment) => [...segment.ids]))
  index.version = version
  return true
}

/** Takes in a published segment of an import; false if it is deleted already. */
async function takeInSegment(deps: SearchDeps, index: Index, change: number): Promise<boolean> {
  const segment = await segmentFrom(publishedPieces(deps.db, change))
  if (!segment) return false
  const ranks = ranksAmid(segment.sortedNames, index.segment.sortedNames)
  let step = ranks.next()
  for (; !step.done; step = ranks.next()) await setImmediate()
  const amid = step.value
  segment.nameRanks = segment.nameRanks.map((rank) => amid[rank / 2] ?? 0)
  const ids = [...segment.ids]
  await readNumbers(deps, [segment], ids)
  await readStock(deps, [segment], ids)
  // At any time each product is found either in this segment or in an older one.
  segment.gone.fill(1)
  const older = segmentsOf(index)
  index.published.push(segment)
  await inPortions(ids, IDS_AT_ONCE, async (portion) => {
    for (const id of portion) {
      markGone(older, id)
      segment.gone[placeOf(segment, id)] = 0
    }
  })
  return true
}

/** Removes goods that are no longer shown, if they are too many to be named. */
async function takeAway({ db }: SearchDeps, index: Index): Promise<void> {
  const shown = new Set<number>()
  for (
    let ids = await shownIds(db, 0, IDS_AT_ONCE);
    ids.length > 0;
    ids = await shownIds(db, ids.at(-1) ?? 0, IDS_AT_ONCE)
  ) {
    for (const id of ids) shown.add(id)
    await setImmediate()
  }
  for (const { ids, gone } of segmentsOf(index)) {
    ids.forEach((id, place) => {
      if (!shown.has(id)) gone[place] = 1
    })
    await setImmediate()
  }
}

async function takeInTexts(deps: SearchDeps, index: Index, ids: readonly number[]): Promise<void> {
  for (const id of ids) index.freshIds.add(id)
  const fresh = await buildSome(deps, [...index.freshIds], index.segment.sortedNames)
  for (const id of index.freshIds) markGone([index.segment, ...index.published], id)
  index.fresh = fresh
}

/** A product of a newer segment must not be found in these. */
function markGone(older: readonly Segment[], id: number): void {
  for (const segment of older) {
    const place = placeOf(segment, id)
    if (place >= 0) segment.gone[place] = 1
  }
}

async function takeInNumbers(deps: SearchDeps, index: Index, ids: readonly number[]): Promise<void> {
  const read = () => readNumbers(deps, segmentsOf(index), ids)
  await (ids.length > MANY_NUMBERS ? whileBusy(index, read) : read())
}

async function readNumbers({ db }: SearchDeps, segments: readonly Segment[], ids: readonly number[]): Promise<void> {
  await inPortions(ids, READ_AT_ONCE, async (portion) => {
    const prices = await allPricesOf(db, portion)
    const listed = await listedOf(db, portion)
    for (const id of portion) clearPrices(segments, id)
    for (const price of prices) setPrice(segments, price)
    for (const one of listed) setListed(segments, one)
  })
}

async function readStock({ db, clock }: SearchDeps, segments: readonly Segment[], ids: readonly number[]) {
  await inPortions(ids, READ_AT_ONCE, async (portion) => {
    for (const shelf of await freeShelves(db, portion, clock.now())) setFree(segments, shelf)
  })
}

async function inPortions(ids: readonly number[], size: number, take: (portion: number[]) => Promise<void>) {
  for (let at = 0; at < ids.length; at += size) {
    await take(ids.slice(at, at + size))
    await setImmediate()
  }
}

async function whileBusy<Result>({ busy }: Index, work: () => Promise<Result>): Promise<Result> {
  busy.begun.resolve()
  try {
    return await work()
  } finally {
    busy.begun = Promise.withResolvers()
  }
}

/** Takes in stock that moved, and reservations that began or ended. */
export async function takeInStock(deps: SearchDeps, index: Index): Promise<void> {
  const movedIds = new Set<number>()
  let last = index.move
  for (let moves = await movedAfter(deps.db, last, IDS_AT_ONCE); moves.length > 0; ) {
    for (const { productId } of moves) movedIds.add(productId)
    last = moves.at(-1)?.id ?? last
    await setImmediate()
    moves = await movedAfter(deps.db, last, IDS_AT_ONCE)
  }
  const reserved = keyed(await reservedAt(deps.db, deps.clock.now()))
  const segments = segmentsOf(index)
  // An import moves the stock of thousands of goods that are not shown yet.
  const isKnown = (id: number) => segments.some((segment) => placeOf(segment, id) >= 0)
  const ids = [...movedIds.union(changedReserves(index.reserved, reserved))].filter(isKnown)
  const read = () => readStock(deps, segments, ids)
  await (ids.length > MANY_NUMBERS ? whileBusy(index, read) : read())
  index.move = last
  index.reserved = reserved
  index.nextEnd = Math.min(Number.POSITIVE_INFINITY, ...[...reserved.values()].flatMap(({ endsAt }) => endsAt ?? []))
}

function changedReserves(before: Index['reserved'], after: Index['reserved']): Set<number> {
  const changed = new Set<number>()
  for (const [one, other] of [
    [before, after],
    [after, before],
  ] as const) {
    for (const [key, { productId, quantity }] of one) if (other.get(key)?.quantity !== quantity) changed.add(productId)
  }
  return changed
}
