import type { Sort } from '#domain/catalog/catalog.ts'
import { places, WHOLE } from './matching.ts'
import { isAvailable } from './narrowing.ts'
import type { Segment } from './segment.ts'

/** After the places that the article gives: all words in name and model, all words anywhere, the rest. */
const tiers = { named: places.none, whole: places.none + 1, rest: places.none + 2 } as const

const MOST_ORDERED = 0xffff
const LAST = 1e15
/** More than the values of any step of the order. */
const STEPS = 8

/** The rank of a product: the smaller, the earlier. */
export type Rank = (good: number) => number

/** An exact article is first in every order. */
export function rankOf(segment: Segment, all: number, sort: Sort, priceTypeId: number | null): Rank {
  const { hits, named, head, place } = segment.scratch
  const tier = (good: number): number => {
    const found = place[good] as number
    if (found < places.none) return found
    if (((named[good] as number) & all) === all) return tiers.named
    return (((hits[good] as number) >>> WHOLE) & all) === all ? tiers.whole : tiers.rest
  }
  if (sort === 'relevance') {
    return (good) => {
      const ordered = MOST_ORDERED - (segment.ordered[good] as number)
      const first = tier(good)
      // A screen comes before goods that only mention a screen.
      const byHead = first < places.none ? 0 : 1 - (head[good] as number)
      const isExact = (((named[good] as number) >>> WHOLE) & all) === all
      const byPlace = (Math.min(first, places.none) * STEPS + byHead) * STEPS + first
      const byForm = (byPlace * STEPS + (isExact ? 0 : 1)) * STEPS + (isAvailable(segment, good) ? 0 : 1)
      return byForm * (MOST_ORDERED + 1) + ordered
    }
  }
  const value = numberOf(segment, sort, priceTypeId)
  return (good) => value(good) - ((place[good] as number) < places.begins ? LAST * (4 - (place[good] as number)) : 0)
}

function numberOf({ prices, free }: Segment, sort: Exclude<Sort, 'relevance'>, priceTypeId: number | null): Rank {
  if (sort === 'name') return () => 0
  if (sort === 'stock') return (good) => -(free[good] as number)
  const kopecks = prices.get(priceTypeId ?? 0)
  return (good) => {
    const price = kopecks?.[good] ?? -1
    if (price < 0) return LAST
    return sort === 'cheap' ? price : -price
  }
}

interface Ranked {
  segment: Segment
  good: number
  rank: number
}

/** Equal ranks are ordered by name, then by id. */
function isBefore(a: Ranked, b: Ranked): boolean {
  if (a.rank !== b.rank) return a.rank < b.rank
  const [left, right] = [a.segment.nameRanks[a.good] ?? 0, b.segment.nameRanks[b.good] ?? 0]
  if (left !== right) return left < right
  return (a.segment.ids[a.good] ?? 0) < (b.segment.ids[b.good] ?? 0)
}

/** Collects the first `most` of all offered goods. */
export function keepFirst(most: number) {
  /** A heap with the last of the collected goods on top. */
  const best: Ranked[] = []
  const sink = (from: number) => {
    let at = from
    for (;;) {
      let last = at
      for (const child of [2 * at + 1, 2 * at + 2]) {
        const [one, other] = [best[child], best[last]]
        if (one && other && isBefore(other, one)) last = child
      }
      const [here, there] = [best[at], best[last]]
      if (last === at || !here || !there) return
      best[at] = there
      best[last] = here
      at = last
    }
  }
  return {
    offer(segment: Segment, good: number, rank: number) {
      const top = best[0]
      if (best.length === most) {
        if (!top || rank > top.rank) return
        const one = { segment, good, rank }
        if (!isBefore(one, top)) return
        best[0] = one
        sink(0)
        return
      }
      best.push({ segment, good, rank })
      if (best.length === most) for (let i = best.length >> 1; i >= 0; i--) sink(i)
    },
    /** Ids in rank order. */
    ids: (): number[] =>
      best.sort((a, b) => (isBefore(a, b) ? -1 : 1)).map(({ segment, good }) => segment.ids[good] ?? 0),
  }
}
