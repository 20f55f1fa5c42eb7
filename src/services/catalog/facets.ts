import {
  type FacetValue,
  findCharacteristic,
  hasNegative,
  listValueCharacteristics,
  listValues,
  namedValues,
} from '#db/catalog/facets.ts'
import { isSameSpan, type Range, type Selection } from '#domain/catalog/catalog.ts'
import { catalogLimits } from '#domain/catalog/limits.ts'
import { spansOf } from '#domain/catalog/spans.ts'
import { fromZero, readSpan, type TypedSpan } from '#domain/catalog/typed-spans.ts'
import { findUnit, ownUnit, type Unit } from '#domain/catalog/units.ts'
import { type Actor, may } from '#domain/policy.ts'
import { type Refusal, refuse } from '#domain/result.ts'
import type { Deps } from '#services/kernel/deps.ts'
import { choose, countChosen, currentSelection, findChosen } from './selections.ts'

export interface RangeCount extends Range {
  products: number
  chosen: boolean
}

export interface ValuesPage {
  characteristic: { id: number; name: string; unit: string }
  values: (FacetValue & { chosen: boolean })[]
  /** Filled instead of values if all of them are numbers and there are many. */
  ranges: RangeCount[]
  /** Its values are numbers: a range can be typed. */
  numeric: boolean
  total: number
}

const VALUES_BEFORE_RANGES = 6

/** The values of one characteristic with the count of goods that each leaves, or sensible ranges of its numbers. */
export async function seeFacetValues(
  deps: Deps,
  actor: Actor,
  characteristicId: number,
): Promise<{ ok: true; page: ValuesPage } | Refusal<'forbidden' | 'not_found'>> {
  if (!may(actor, 'catalog.see')) return refuse('forbidden')
  const characteristic = await findCharacteristic(deps.db, characteristicId)
  if (!characteristic) return refuse('not_found')
  const selection = await currentSelection(deps.db, actor)
  const { total, facets } = await findChosen(deps, actor, selection, { limit: 0, facets: true })
  const counts = facets.get(characteristicId) ?? new Map<number, number>()
  const values = inOrder(await listValues(deps.db, [...counts.keys()]), counts)
  const numeric = values.length > 0 && values.every((value) => value.number !== null)
  const ranges = numeric ? await rangesOf(deps, actor, { id: characteristicId, values }) : []
  const marked = values.map((value) => ({ ...value, chosen: selection.valueIds.includes(value.id) }))
  const listed = numeric && values.length > VALUES_BEFORE_RANGES ? marked.filter(({ chosen }) => chosen) : marked
  return { ok: true, page: { characteristic, numeric, total, ranges, values: listed } }
}

/**
 * Numbers ascend; words that fit a screen go by goods, longer lists by the alphabet, so that a value is found in them.
 */
function inOrder(values: readonly Omit<FacetValue, 'products'>[], counts: ReadonlyMap<number, number>): FacetValue[] {
  const last = Number.POSITIVE_INFINITY
  const isLong = values.length > catalogLimits.valuesByGoods
  return values
    .map((value) => ({ ...value, products: counts.get(value.id) ?? 0 }))
    .sort(
      (a, b) =>
        // Infinity less itself is no number.
        ((a.number ?? last) === (b.number ?? last) ? 0 : (a.number ?? last) - (b.number ?? last)) ||
        (isLong ? 0 : b.products - a.products) ||
        (a.value.toLowerCase() < b.value.toLowerCase() ? -1 : 1),
    )
}

/**
 * Spans of its numbers, after the ranges chosen by other bounds. A product may have several values: each span is
 * counted whole.
 */
async function rangesOf(
  deps: Deps,
  actor: Actor,
  { id: characteristicId, values }: { id: number; values: readonly FacetValue[] },
): Promise<RangeCount[]> {
  const selection = await currentSelection(deps.db, actor)
  const own = selection.ranges.filter((range) => range.characteristicId === characteristicId)
  const spans =
    values.length > VALUES_BEFORE_RANGES
      ? spansOf(new Map(values.map(({ number, products }) => [number ?? 0, products])))
      : []
  const others = own.filter((range) => !spans.some((span) => isSameSpan(range, span)))
  const elsewhere = {
    ...selection,
    ranges: selection.ranges.filter((range) => range.characteristicId !== characteristicId),
    valueIds: await valuesOfOthers(deps, selection, characteristicId),
  }
  const ranges: RangeCount[] = []
  for (const { from, to } of [...others, ...spans]) {
    const range = { characteristicId, from, to }
    const products = await countChosen(deps, actor, { ...elsewhere, ranges: [...elsewhere.ranges, range] })
    ranges.push({ ...range, products, chosen: own.some((one) => isSameSpan(one, range)) })
  }
  return ranges
}

