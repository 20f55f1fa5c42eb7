import { identify, type Reading, readTold, type Told, valuesIn } from './characteristics.ts'
import type { Unit } from './units.ts'

export interface ComparisonRow {
  name: string
  /** In which bare numbers are; empty where none is told beside them. */
  unit: string
  /** As each price list says it; null: it says nothing. */
  cells: (string | null)[]
  /** All say the same, in whatever unit. */
  same: boolean
}

/** «Яркость, лм» */
export function labelOf({ name, unit }: Pick<ComparisonRow, 'name' | 'unit'>): string {
  return unit === '' ? name : `${name}, ${unit}`
}

interface OpenRow {
  name: string
  toldUnit: string
  unit: Unit | null
  told: (Told | undefined)[]
  readings: (Reading | undefined)[]
}

/** Goods side by side: first what all tell and differ in, then what some do not tell, then what is the same. */
export function compareGoods(lists: readonly (readonly Told[])[]): ComparisonRow[] {
  const rows = new Map<string, OpenRow[]>()
  for (const [column, list] of lists.entries()) {
    for (const told of list) {
      const reading = readTold(told)
      const namesakes = rows.get(reading.nameKey) ?? []
      const row = namesakes.find((one) => areOne(one.unit, reading.unit)) ?? newRow(lists.length, told, reading)
      if (!namesakes.includes(row)) rows.set(reading.nameKey, [...namesakes, row])
      row.unit ??= reading.unit
      row.told[column] ??= told
      row.readings[column] ??= reading
    }
  }
  const closed = [...rows.values()].flat().map(closeRow)
  return closed.sort((a, b) => rank(a) - rank(b))
}

function areOne(unit: Unit | null, other: Unit | null): boolean {
  return !unit || !other || unit.dimension === other.dimension
}

function newRow(columns: number, told: Told, { name, unit }: Reading): OpenRow {
  const empty = <Item>() => Array<Item | undefined>(columns).fill(undefined)
  return { name, toldUnit: unitBeside(told), unit, told: empty(), readings: empty() }
}

/** The unit that is told beside the value, not in it. */
function unitBeside([name, unit]: Told): string {
  return unit || (identify(name.trim(), '').unit?.symbol ?? '')
}

function closeRow({ name, toldUnit, unit, told, readings }: OpenRow): ComparisonRow {
  const cells = told.map((one, column) => (one ? cellText(one, readings[column], toldUnit) : null))
  const [first, ...others] = readings.map((reading, column) => (reading ? meaning(reading, told[column], unit) : null))
  return { name, unit: toldUnit, cells, same: first !== null && others.every((other) => other === first) }
}

/** What it says; a bare number in another unit than the row's, with that. */
function cellText(told: Told, reading: Reading | undefined, rowUnit: string): string {
  const [, , value] = told
  const unit = unitBeside(told)
  const isBare = reading?.values[0]?.kind === 'number' && !/[^\d\s.,;+−–'-]/.test(value)
  return isBare && unit !== '' && unit !== rowUnit ? `${value} ${unit}` : value
}

/** Numbers are alike in whatever unit; other things where they are written alike. */
function meaning(reading: Reading, told: Told | undefined, unit: Unit | null): string {
  const values = valuesIn(reading, unit)
  if (values.every((value) => value.kind !== 'choice' && value.kind !== 'text'))
    return values
      .map((value) => value.text)
      .sort()
      .join('\n')
  return (told?.[2] ?? '').toLowerCase().replaceAll('ё', 'е').replace(/\s+/g, ' ').trim()
}

function rank({ same, cells }: ComparisonRow): number {
  if (same) return 2
  return cells.includes(null) ? 1 : 0
}
