import {
  identify,
  type StatedCharacteristic,
  type TypedCharacteristic,
  typeCharacteristic,
  valuesIn,
} from './characteristics.ts'
import type { Unit } from './units.ts'

export interface ComparisonRow {
  name: string
  /** The unit of bare numbers; empty if no unit is stated next to them. */
  unit: string
  /** As each price list states it; null: it states nothing. */
  cells: (string | null)[]
  /** All cells mean the same, whatever their units. */
  same: boolean
}

/** «Яркость, лм» */
export function labelOf({ name, unit }: Pick<ComparisonRow, 'name' | 'unit'>): string {
  return unit === '' ? name : `${name}, ${unit}`
}

interface OpenRow {
  name: string
  statedUnit: string
  unit: Unit | null
  stated: (StatedCharacteristic | undefined)[]
  typed: (TypedCharacteristic | undefined)[]
}

/** Goods side by side: first the rows that all state and differ in, then those that some lack, then the equal ones. */
export function compareGoods(lists: readonly (readonly StatedCharacteristic[])[]): ComparisonRow[] {
  const rows = new Map<string, OpenRow[]>()
  for (const [column, list] of lists.entries()) {
    for (const stated of list) {
      const typed = typeCharacteristic(stated)
      const namesakes = rows.get(typed.nameKey) ?? []
      const row = namesakes.find((one) => areOne(one.unit, typed.unit)) ?? newRow(lists.length, stated, typed)
      if (!namesakes.includes(row)) rows.set(typed.nameKey, [...namesakes, row])
      row.unit ??= typed.unit
      row.stated[column] ??= stated
      row.typed[column] ??= typed
    }
  }
  const closed = [...rows.values()].flat().map(closeRow)
  return closed.sort((a, b) => rank(a) - rank(b))
}

function areOne(unit: Unit | null, other: Unit | null): boolean {
  return !unit || !other || unit.dimension === other.dimension
}

function newRow(columns: number, stated: StatedCharacteristic, { name, unit }: TypedCharacteristic): OpenRow {
  const empty = <Item>() => Array<Item | undefined>(columns).fill(undefined)
  return { name, statedUnit: statedUnitOf(stated), unit, stated: empty(), typed: empty() }
}

/** The unit that is stated next to the value, not in it. */
function statedUnitOf([name, unit]: StatedCharacteristic): string {
  return unit || (identify(name.trim(), '').unit?.symbol ?? '')
}

function closeRow({ name, statedUnit, unit, stated, typed }: OpenRow): ComparisonRow {
  const cells = stated.map((one, column) => (one ? cellText(one, typed[column], statedUnit) : null))
  const [first, ...others] = typed.map((one, column) => (one ? meaning(one, stated[column], unit) : null))
  return { name, unit: statedUnit, cells, same: first !== null && others.every((other) => other === first) }
}

/** The stated value; a bare number in another unit than the row's carries its own unit. */
function cellText(stated: StatedCharacteristic, typed: TypedCharacteristic | undefined, rowUnit: string): string {
  const [, , value] = stated
  const unit = statedUnitOf(stated)
  const isBare = typed?.values[0]?.kind === 'number' && !/[^\d\s.,;+−–'-]/.test(value)
  return isBare && unit !== '' && unit !== rowUnit ? `${value} ${unit}` : value
}

/** Numbers are equal in whatever unit; other values are equal if they are written alike. */
function meaning(typed: TypedCharacteristic, stated: StatedCharacteristic | undefined, unit: Unit | null): string {
  const values = valuesIn(typed, unit)
  if (values.every((value) => value.kind !== 'choice' && value.kind !== 'text'))
    return values
      .map((value) => value.text)
      .sort()
      .join('\n')
  return (stated?.[2] ?? '').toLowerCase().replaceAll('ё', 'е').replace(/\s+/g, ' ').trim()
}

function rank({ same, cells }: ComparisonRow): number {
  if (same) return 2
  return cells.includes(null) ? 1 : 0
}
