import type { WantedValue } from '../db/import-values.ts'
import { parseDecimal } from '../exchange/numbers.ts'

/** Name, unit, value. */
export type Told = readonly [name: string, unit: string, value: string]

/** The brand is a characteristic as well, so that goods are chosen by it. */
export const BRAND = 'Производитель'

/**
 * What goods are to have: what is told, else what they have, or their goods have; then the brand. One and the same twice
 * is one.
 */
export function characteristicsOf(
  told: readonly Told[],
  inherited: readonly Told[],
  brand: string,
  isVariant: boolean,
): Told[] {
  const names = new Set(told.map(([name]) => name))
  const rest = isVariant || told.length === 0 ? inherited.filter(([name]) => !names.has(name) && name !== BRAND) : []
  const all: Told[] = [...rest, ...told.filter(([name]) => name !== BRAND)]
  if (brand !== '') all.push([BRAND, '', brand])
  return [...new Map(all.map((one) => [JSON.stringify(one), one])).values()]
}

export function isSameList(one: readonly Told[], other: readonly Told[]): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}

export function wantedValue([name, unit, value]: Told): WantedValue {
  return { name, unit, value, number: numberOf(value, unit) }
}

const PLACES = 6

/** The number that a value is, alone or with its characteristic's own unit: `10 000`, `1,2`, `5000 lm`; else null. */
export function numberOf(value: string, unit: string): number | null {
  const plain = value.trim()
  const bare = unit !== '' && plain.toLowerCase().endsWith(unit.toLowerCase()) ? plain.slice(0, -unit.length) : plain
  const scaled = parseDecimal(bare, PLACES)
  return scaled === null ? null : scaled / 10 ** PLACES
}
