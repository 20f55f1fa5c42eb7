import type { Steps } from '#domain/steps.ts'
import { WHOLE } from './matching.ts'
import { nearKeys } from './nearest.ts'
import type { QueryPlan } from './plan.ts'
import { chunksOf, keysOf } from './query.ts'
import { keepFirst } from './ranking.ts'
import type { Segment } from './segment.ts'
import type { Lexicon, Word } from './terms.ts'

/** The loss of weight of a bare number or a quantity against a word: «экран 3 м» is a screen first. */
const NUMBERS_LESS = 40

/** A rarer word weighs more; any word weighs more than the difference between two, and a noun more than a number. */
function weightOf({ typed, whole, near, parts, isVague }: Word, lexicon: Pick<Lexicon, 'goods'>): number {
  const goods = [...whole, ...near].reduce((sum, lookup) => sum + lexicon.goods(lookup), 0)
  const isNumber = /^\d/.test(typed) && (parts.length === 0 || isVague)
  return 100 - Math.log2(goods + 1) - (isNumber ? NUMBERS_LESS : 0)
}

function weigher(plan: QueryPlan, lexicon: Pick<Lexicon, 'goods'>): (found: number) => number {
  const weights = plan.words.map((word) => weightOf(word, lexicon))
  const known = new Map<number, number>([[0, 0]])
  return (found) => {
    const weighed = known.get(found)
    if (weighed !== undefined) return weighed
    const weight = weights.reduce((sum, one, i) => sum + (found & (1 << i) ? one : 0), 0)
    known.set(found, weight)
    return weight
  }
}

/** Of the sets of words that goods have together, the weightiest; 0 if it has less than half of the words. */
export function bestCover(together: Iterable<number>, plan: QueryPlan, lexicon: Pick<Lexicon, 'goods'>): number {
  const weigh = weigher(plan, lexicon)
  let best = 0
  for (const found of together) if (found !== best && weigh(found) > weigh(best)) best = found
  return 2 * bitsIn(best) >= plan.words.length ? best : 0
}

/** The sets of words that goods have together, from the segments' scratch; each set once. */
export function* togetherIn(segments: readonly Segment[], plan: QueryPlan): Generator<number> {
  const all = (1 << plan.words.length) - 1
  const seen = new Uint8Array(all + 1)
  for (const { scratch, gone } of segments) {
    for (let good = 0; good < scratch.hits.length; good++) {
      const found = (scratch.hits[good] as number) & all
      if (seen[found] === 1 || gone[good] === 1) continue
      seen[found] = 1
      yield found
    }
  }
}

function bitsIn(number: number): number {
  let [rest, count] = [number, 0]
  for (; rest > 0; rest &= rest - 1) count++
  return count
}

/** Parts of a query that may be an article that does not exist. */
export function articlesIn(plan: QueryPlan): string[] {
  const words = plan.words.flatMap(({ typed }) => chunksOf(typed)).flatMap(({ glued }) => keysOf(glued))
  const keys = new Set([...plan.keys, ...words])
  return [...keys].filter((key) => /\d/.test(key) || keys.size === 1)
}

/** Queries have one article, or a few. */
const MOST_KEYS = 6

/** Goods most like the query: by their articles first, then by how many of its words they have. */
export function* nearestGoods(
  segments: readonly Segment[],
  plan: QueryPlan,
  lexicon: Lexicon,
  most: number,
): Steps<number[]> {
  const near: { id: number; alike: number }[] = []
  const keys = new Set([
    ...plan.keys,
    ...plan.words.flatMap(({ typed }) => chunksOf(typed)).flatMap(({ glued }) => keysOf(glued)),
  ])
  // Each key costs a walk through all articles; the longest keys are the most telling.
  const numbered = [...keys].filter((one) => /\d/.test(one) || keys.size === 1)
  const asked = numbered.toSorted((a, b) => b.length - a.length).slice(0, MOST_KEYS)
  for (const segment of segments) {
    for (const key of asked) {
      for (const { at, alike } of nearKeys(segment.articles, key, most)) {
        if (segment.gone[at >> 1] === 0) near.push({ id: segment.ids[at >> 1] ?? 0, alike })
      }
      yield
    }
  }
  near.sort((a, b) => b.alike - a.alike || a.id - b.id)
  const ids = [...new Set(near.map(({ id }) => id))].slice(0, most)
  return ids.length === most ? ids : [...new Set([...ids, ...mostWords(segments, plan, lexicon, most)])].slice(0, most)
}

function mostWords(segments: readonly Segment[], plan: QueryPlan, lexicon: Lexicon, most: number): number[] {
  const weigh = weigher(plan, lexicon)
  const first = keepFirst(most)
  const all = (1 << plan.words.length) - 1
  for (const segment of segments) {
    const { hits } = segment.scratch
    for (let good = 0; good < hits.length; good++) {
      const found = (hits[good] as number) & all
      if (found === 0 || segment.gone[good] === 1) continue
      first.offer(segment, good, -weigh(found) - bitsIn((hits[good] as number) >>> WHOLE))
    }
  }
  return first.ids()
}
