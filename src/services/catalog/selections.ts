import { categoryTree, findCategory } from '#db/catalog/catalog.ts'
import { listCharacteristics, namedValues, readSelection, writeSelection } from '#db/catalog/facets.ts'
import { listWarehouses } from '#db/catalog/stock.ts'
import type { Db } from '#db/schema/schema.ts'
import { countFilters, emptySelection, type Range, type Selection, type Span } from '#domain/catalog/catalog.ts'
import { type Actor, may } from '#domain/policy.ts'
import { type Refusal, refuse } from '#domain/result.ts'
import type { SearchQuery, SearchResult } from '#domain/search/find.ts'
import type { Narrowing } from '#domain/search/narrowing.ts'
import type { Deps } from '#services/kernel/deps.ts'
import { priceTypeOf } from './prices.ts'
import { findByCode } from './product-codes.ts'

/** A member's current selection. */
export async function currentSelection(db: Db, actor: Actor): Promise<Selection> {
  return readState(db, (await readSelection(db, actor.id)) ?? '{}')
}

export type ChangeSelection = { ok: true; selection: Selection } | Refusal<'forbidden'>

/** Changes the current selection; `change` gets the former one. */
export async function changeSelection(
  deps: Deps,
  actor: Actor,
  change: (before: Selection) => Partial<Selection>,
): Promise<ChangeSelection> {
  if (!may(actor, 'catalog.see')) return refuse('forbidden')
  return { ok: true, selection: await choose(deps, actor, change(await currentSelection(deps.db, actor))) }
}

/** The current selection and its count of goods. */
export async function seeChosen(
  deps: Deps,
  actor: Actor,
): Promise<{ ok: true; selection: Selection; total: number } | Refusal<'forbidden'>> {
  if (!may(actor, 'catalog.see')) return refuse('forbidden')
  const selection = await currentSelection(deps.db, actor)
  return { ok: true, selection, total: await countChosen(deps, actor, selection) }
}

/** Changes the current selection and saves it; the same choice twice changes nothing. */
export async function choose(deps: Deps, actor: Actor, change: Partial<Selection>): Promise<Selection> {
  const selection = { ...(await currentSelection(deps.db, actor)), ...change }
  await storeSelection(deps, actor, selection)
  return selection
}

/** Saves a selection in place of the former one. */
export async function storeSelection({ db, clock }: Deps, actor: Actor, selection: Selection): Promise<void> {
  if (!may(actor, 'catalog.see')) return
  const state = JSON.stringify(selection)
  if (state !== (await readSelection(db, actor.id))) await writeSelection(db, actor.id, state, clock.now())
}

/** A stored selection, without entries that the catalog no longer has. */
export async function readState(db: Db, state: string): Promise<Selection> {
  const stored = { ...emptySelection, ...(JSON.parse(state) as Partial<Selection>) }
  const { categoryId, valueIds, ranges, warehouseId } = stored
  const values = await namedValues(db, valueIds)
  const measured = await listCharacteristics(
    db,
    ranges.map((range) => range.characteristicId),
  )
  return {
    ...stored,
    categoryId: categoryId !== null && (await findCategory(db, categoryId)) ? categoryId : null,
    valueIds: valueIds.filter((id) => values.some((value) => value.id === id)),
    ranges: ranges.filter((range) => measured.some(({ id }) => id === range.characteristicId)),
    warehouseId: warehouseId !== null && (await findWarehouse(db, warehouseId)) ? warehouseId : null,
  }
}

async function findWarehouse(db: Db, id: number) {
  return (await listWarehouses(db)).find((warehouse) => warehouse.id === id)
}

/** A selection in the search's terms, at the actor's own prices. */
async function queryOf(db: Db, actor: Actor, selection: Selection) {
  const { query: text, literal, sort, categoryId, valueIds, ranges, price, inStock, warehouseId } = selection
  const priceTypeId = (await priceTypeOf(db, actor))?.id ?? null
  const groups = Map.groupBy(await namedValues(db, valueIds), ({ characteristicId }) => characteristicId)
  const filter: Narrowing = {
    valueGroups: [...groups.values()].map((group) => group.map(({ id }) => id)),
    ranges,
    inStock,
  }
  if (categoryId !== null) filter.categoryIds = await categoryTree(db, categoryId)
  if (price !== null) filter.price = { priceTypeId: priceTypeId ?? 0, ...price }
  if (warehouseId !== null) filter.warehouseId = warehouseId
  return { text, literal, sort: text === '' && sort === 'relevance' ? ('name' as const) : sort, priceTypeId, filter }
}

/** The goods of a selection, with the extra results that the caller asks for. */
export async function findChosen(
  deps: Deps,
  actor: Actor,
  selection: Selection,
  asked: Pick<SearchQuery, 'offset' | 'limit' | 'facets' | 'prices' | 'warehouses'>,
): Promise<SearchResult> {
  const coded = await codedGoods(deps, selection)
  if (coded.length > 0) {
    const { offset = 0, limit } = asked
    const counts = { facets: new Map(), prices: new Map(), warehouses: new Map() }
    const words = { corrections: [], dropped: [], nearest: [] }
    return { ids: coded.slice(offset, offset + limit), total: coded.length, ...counts, ...words }
  }
  return deps.search.find({ ...(await queryOf(deps.db, actor, selection)), ...asked })
}

/** Goods of a scanned or typed barcode or code, if nothing else is chosen. */
async function codedGoods(deps: Deps, selection: Selection): Promise<number[]> {
  const { query, categoryId } = selection
  if (!/\d/.test(query) || categoryId !== null || countFilters(selection) > 0) return []
  return findByCode(deps, query)
}

export async function countChosen(deps: Deps, actor: Actor, selection: Selection): Promise<number> {
  return (await findChosen(deps, actor, selection, { limit: 0 })).total
}

export interface NamedSelection {
  selection: Selection
  categoryName: string | null
  values: { id: number; characteristicId: number; name: string; value: string; unit: string }[]
  ranges: (Range & { name: string; unit: string })[]
  price: Span | null
  warehouse: { id: number; name: string } | null
}

/** A selection in the catalog's words. */
export async function nameSelection(db: Db, selection: Selection): Promise<NamedSelection> {
  const { categoryId, warehouseId, price } = selection
  const ids = selection.ranges.map((range) => range.characteristicId)
  const measured = new Map((await listCharacteristics(db, ids)).map((one) => [one.id, one]))
  const ranges = selection.ranges.flatMap((range) => {
    const of = measured.get(range.characteristicId)
    return of ? [{ ...range, name: of.name, unit: of.unit }] : []
  })
  const category = categoryId === null ? undefined : await findCategory(db, categoryId)
  const warehouse = warehouseId === null ? undefined : await findWarehouse(db, warehouseId)
  return {
    selection,
    categoryName: category?.name ?? null,
    values: await namedValues(db, selection.valueIds),
    ranges,
    price,
    warehouse: warehouse ? { id: warehouse.id, name: warehouse.name } : null,
  }
}