type Toggle = { ok: true } | Refusal<'forbidden' | 'not_found' | 'too_many_filters'>

/** Adds a value to the chosen ones of its characteristic, in place of ranges, or takes it back. */
export async function toggleValue(deps: Deps, actor: Actor, valueId: number): Promise<Toggle> {
  if (!may(actor, 'catalog.see')) return refuse('forbidden')
  const { valueIds, ranges } = await currentSelection(deps.db, actor)
  const others = valueIds.filter((id) => id !== valueId)
  if (others.length < valueIds.length) {
    await choose(deps, actor, { valueIds: others })
    return { ok: true }
  }
  const [characteristicId] = await listValueCharacteristics(deps.db, [valueId])
  if (characteristicId === undefined) return refuse('not_found')
  if (valueIds.length >= catalogLimits.chosenValues) return refuse('too_many_filters')
  const rangesOfOthers = ranges.filter((range) => range.characteristicId !== characteristicId)
  await choose(deps, actor, { valueIds: [...valueIds, valueId], ranges: rangesOfOthers })
  return { ok: true }
}

/** Adds a range to the chosen ones of its characteristic, in place of values, or takes it back. */
export async function toggleRange(deps: Deps, actor: Actor, range: Range): Promise<Toggle> {
  if (!may(actor, 'catalog.see')) return refuse('forbidden')
  const selection = await currentSelection(deps.db, actor)
  const { ranges } = selection
  const isSame = (other: Range) => other.characteristicId === range.characteristicId && isSameSpan(other, range)
  const others = ranges.filter((other) => !isSame(other))
  if (others.length < ranges.length) {
    await choose(deps, actor, { ranges: others })
    return { ok: true }
  }
  if (!(await findCharacteristic(deps.db, range.characteristicId))) return refuse('not_found')
  if (ranges.length >= catalogLimits.chosenRanges) return refuse('too_many_filters')
  const valueIds = await valuesOfOthers(deps, selection, range.characteristicId)
  await choose(deps, actor, { ranges: [...ranges, range], valueIds })
  return { ok: true }
}

/** The chosen values of all other characteristics. */
async function valuesOfOthers({ db }: Deps, { valueIds }: Selection, characteristicId: number): Promise<number[]> {
  const values = await namedValues(db, valueIds)
  return values.filter((value) => value.characteristicId !== characteristicId).map(({ id }) => id)
}

/** Chooses a typed range in place of everything else that is chosen of its characteristic. */
export async function chooseRange(
  deps: Deps,
  actor: Actor,
  characteristicId: number,
  typed: string,
): Promise<{ ok: true } | Extract<TypedSpan, { ok: false }> | Refusal<'forbidden' | 'not_found'>> {
  if (!may(actor, 'catalog.see')) return refuse('forbidden')
  const characteristic = await findCharacteristic(deps.db, characteristicId)
  if (!characteristic) return refuse('not_found')
  const own = ownUnitOf(characteristic.unit)
  const typedSpan = readSpan(typed, (unit) => factorInto(own, unit))
  const read = (await hasNegative(deps.db, characteristicId)) ? typedSpan : fromZero(typedSpan)
  if (!read.ok) return read
  const range = { characteristicId, ...read.span }
  const selection = await currentSelection(deps.db, actor)
  const others = selection.ranges.filter((other) => other.characteristicId !== characteristicId)
  const valueIds = await valuesOfOthers(deps, selection, characteristicId)
  await choose(deps, actor, { ranges: [...others, range], valueIds })
  return { ok: true }
}

const ownUnitOf = (unit: string) => findUnit(unit) ?? ownUnit(unit)

/** The factor that turns numbers of the typed unit into the characteristic's own; null if the units do not convert. */
function factorInto(own: Unit, typed: string): number | null {
  if (typed === '') return 1
  const unit = ownUnitOf(typed)
  return unit.dimension === own.dimension ? unit.factor / own.factor : null
}
