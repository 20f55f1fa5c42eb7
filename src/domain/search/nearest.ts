import { type ArticleIndex, bucketOf } from './articles.ts'
import { typosBetween } from './typos.ts'

const LONGEST = 40
const SHORTEST = 3
/** The least share of common trigrams in all trigrams of two keys. */
const LEAST_ALIKE = 0.3

export interface NearKey {
  /** The key's place in the list. */
  at: number
  key: string
  /** From 0 to 1. */
  alike: number
}

/** The keys most similar to `wanted`, the likest first. */
export function nearKeys(index: ArticleIndex, wanted: string, most: number): NearKey[] {
  if (wanted.length < SHORTEST || wanted.length > LONGEST) return []
  const { text, starts, buckets, places } = index
  const shared = new Uint8Array(starts.length)
  const framed = `\n${wanted}\n`
  const touched: number[] = []
  for (let i = 0; i + 2 < framed.length; i++) {
    const bucket = bucketOf(framed, i)
    let key = 0
    let last = -1
    for (let j = buckets[bucket] ?? 0; j < (buckets[bucket + 1] ?? 0); j++) {
      const place = places[j] ?? 0
      while ((starts[key + 1] ?? Number.POSITIVE_INFINITY) <= place) key++
      if (key === last) continue
      last = key
      if (shared[key] === 0) touched.push(key)
      shared[key] = (shared[key] ?? 0) + 1
    }
  }
  const threes = wanted.length
  return touched
    .map((at) => {
      const length = (starts[at + 1] ?? 0) - (starts[at] ?? 0) - 1
      const both = shared[at] ?? 0
      return { at, alike: both / (threes + length - both) }
    })
    .filter(({ alike }) => alike >= LEAST_ALIKE)
    .sort((a, b) => b.alike - a.alike || a.at - b.at)
    .slice(0, most)
    .map(({ at, alike }) => ({ at, alike, key: text.slice((starts[at] ?? 0) + 1, starts[at + 1]) }))
}

const threesOf = (key: string) => new Set(Array.from({ length: key.length }, (_, at) => `\n${key}\n`.slice(at, at + 3)))

/** The share of common trigrams in all trigrams of two keys, from 0 to 1; 0 if it is too small to mean anything. */
export function likeness(wanted: string, key: string): number {
  const [ours, theirs] = [threesOf(wanted), threesOf(key)]
  const both = ours.intersection(theirs).size
  const alike = both / Math.max(1, ours.size + theirs.size - both)
  return alike >= LEAST_ALIKE ? alike : 0
}

const digitsOf = (key: string) => key.replace(/\D+/g, '')

/** True if `key` may be meant: one slip among the letters. Other digits are another article. */
export function isSlipOf(typed: string, key: string): boolean {
  return digitsOf(typed) === digitsOf(key) && typosBetween(typed, key, 1) <= 1
}
