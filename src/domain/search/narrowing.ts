import { isWithin, type Range } from '#domain/catalog/catalog.ts'
import type { Segment } from './segment.ts'

/** Conditions on the goods that were found; an absent condition passes all. */
export interface Narrowing {
  /** Ids of a category and of all below it. */
  categoryIds?: readonly number[]
  /** A product needs one value of each group. */
  valueGroups?: readonly (readonly number[])[]
  /** Ranges of one characteristic are joined by "or", of several by "and". */
  ranges?: readonly Range[]
  /** Kopecks under a price type, both included; null is open. Goods without a price are left out. */
  price?: { priceTypeId: number; from: number | null; to: number | null }
  /** Only goods that are free, or that a list without quantities states as available. */
  inStock?: boolean
  /** Only goods that are free in this warehouse. */
  warehouseId?: number
}

/** Each group of values is a bit of an int32. */
const MOST_GROUPS = 31

/** The verdict on a product: −1 it stays, −2 it goes, else the id of the only characteristic whose choice it fails. */
export type JudgeGoods = (good: number) => number
export const STAYS = -1
export const GOES = -2

export function judgeOf(segment: Segment, narrowing: Narrowing): JudgeGoods {
  const allows = simpleConditions(segment, narrowing)
  const choices = choicesOf(segment, narrowing)
  const { starts, items } = segment.values
  const bits = bitsOf(segment, choices)
  const all = choices.length === 0 ? 0 : 2 ** choices.length - 1
  /** For each choice: bits of the choices of the same characteristic. */
  const together = choices.map(({ characteristicId }) =>
    choices.reduce((sum, other, i) => sum | (other.characteristicId === characteristicId ? 1 << i : 0), 0),
  )
  return (good) => {
    for (const allow of allows) if (!allow(good)) return GOES
    if (all === 0) return STAYS
    let met = 0
    const end = starts[good + 1] ?? 0
    for (let i = starts[good] ?? 0; i < end; i++) met |= bits[items[i] as number] as number
    const missing = all & ~met
    if (missing === 0) return STAYS
    const first = 31 - Math.clz32(missing & -missing)
    return (missing & ~(together[first] ?? 0)) === 0 ? (choices[first]?.characteristicId ?? GOES) : GOES
  }
}

function simpleConditions(segment: Segment, narrowing: Narrowing): ((good: number) => boolean)[] {
  const { categoryIds, price, inStock, warehouseId } = narrowing
  const allows: ((good: number) => boolean)[] = []
  if (categoryIds) {
    const wanted = new Set(categoryIds)
    allows.push((good) => wanted.has(segment.categories[good] ?? 0))
  }
  if (price) {
    const prices = segment.prices.get(price.priceTypeId)
    const [from, to] = [price.from ?? 0, price.to ?? Number.POSITIVE_INFINITY]
    allows.push((good) => {
      const kopecks = prices?.[good] ?? -1
      return kopecks >= 0 && kopecks >= from && kopecks <= to
    })
  }
  if (inStock) allows.push((good) => isAvailable(segment, good))
  if (warehouseId !== undefined) {
    const shelf = segment.shelves.get(warehouseId)
    allows.push((good) => (shelf?.[good] ?? 0) > 0)
  }
  return allows
}

export function isAvailable({ free, listed }: Segment, good: number): boolean {
  return (free[good] ?? 0) > 0 || listed[good] === 1
}

interface Choice {
  characteristicId: number
  has(value: number): boolean
}

function choicesOf({ valueTable }: Segment, { valueGroups = [], ranges = [] }: Narrowing): Choice[] {
  const { ids, characteristics, numbers } = valueTable
  const groups = valueGroups.map((group): Choice => {
    const wanted = new Set(group)
    const at = ids.findIndex((id) => wanted.has(id))
    return { characteristicId: characteristics[at] ?? GOES, has: (value) => wanted.has(ids[value] ?? 0) }
  })
  const within = [...Map.groupBy(ranges, (range) => range.characteristicId)].map(([characteristicId, any]): Choice => {
    const has = (value: number) => {
      const number = numbers[value] ?? Number.NaN
      return characteristics[value] === characteristicId && any.some((range) => isWithin(range, number))
    }
    return { characteristicId, has }
  })
  return [...groups, ...within].slice(0, MOST_GROUPS)
}

function bitsOf({ valueTable }: Segment, choices: readonly Choice[]): Int32Array {
  const bits = new Int32Array(choices.length === 0 ? 0 : valueTable.ids.length)
  for (const [i, { has }] of choices.entries()) {
    for (let value = 0; value < bits.length; value++) if (has(value)) bits[value] = (bits[value] ?? 0) | (1 << i)
  }
  return bits
}
