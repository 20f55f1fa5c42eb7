import {
  addCharacteristic,
  allCharacteristics,
  allChoices,
  setUnit,
  valueKey,
  type WantedValue,
} from '#db/imports/values.ts'
import type { Db } from '#db/schema/schema.ts'
import { identify, type Reading, readTold, type Told, valuesIn, wordKey } from '#domain/catalog/characteristics.ts'
import type { Unit } from '#domain/catalog/units.ts'

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
  /** As `type` does, where nothing needs to be written for that; null: something needs. */
  known(list: readonly Told[]): WantedValue[] | null
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

  function lookUp({ nameKey, unit }: Reading): Known | undefined {
    const namesakes = byName.get(nameKey) ?? []
    return unit ? namesakes.find((one) => one.unit?.dimension === unit.dimension) : namesakes[0]
  }

  async function add(tx: Db, { name, nameKey, unit }: Reading): Promise<Known> {
    const namesakes = byName.get(nameKey) ?? []
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
  function remembered(told: Told, reading: Reading, { id, unit }: Known): WantedValue[] {
    const typed = valuesIn(reading, unit).map((one) => {
      const text = one.kind === 'choice' ? spellingOf(id, one.text) : one.text
      return { ...one, key: valueKey(id, text), characteristicId: id, text }
    })
    if (readings.size >= READINGS_KEPT) readings.clear()
    readings.set(told.join('\n'), typed)
    return typed
  }

  function typeKnown(told: Told): WantedValue[] | null {
    const before = readings.get(told.join('\n'))
    if (before) return before
    const reading = readTold(told)
    const known = lookUp(reading)
    return known ? remembered(told, reading, known) : null
  }

  async function typeOne(tx: Db, told: Told): Promise<WantedValue[]> {
    const reading = readTold(told)
    return remembered(told, reading, await add(tx, reading))
  }

  const once = (all: readonly WantedValue[]) => [...new Map(all.map((value) => [value.key, value])).values()]

  return {
    known(list) {
      const all: WantedValue[] = []
      for (const told of list) {
        const values = typeKnown(told)
        if (values === null) return null
        all.push(...values)
      }
      return once(all)
    },
    async type(tx, list) {
      const all: WantedValue[] = []
      for (const told of list) all.push(...(typeKnown(told) ?? (await typeOne(tx, told))))
      return once(all)
    },
  }
}
