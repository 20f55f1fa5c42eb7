import {
  type StatedCharacteristic,
  type TypedCharacteristic,
  typeCharacteristic,
  valuesIn,
} from '#domain/catalog/characteristics.ts'

/** The traits by which goods are compared when one is to stand in for another. */
export interface ComparedTraits {
  /** null: on request. */
  kopecks: number | null
  characteristics: readonly StatedCharacteristic[]
}

/** The price weighs as much as this many characteristics. */
const PRICE_WEIGHT = 2

/** The distance of unlike words, and of a trait that only one has: less than 1, since only numbers show a degree. */
const UNLIKE = 0.6

/**
 * The distance of one product from another, from 0 (alike in all stated traits) to 1: the mean over price and over
 * every characteristic that either has.
 */
export function distance(one: ComparedTraits, other: ComparedTraits): number {
  const parts = [...pairs(one, other)].map(([a, b]) => (a && b ? difference(a, b) : UNLIKE))
  const known = one.kopecks !== null && other.kopecks !== null
  const price = known ? numberDifference(one.kopecks ?? 0, other.kopecks ?? 0) * PRICE_WEIGHT : 0
  const weight = parts.length + (known ? PRICE_WEIGHT : 0)
  return weight === 0 ? 0 : (price + parts.reduce((sum, part) => sum + part, 0)) / weight
}

function* pairs(
  one: ComparedTraits,
  other: ComparedTraits,
): Generator<[TypedCharacteristic | undefined, TypedCharacteristic | undefined]> {
  const [a, b] = [typedOf(one), typedOf(other)]
  for (const key of new Set([...a.keys(), ...b.keys()])) yield [a.get(key), b.get(key)]
}

/** By name; sentences are left out, since they cannot be measured. */
function typedOf({ characteristics }: ComparedTraits): Map<string, TypedCharacteristic> {
  const read = characteristics
    .map(typeCharacteristic)
    .filter(({ values }) => values.every((value) => value.kind !== 'text'))
  return new Map(read.map((typed) => [typed.nameKey, typed]))
}

function difference(one: TypedCharacteristic, other: TypedCharacteristic): number {
  if (one.unit && other.unit && one.unit.dimension !== other.unit.dimension) return UNLIKE
  const unit = one.unit ?? other.unit
  const [a, b] = [valuesIn(one, unit), valuesIn(other, unit)]
  const [x, y] = [a[0]?.number ?? null, b[0]?.number ?? null]
  if (a.length === 1 && b.length === 1 && x !== null && y !== null) return numberDifference(x, y)
  const [mine, theirs] = [a, b].map((values) => new Set(values.map(({ text }) => text.toLowerCase())))
  const all = mine?.union(theirs ?? new Set()).size ?? 0
  const common = mine?.intersection(theirs ?? new Set()).size ?? 0
  return all === 0 ? 0 : (1 - common / all) * UNLIKE
}

/** 0 for equal numbers, 1 if one of them is negligible compared with the other. */
function numberDifference(x: number, y: number): number {
  const most = Math.max(Math.abs(x), Math.abs(y))
  return most === 0 ? 0 : Math.min(1, Math.abs(x - y) / most)
}
