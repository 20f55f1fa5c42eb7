import {
  addCharacteristic,
  allCharacteristics,
  allChoices,
  setUnit,
  valueKey,
  type WantedValue,
} from '#db/imports/values.ts'
import type { Db } from '#db/schema/schema.ts'
import {
  identify,
  type StatedCharacteristic,
  type TypedCharacteristic,
  typeCharacteristic,
  valuesIn,
  wordKey,
} from '#domain/catalog/characteristics.ts'
import type { Unit } from '#domain/catalog/units.ts'

/** The brand is a characteristic as well, so that goods are chosen by it. */
export const BRAND = 'Производитель'

/**
 * Characteristics that goods get: the stated ones, else those that the product or its parent goods have; then the
 * brand. Duplicates count once.
 */
export function characteristicsOf(
  stated: readonly StatedCharacteristic[],
  inherited: readonly StatedCharacteristic[],
  brand: string,
  isVariant: boolean,
): StatedCharacteristic[] {
  const own = stated.filter(([name]) => name !== BRAND)
  const names = new Set(own.map(([name]) => name))
  const rest = isVariant || own.length === 0 ? inherited.filter(([name]) => !names.has(name) && name !== BRAND) : []
  const all: StatedCharacteristic[] = [...rest, ...own]
  if (brand !== '') all.push([BRAND, '', brand])
  return [...new Map(all.map((one) => [one.join('\n'), one])).values()]
}

interface KnownCharacteristic {
  id: number
  unit: Unit | null
}

/** Types stated characteristics, and maps each to one of the catalog. */
export interface CharacteristicTyper {
  /** Like `type`, but without a write; null: a write is needed. */
  known(list: readonly StatedCharacteristic[]): WantedValue[] | null
  type(tx: Db, list: readonly StatedCharacteristic[]): Promise<WantedValue[]>
}

const TYPED_LISTS_CACHED = 20_000

/**
 * Spellings of one name with units of one dimension are one characteristic, in the unit that was stated first. A value
 * without a unit belongs to the oldest characteristic of its name; the first unit stated for a characteristic without
 * one becomes its unit. Spellings of one word count as the first of them.
 */
export async function createCharacteristicTyper(db: Db): Promise<CharacteristicTyper> {
  const byName = new Map<string, KnownCharacteristic[]>()
  const remember = (nameKey: string, one: KnownCharacteristic) =>
    byName.set(nameKey, [...(byName.get(nameKey) ?? []), one])
  for (const { id, name, unit: statedUnit } of await allCharacteristics(db)) {
    const { nameKey, unit } = identify(name, statedUnit)
    remember(nameKey, { id, unit })
  }

  function lookUp({ nameKey, unit }: TypedCharacteristic): KnownCharacteristic | undefined {
    const namesakes = byName.get(nameKey) ?? []
    return unit ? namesakes.find((one) => one.unit?.dimension === unit.dimension) : namesakes[0]
  }

  async function add(tx: Db, { name, nameKey, unit }: TypedCharacteristic): Promise<KnownCharacteristic> {
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

  const typedBefore = new Map<string, WantedValue[]>()
  function remembered(
    stated: StatedCharacteristic,
    typedCharacteristic: TypedCharacteristic,
    { id, unit }: KnownCharacteristic,
  ): WantedValue[] {
    const typed = valuesIn(typedCharacteristic, unit).map((one) => {
      const text = one.kind === 'choice' ? spellingOf(id, one.text) : one.text
      return { ...one, key: valueKey(id, text), characteristicId: id, text }
    })
    if (typedBefore.size >= TYPED_LISTS_CACHED) typedBefore.clear()
    typedBefore.set(stated.join('\n'), typed)
    return typed
  }

  function typeKnown(stated: StatedCharacteristic): WantedValue[] | null {
    const before = typedBefore.get(stated.join('\n'))
    if (before) return before
    const typed = typeCharacteristic(stated)
    const known = lookUp(typed)
    return known ? remembered(stated, typed, known) : null
  }

  async function typeOne(tx: Db, stated: StatedCharacteristic): Promise<WantedValue[]> {
    const typed = typeCharacteristic(stated)
    return remembered(stated, typed, await add(tx, typed))
  }

  const once = (all: readonly WantedValue[]) => [...new Map(all.map((value) => [value.key, value])).values()]

  return {
    known(list) {
      const all: WantedValue[] = []
      for (const stated of list) {
        const values = typeKnown(stated)
        if (values === null) return null
        all.push(...values)
      }
      return once(all)
    },
    async type(tx, list) {
      const all: WantedValue[] = []
      for (const stated of list) all.push(...(typeKnown(stated) ?? (await typeOne(tx, stated))))
      return once(all)
    },
  }
}
