import { choosable } from '#db/catalog/facets.ts'
import { listWarehouses } from '#db/catalog/stock.ts'
import { countFilters, isSameSpan, noFilters, type Span } from '#domain/catalog/catalog.ts'
import { spansOf } from '#domain/catalog/spans.ts'
import { fromZero, readSpan, type TypedSpan } from '#domain/catalog/typed-spans.ts'
import { type Actor, may } from '#domain/policy.ts'
import { type Refusal, refuse } from '#domain/result.ts'
import type { Facets } from '#domain/search/find.ts'
import type { Deps } from '#services/kernel/deps.ts'
import {
  type ChangeSelection,
  changeSelection,
  choose,
  countChosen,
  currentSelection,
  findChosen,
  type NamedSelection,
  nameSelection,
} from './selections.ts'

export interface FilterPage {
  chosen: NamedSelection
  /** Characteristics in which the goods without any filter differ: no choice changes their order. */
  facets: { id: number; name: string }[]
  hasWarehouses: boolean
  /** True if the actor has a company to save selections for. */
  maySave: boolean
  total: number
  /** The count without any filter. */
  all: number
  /** The count of goods in stock that would be left. */
  inStock: number
}

/** The filters that narrow the current selection, and the choices made already. */
export async function seeFilters(
  deps: Deps,
  actor: Actor,
): Promise<{ ok: true; page: FilterPage } | Refusal<'forbidden'>> {
  if (!may(actor, 'catalog.see')) return refuse('forbidden')
  const selection = await currentSelection(deps.db, actor)
  const open = { ...selection, ...noFilters }
  const { total: all, facets } = await findChosen(deps, actor, open, { limit: 0, facets: true })
  const chosen = await nameSelection(deps.db, selection)
  const total = countFilters(selection) > 0 ? await countChosen(deps, actor, selection) : all
  const named = [...chosen.values, ...chosen.ranges].map(({ characteristicId: id, name }) => ({ id, name }))
  const known = [...(await choosable(deps.db, inOrder(facets, all))), ...named]
  const page = {
    chosen,
    facets: [...new Map(known.map(({ id, name }) => [id, { id, name }])).values()],
    hasWarehouses: selection.warehouseId !== null || (await listWarehouses(deps.db)).length > 1,
    maySave: actor.companyId !== null,
    total,
    all,
    inStock: selection.inStock ? total : await countChosen(deps, actor, { ...selection, inStock: true }),
  }
  return { ok: true, page }
}

/**
 * Characteristics in which the goods differ: those that half of the goods have, in the order of price lists, where the
 * telling ones come first; then the rarer ones, the commonest first.
 */
function inOrder(facets: Facets, all: number): number[] {
  const sum = (counts: ReadonlyMap<number, number>) => [...counts.values()].reduce((total, one) => total + one, 0)
  return [...facets]
    .filter(([, counts]) => counts.size > 1)
    .map(([id, counts]) => ({ id, rarity: sum(counts) * 2 >= all ? 0 : all - sum(counts) }))
    .sort((a, b) => a.rarity - b.rarity || a.id - b.id)
    .map(({ id }) => id)
}

export interface PricePage {
  spans: (Span & { products: number; chosen: boolean })[]
  total: number
}

/**
 * Spans of the actor's own prices over the rest of the selection, cut at equal counts of goods; a typed price stands
 * among them.
 */
export async function seePrices(
  deps: Deps,
  actor: Actor,
): Promise<{ ok: true; page: PricePage } | Refusal<'forbidden'>> {
  if (!may(actor, 'catalog.see')) return refuse('forbidden')
  const selection = await currentSelection(deps.db, actor)
  const { price } = selection
  const { prices } = await findChosen(deps, actor, { ...selection, price: null }, { limit: 0, prices: true })
  const total = await countChosen(deps, actor, selection)
  const cut = spansOf(prices).map((span) => ({ ...span, chosen: price !== null && isSameSpan(span, price) }))
  const typed = price !== null && !cut.some((span) => span.chosen) ? [{ ...price, products: total, chosen: true }] : []
  return { ok: true, page: { spans: [...typed, ...cut], total } }
}

/** Chooses a price instead of any other, or takes it back. */
export function togglePrice(deps: Deps, actor: Actor, span: Span): Promise<ChangeSelection> {
  return changeSelection(deps, actor, ({ price }) => ({
    price: price !== null && isSameSpan(price, span) ? null : span,
  }))
}

/** Kopecks in a unit, by its name without dots and spaces. */
const money: Record<string, number> = {
  ...{ '': 100, '₽': 100, р: 100, руб: 100, рублей: 100, рубля: 100, rub: 100 },
  ...{ тыс: 1e5, тысруб: 1e5, 'тыс₽': 1e5, тр: 1e5, к: 1e5, k: 1e5, млн: 1e8, млнруб: 1e8, 'млн₽': 1e8 },
}

/** Chooses a typed price; the span is saved in kopecks. */
export async function choosePrice(
  deps: Deps,
  actor: Actor,
  typed: string,
): Promise<Extract<TypedSpan, { ok: false }> | Refusal<'forbidden'> | { ok: true }> {
  if (!may(actor, 'catalog.see')) return refuse('forbidden')
  const read = fromZero(readSpan(typed, (unit) => money[unit.replace(/[. ]/g, '')] ?? null))
  if (!read.ok) return read
  const { from, to } = read.span
  // Kopecks are whole: half a kopeck lies within the range.
  await choose(deps, actor, { price: { from: from && Math.ceil(from), to: to && Math.floor(to) } })
  return { ok: true }
}

export interface WarehousePage {
  warehouses: { id: number; name: string; products: number; chosen: boolean }[]
  total: number
}

/** Warehouses by name, with the count of goods from the rest of the selection that are free there. */
export async function seeWarehouses(
  deps: Deps,
  actor: Actor,
): Promise<{ ok: true; page: WarehousePage } | Refusal<'forbidden'>> {
  if (!may(actor, 'catalog.see')) return refuse('forbidden')
  const selection = await currentSelection(deps.db, actor)
  const elsewhere = { ...selection, warehouseId: null }
  const counted = await findChosen(deps, actor, elsewhere, { limit: 0, warehouses: true })
  const warehouses = (await listWarehouses(deps.db))
    .map(({ id, name }) => ({ id, name, products: counted.warehouses.get(id) ?? 0 }))
    .map((one) => ({ ...one, chosen: one.id === selection.warehouseId }))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
  return { ok: true, page: { warehouses, total: await countChosen(deps, actor, selection) } }
}

/** Chooses a warehouse instead of any other, or takes it back. */
export function toggleWarehouse(deps: Deps, actor: Actor, warehouseId: number): Promise<ChangeSelection> {
  return changeSelection(deps, actor, (before) => ({
    warehouseId: before.warehouseId === warehouseId ? null : warehouseId,
  }))
}
