import {
  type Facet,
  type FacetValue,
  findCharacteristic,
  listCharacteristics,
  listValues,
  namedValues,
} from '../db/facets.ts'
import { type Range, type Selection, sensibleCuts } from '../domain/catalog.ts'
import { type Actor, may } from '../domain/policy.ts'
import { type Refusal, refuse } from '../domain/result.ts'
import type { Facets, SearchResult } from '../domain/search/find.ts'
import { choose, currentSelection, narrowingOf } from './catalog.ts'
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
  const counted = await countAll(deps, selection)
  const facets = await listCharacteristics(deps.db, commonest(counted.facets))
  const ranges: ChosenRange[] = []
  for (const range of selection.ranges) {
    const characteristic = await findCharacteristic(deps.db, range.characteristicId)
    if (characteristic) ranges.push({ ...range, name: characteristic.name, unit: characteristic.unit })
  }
  const values = await namedValues(deps.db, selection.valueIds)
  const chosen = [...values, ...ranges].map(({ characteristicId: id, name }) => ({ id, name }))
  const known = new Map([...facets, ...chosen].map(({ id, name }) => [id, { id, name }]))
  const page = { selection, facets: [...known.values()], values, ranges }
  return { ok: true, page: { ...page, total: counted.total } }
}

/** How many goods are chosen, and how many have each value. */
async function countAll(deps: Deps, selection: Selection): Promise<SearchResult> {
  const { query: text, literal } = selection
  const filter = await narrowingOf(deps.db, selection)
  return deps.search.find({ text, literal, filter, limit: 0, facets: true })
}

/** Characteristics in which the goods differ, those that most goods have first, then as price lists name them. */
function commonest(facets: Facets): number[] {
  const sum = (counts: ReadonlyMap<number, number>) => [...counts.values()].reduce((all, one) => all + one, 0)
  return [...facets]
    .filter(([, counts]) => counts.size > 1)
    .map(([id, counts]) => ({ id, goods: sum(counts) }))
    .sort((a, b) => b.goods - a.goods || a.id - b.id)
    .slice(0, FACETS_SHOWN)
    .map(({ id }) => id)
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
  const selection = await currentSelection(deps.db, actor)
  const { total, facets } = await countAll(deps, selection)
  const counts = facets.get(characteristicId) ?? new Map<number, number>()
  const values = inOrder(await listValues(deps.db, [...counts.keys()]), counts)
  const numeric = values.length > VALUES_BEFORE_RANGES && values.every((value) => value.number !== null)
  const page = { characteristic, total }
  if (numeric) return { ok: true, page: { ...page, values: [], ranges: toRanges(values, characteristicId, selection) } }
  const chosen = (value: FacetValue) => selection.valueIds.includes(value.id)
  return {
    ok: true,
    page: { ...page, ranges: [], values: values.map((value) => ({ ...value, chosen: chosen(value) })) },
  }
}

/** Numbers in their order, then words by goods. */
function inOrder(values: readonly Omit<FacetValue, 'products'>[], counts: ReadonlyMap<number, number>): FacetValue[] {
  return values
    .map((value) => ({ ...value, products: counts.get(value.id) ?? 0 }))
    .sort(
      (a, b) =>
        (a.number ?? Number.POSITIVE_INFINITY) - (b.number ?? Number.POSITIVE_INFINITY) ||
        b.products - a.products ||
        (a.value < b.value ? -1 : 1),
    )
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
