import { cartLines, findOpenCart } from '../db/carts.ts'
import {
  type Category,
  type CategoryCount,
  categoryTree,
  childCategories,
  countProducts,
  type Filter,
  findCategory,
  findProduct,
  listProducts,
  type PriceType,
  type Product,
  type ProductRow,
  pricesOf,
  productsByKeys,
} from '../db/catalog.ts'
import {
  type CharacteristicValue,
  characteristicsOf,
  namedValues,
  readSelection,
  writeSelection,
} from '../db/facets.ts'
import type { Db } from '../db/schema.ts'
import { nextFreed, type Shelf, shelves } from '../db/stock.ts'
import { articleKeys, emptySelection, type Selection, searchWords } from '../domain/catalog.ts'
import { limits } from '../domain/limits.ts'
import { type Actor, may } from '../domain/policy.ts'
import { type Refusal, refuse } from '../domain/result.ts'
import type { Deps } from './deps.ts'
import { priceTypeOf } from './prices.ts'

export interface CategoryPage {
  category: Category | null
  parentId: number | null
  children: CategoryCount[]
  /** Goods in it and below. */
  products: number
}

/** A category (null: the top) and what lies below it. */
export async function seeCategory(
  deps: Deps,
  actor: Actor,
  id: number | null,
): Promise<{ ok: true; page: CategoryPage } | Refusal<'forbidden' | 'not_found'>> {
  if (!may(actor, 'catalog.see')) return refuse('forbidden')
  const category = id === null ? null : ((await findCategory(deps.db, id)) ?? null)
  if (id !== null && !category) return refuse('not_found')
  const children = await childCategories(deps.db, id)
  const products = await countProducts(deps.db, id === null ? {} : { categoryIds: await categoryTree(deps.db, id) })
  return { ok: true, page: { category, parentId: category?.parentId ?? null, children, products } }
}

/** What a member has chosen so far. */
export async function currentSelection(db: Db, actor: Actor): Promise<Selection> {
  const state = await readSelection(db, actor.id)
  return state ? { ...emptySelection, ...(JSON.parse(state) as Partial<Selection>) } : emptySelection
}

/** Changes what is chosen and keeps it; choosing the same twice changes nothing. */
export async function choose(deps: Deps, actor: Actor, change: Partial<Selection>): Promise<Selection> {
  const selection = { ...(await currentSelection(deps.db, actor)), ...change }
  await writeSelection(deps.db, actor.id, JSON.stringify(selection), deps.clock.now())
  return selection
}

/** A selection as the database understands it; leave one characteristic out to count its own values. */
export async function toFilter(db: Db, selection: Selection, now: number, without?: number): Promise<Filter> {
  const filter: Filter = {}
  if (selection.categoryId !== null) filter.categoryIds = await categoryTree(db, selection.categoryId)
  if (selection.query !== '') {
    const words = searchWords(selection.query, limits.queryWords)
    // Signs only: looked for, and found nowhere.
    filter.words = words.length > 0 ? words : [[]]
  }
  const groups = new Map<number, number[]>()
  for (const { id, characteristicId } of await namedValues(db, selection.valueIds)) {
    if (characteristicId !== without) groups.set(characteristicId, [...(groups.get(characteristicId) ?? []), id])
  }
  filter.valueGroups = [...groups.values()]
  filter.ranges = selection.ranges.filter((range) => range.characteristicId !== without)
  if (selection.inStock) filter.freeAt = now
  return filter
}

export interface Results {
  selection: Selection
  categoryName: string | null
  rows: ProductRow[]
  total: number
  /** From 0. */
  page: number
  pages: number
  priceType: PriceType | null
}

/** A page of what is chosen; a page beyond the last is the last. */
export async function seeResults(
  deps: Deps,
  actor: Actor,
  page: number,
): Promise<{ ok: true; results: Results } | Refusal<'forbidden'>> {
  if (!may(actor, 'catalog.see')) return refuse('forbidden')
  const now = deps.clock.now()
  const selection = await currentSelection(deps.db, actor)
  const filter = await toFilter(deps.db, selection, now)
  const priceType = await priceTypeOf(deps.db, actor)
  const total = await countProducts(deps.db, filter)
  const pages = Math.max(1, Math.ceil(total / limits.pageSize))
  const shown = Math.min(Math.max(0, page), pages - 1)
  const rows = await listProducts(deps.db, filter, {
    priceTypeId: priceType?.id ?? null,
    now,
    sort: selection.sort,
    exactKeys: selection.query === '' ? [] : articleKeys(selection.query),
    offset: shown * limits.pageSize,
    limit: limits.pageSize,
  })
  const category = selection.categoryId === null ? undefined : await findCategory(deps.db, selection.categoryId)
  return {
    ok: true,
    results: { selection, categoryName: category?.name ?? null, rows, total, page: shown, pages, priceType },
  }
}

export interface ProductCard {
  product: Product
  characteristics: CharacteristicValue[]
  shelves: Shelf[]
  priceType: PriceType | null
  kopecks: number | null
  /** Others' reserves that end next. */
  freed: { untilAt: number; quantity: number }[]
  /** The price is that of the actor's own company. */
  ownPrice: boolean
  inCart: number
  mayOrder: boolean
}

export async function seeProduct(
  deps: Deps,
  actor: Actor,
  id: number,
): Promise<{ ok: true; card: ProductCard } | Refusal<'forbidden' | 'not_found'>> {
  if (!may(actor, 'catalog.see')) return refuse('forbidden')
  const product = await findProduct(deps.db, id)
  if (!product || product.hiddenAt !== null) return refuse('not_found')
  const now = deps.clock.now()
  const priceType = await priceTypeOf(deps.db, actor)
  const prices = await pricesOf(deps.db, [id], priceType?.id ?? null)
  const cart = await findOpenCart(deps.db, actor.id)
  const lines = cart ? await cartLines(deps.db, cart.id) : []
  return {
    ok: true,
    card: {
      product,
      characteristics: await characteristicsOf(deps.db, id),
      shelves: await shelves(deps.db, [id], now),
      priceType,
      kopecks: prices.get(id) ?? null,
      freed: await nextFreed(deps.db, [id], now),
      inCart: lines.find((line) => line.productId === id)?.quantity ?? 0,
      ownPrice: actor.companyId !== null,
      mayOrder: may(actor, 'order'),
    },
  }
}

/** Whether a shown product has this article or model, however it is written. */
export async function knowsArticle(deps: Deps, article: string): Promise<boolean> {
  return (await productsByKeys(deps.db, articleKeys(article))).length > 0
}

/** Whether a query means any shown product at all. */
export async function findsAnything(deps: Deps, query: string): Promise<boolean> {
  const filter = await toFilter(deps.db, { ...emptySelection, query }, deps.clock.now())
  return (await countProducts(deps.db, filter)) > 0
}
