import { setImmediate } from 'node:timers/promises'
import { changedAfter } from '../db/catalog-changes.ts'
import { allPricesOf, freeShelves, type Held, heldAt, movedAfter } from '../db/search.ts'
import { clearPrices, setFree, setPrice } from '../domain/search/numbers.ts'
import { placeOf, type Segment } from '../domain/search/segment.ts'
import type { ImportDeps } from './deps.ts'
import { type Built, buildSome, keyed } from './search-build.ts'

/** So many are taken in at once: that takes less than a second. */
const MOST_FRESH = 10_000
const READ_AT_ONCE = 500
/** Prices or stock of more goods are not waited for. */
const MANY_NUMBERS = 2000

export interface Index extends Built {
  /** Goods that have changed since the index was built, and an index of these. */
  freshIds: Set<number>
  fresh: Segment | null
  /** The change of the catalog that was too much to be taken in. */
  tooMuchAt: number | null
  /** When a reserve ends next. */
  nextEnd: number
  /** Prices or stock of very many goods are being read. */
  isRenumbered: boolean
}

export const indexOf = (built: Built): Index => ({
  ...built,
  freshIds: new Set(),
  fresh: null,
  tooMuchAt: null,
  nextEnd: 0,
  isRenumbered: false,
})

/** Takes changed goods in; false where there are so many that the index is to be built anew. */
export async function takeInGoods(deps: ImportDeps, index: Index): Promise<boolean> {
  const { ids, priced, version } = await changedAfter(deps.db, index.version)
  if (ids === null || new Set([...index.freshIds, ...ids]).size > MOST_FRESH) return false
  if (ids.length > 0) await takeInTexts(deps, index, ids)
  await takeInPrices(deps, index, priced ?? [...index.segment.ids, ...(index.fresh?.ids ?? [])])
  index.version = version
  return true
}

async function takeInTexts(deps: ImportDeps, index: Index, ids: readonly number[]): Promise<void> {
  for (const id of ids) index.freshIds.add(id)
  const fresh = await buildSome(deps, [...index.freshIds], index.segment.sortedNames)
  for (const id of index.freshIds) {
    const place = placeOf(index.segment, id)
    if (place >= 0) index.segment.gone[place] = 1
  }
  index.fresh = fresh
}

async function takeInPrices({ db }: ImportDeps, index: Index, ids: readonly number[]): Promise<void> {
  const segments = segmentsOf(index)
  await eachPortion(index, ids, async (portion) => {
    const prices = await allPricesOf(db, portion)
    for (const id of portion) clearPrices(segments, id)
    for (const price of prices) setPrice(segments, price)
  })
}

async function eachPortion(index: Index, ids: readonly number[], take: (portion: number[]) => Promise<void>) {
  index.isRenumbered = ids.length > MANY_NUMBERS
  try {
    for (let at = 0; at < ids.length; at += READ_AT_ONCE) {
      await take(ids.slice(at, at + READ_AT_ONCE))
      await setImmediate()
    }
  } finally {
    index.isRenumbered = false
  }
}

const segmentsOf = ({ segment, fresh }: Index): Segment[] => (fresh ? [segment, fresh] : [segment])

/** Takes in what has moved, been reserved or become free since. */
export async function takeInStock({ db, clock }: ImportDeps, index: Index): Promise<void> {
  const now = clock.now()
  const moved = await movedAfter(db, index.move)
  const held = keyed(await heldAt(db, now))
  const segments = segmentsOf(index)
  // An import moves stock of goods by the thousand that nobody sees yet.
  const isKnown = (id: number) => segments.some((segment) => placeOf(segment, id) >= 0)
  const ids = [...new Set([...moved.ids, ...changedHolds(index.held, held)])].filter(isKnown)
  await eachPortion(index, ids, async (portion) => {
    for (const shelf of await freeShelves(db, portion, now)) setFree(segments, shelf)
  })
  index.move = moved.last
  index.held = held
  index.nextEnd = Math.min(Number.POSITIVE_INFINITY, ...[...held.values()].flatMap(({ endsAt }) => endsAt ?? []))
}

function changedHolds(before: ReadonlyMap<string, Held>, after: ReadonlyMap<string, Held>): Set<number> {
  const changed = new Set<number>()
  for (const [one, other] of [
    [before, after],
    [after, before],
  ] as const) {
    for (const [key, { productId, quantity }] of one) if (other.get(key)?.quantity !== quantity) changed.add(productId)
  }
  return changed
}
