import { countProducts } from '../db/catalog.ts'
import { type Facet, type FacetValue, facetValues, findCharacteristic, listFacets, namedValues } from '../db/facets.ts'
import { type Range, type Selection, sensibleCuts } from '../domain/catalog.ts'
import { type Actor, may } from '../domain/policy.ts'
import { type Refusal, refuse } from '../domain/result.ts'
import { choose, currentSelection, toFilter } from './catalog.ts'
import type { Deps } from './deps.ts'

const FACETS_SHOWN = 8

export interface ChosenValue {
  id: number
  name: string
  value: string
  unit: string
}

export interface ChosenRange extends Range {
  name: string
  unit: string
}

export interface FilterPage {
  selection: Selection
  /** Those in which the goods differ, and those by which something is chosen: more of it can be. */
  facets: Pick<Facet, 'id' | 'name'>[]
  values: ChosenValue[]
  ranges: ChosenRange[]
  total: number
}

/** By what the goods of the current selection can be narrowed, and what is chosen already. */
export async function seeFilters(
  deps: Deps,
  actor: Actor,
): Promise<{ ok: true; page: FilterPage } | Refusal<'forbidden'>> {
  if (!may(actor, 'catalog.see')) return refuse('forbidden')
  const selection = await currentSelection(deps.db, actor)
  const filter = await toFilter(deps.db, selection, deps.clock.now())
  const facets = await listFacets(deps.db, filter, FACETS_SHOWN)
  const ranges: ChosenRange[] = []
  for (const range of selection.ranges) {
    const characteristic = await findCharacteristic(deps.db, range.characteristicId)
    if (characteristic) ranges.push({ ...range, name: characteristic.name, unit: characteristic.unit })
  }
  const values = await namedValues(deps.db, selection.valueIds)
  const chosen = [...values, ...ranges].map(({ characteristicId: id, name }) => ({ id, name }))
  const known = new Map([...facets, ...chosen].map(({ id, name }) => [id, { id, name }]))
  const page = { selection, facets: [...known.values()], values, ranges }
  return { ok: true, page: { ...page, total: await countProducts(deps.db, filter) } }
}

export interface RangeCount extends Range {
  products: number
  chosen: boolean
}

export interface ValuesPage {
  characteristic: { id: number; name: string; unit: string }
  values: (FacetValue & { chosen: boolean })[]
  /** Filled instead of values where all of them are numbers and there are many. */
  ranges: RangeCount[]
  total: number
}

const VALUES_BEFORE_RANGES = 6

/** The values of one characteristic with how many goods each leaves, or sensible ranges of its numbers. */
export async function seeFacetValues(
  deps: Deps,
  actor: Actor,
  characteristicId: number,
): Promise<{ ok: true; page: ValuesPage } | Refusal<'forbidden' | 'not_found'>> {
  if (!may(actor, 'catalog.see')) return refuse('forbidden')
  const characteristic = await findCharacteristic(deps.db, characteristicId)
  if (!characteristic) return refuse('not_found')
  const now = deps.clock.now()
  const selection = await currentSelection(deps.db, actor)
  const values = await facetValues(deps.db, characteristicId, await toFilter(deps.db, selection, now, characteristicId))
  const total = await countProducts(deps.db, await toFilter(deps.db, selection, now))
  const numeric = values.length > VALUES_BEFORE_RANGES && values.every((value) => value.number !== null)
  const page = { characteristic, total }
  if (numeric) return { ok: true, page: { ...page, values: [], ranges: toRanges(values, characteristicId, selection) } }
  const chosen = (value: FacetValue) => selection.valueIds.includes(value.id)
  return {
    ok: true,
    page: { ...page, ranges: [], values: values.map((value) => ({ ...value, chosen: chosen(value) })) },
  }
}

function toRanges(values: readonly FacetValue[], characteristicId: number, selection: Selection): RangeCount[] {
  const cuts = sensibleCuts(values.flatMap((value) => Array<number>(value.products).fill(value.number ?? 0)))
  const bounds: (number | null)[] = [null, ...cuts, null]
  return bounds.slice(0, -1).map((from, i) => {
    const range = { characteristicId, from, to: bounds[i + 1] ?? null }
    const within = values.filter(
      ({ number }) => number !== null && (from === null || number >= from) && (range.to === null || number < range.to),
    )
    const products = within.reduce((sum, value) => sum + value.products, 0)
    return { ...range, products, chosen: selection.ranges.some((other) => sameRange(other, range)) }
  })
}

function sameRange(a: Range, b: Range): boolean {
  return a.characteristicId === b.characteristicId && a.from === b.from && a.to === b.to
}

/** Chooses a value, or takes it back. */
export async function toggleValue(deps: Deps, actor: Actor, valueId: number): Promise<Selection> {
  const { valueIds } = await currentSelection(deps.db, actor)
  const without = valueIds.filter((id) => id !== valueId)
  return choose(deps, actor, { valueIds: without.length < valueIds.length ? without : [...valueIds, valueId] })
}

/** Chooses a range instead of any other of the same characteristic, or takes it back. */
export async function toggleRange(deps: Deps, actor: Actor, range: Range): Promise<Selection> {
  const { ranges } = await currentSelection(deps.db, actor)
  const others = ranges.filter((other) => other.characteristicId !== range.characteristicId)
  return choose(deps, actor, { ranges: ranges.some((other) => sameRange(other, range)) ? others : [...others, range] })
}
