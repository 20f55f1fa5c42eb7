import {
  addCharacteristic,
  allCharacteristics,
  allChoices,
  setUnit,
  valueKey,
  type WantedValue,
} from '../db/import-values.ts'
import type { Db } from '../db/schema.ts'
import { identify, type Reading, readTold, type Told, valuesIn, wordKey } from '../domain/characteristics.ts'
import type { Unit } from '../domain/units.ts'

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
  const own = told.filter(([name]) => name !== BRAND)
  const names = new Set(own.map(([name]) => name))
  const rest = isVariant || own.length === 0 ? inherited.filter(([name]) => !names.has(name) && name !== BRAND) : []
  const all: Told[] = [...rest, ...own]
  if (brand !== '') all.push([BRAND, '', brand])
  return [...new Map(all.map((one) => [one.join('\n'), one])).values()]
}

interface Known {
  id: number
  unit: Unit | null
}

/** Types what is told, and knows which characteristic of the catalog each is. */
export interface Typist {
  type(tx: Db, list: readonly Told[]): Promise<WantedValue[]>
}

const READINGS_KEPT = 20_000

/**
 * Spellings of one name with units of one dimension are one characteristic, in the unit it was first told in. What has
 * no unit is the oldest of its name; a unit that is told first for what had none becomes its unit. Spellings of one word
 * are the one that came first.
 */
export async function createTypist(db: Db): Promise<Typist> {
  const byName = new Map<string, Known[]>()
  const remember = (nameKey: string, one: Known) => byName.set(nameKey, [...(byName.get(nameKey) ?? []), one])
  for (const { id, name, unit: told } of await allCharacteristics(db)) {
    const { nameKey, unit } = identify(name, told)
    remember(nameKey, { id, unit })
  }

  async function find(tx: Db, { name, nameKey, unit }: Reading): Promise<Known> {
    const namesakes = byName.get(nameKey) ?? []
    const same = unit ? namesakes.find((one) => one.unit?.dimension === unit.dimension) : namesakes[0]
    if (same) return same
    const bare = namesakes.find((one) => one.unit === null)
    if (bare && unit) {
      await setUnit(tx, bare.id, unit.symbol)
      bare.unit = unit
      return bare
    }
    const added = { id: await addCharacteristic(tx, name, unit?.symbol ?? ''), unit }
    remember(nameKey, added)
    return added
  }

  const spellings = new Map<string, string>()
  const spellingOf = (characteristicId: number, text: string): string => {
    const key = valueKey(characteristicId, wordKey(text))
    const known = spellings.get(key) ?? text
    spellings.set(key, known)
    return known
  }
  for (const { characteristicId, value } of await allChoices(db)) spellingOf(characteristicId, value)

  const readings = new Map<string, WantedValue[]>()
  async function typeOne(tx: Db, told: Told): Promise<WantedValue[]> {
    const reading = readTold(told)
    const { id, unit } = await find(tx, reading)
    const typed = valuesIn(reading, unit).map((one) => {
      const text = one.kind === 'choice' ? spellingOf(id, one.text) : one.text
      return { ...one, key: valueKey(id, text), characteristicId: id, text }
    })
    if (readings.size >= READINGS_KEPT) readings.clear()
    readings.set(told.join('\n'), typed)
    return typed
  }

  return {
    async type(tx, list) {
      const all = new Map<string, WantedValue>()
      for (const told of list)
        for (const value of readings.get(told.join('\n')) ?? (await typeOne(tx, told))) all.set(value.key, value)
      return [...all.values()]
    },
  }
}
