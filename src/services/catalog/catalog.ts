import {
  type Category,
  type CategoryCount,
  categoryTree,
  childCategories,
  countProducts,
  findCategory,
  type PriceType,
  type ProductRow,
  productRows,
  productsByKeys,
} from '#db/catalog/catalog.ts'
import { findCompany } from '#db/people/companies.ts'
import { findPerson } from '#db/people/people.ts'
import { barcodeKeys } from '#domain/catalog/barcodes.ts'
import { articleKeys, type Selection } from '#domain/catalog/catalog.ts'
import { limits } from '#domain/limits.ts'
import { type Actor, may } from '#domain/policy.ts'
import { type Refusal, refuse } from '#domain/result.ts'
import type { SearchResult } from '#domain/search/find.ts'
import type { Deps } from '#services/kernel/deps.ts'
import { priceTypeOf } from './prices.ts'
import { findByCode } from './product-codes.ts'
import { currentSelection, findChosen, type NamedSelection, nameSelection } from './selections.ts'

export interface CategoryPage {
  category: Category | null
  parentId: number | null
  children: CategoryCount[]
  /** Goods in it and below. */
  products: number
  /** True if the actor has a company to save selections for. */
  maySave: boolean
}

/** A category (null: the top) and its subcategories. */
export async function seeCategory(
  deps: Deps,
  actor: Actor,
  id: number | null,
): Promise<{ ok: true; page: CategoryPage } | Refusal<'forbidden' | 'not_found'>> {
  if (!may(actor, 'catalog.see')) return refuse('forbidden')
  const category = id === null ? null : ((await findCategory(deps.db, id)) ?? null)
  if (id !== null && !category) return refuse('not_found')
  const children = await childCategories(deps.db, id)
  const products = await countProducts(deps.db, id === null ? undefined : await categoryTree(deps.db, id))
  const maySave = actor.companyId !== null
  return { ok: true, page: { category, parentId: category?.parentId ?? null, children, products, maySave } }
}

export interface Results extends Pick<SearchResult, 'corrections' | 'dropped'> {
  chosen: NamedSelection
  rows: ProductRow[]
  total: number
  /** From 0. */
  page: number
  pages: number
  priceType: PriceType | null
  /** The goods most like the query, if not all of it was found. */
  nearest: ProductRow[]
  /** The manager to ask if nothing was found. */
  manager: { id: number; firstName: string } | null
}

/** A page of the selection, or of `given`; a page beyond the last is the last. */
export async function seeResults(
  deps: Deps,
  actor: Actor,
  page: number,
  given?: Selection,
): Promise<{ ok: true; results: Results } | Refusal<'forbidden'>> {
  if (!may(actor, 'catalog.see')) return refuse('forbidden')
  const selection = given ?? (await currentSelection(deps.db, actor))
  const priceType = await priceTypeOf(deps.db, actor)
  const priceTypeId = priceType?.id ?? null
  const { pageSize: limit } = limits
  const pageOf = (at: number) => findChosen(deps, actor, selection, { offset: at * limit, limit })
  let shown = Math.max(0, page)
  let found = await pageOf(shown)
  const pages = Math.max(1, Math.ceil(found.total / limits.pageSize))
  if (shown >= pages) {
    shown = pages - 1
    found = await pageOf(shown)
  }
  const { ids, total, corrections, dropped, nearest } = found
  const goods = new Map(
    (await productRows(deps.db, [...ids, ...nearest], { priceTypeId, now: deps.clock.now() })).map((row) => [
      row.id,
      row,
    ]),
  )
  const rowsOf = (of: readonly number[]) => of.flatMap((id) => goods.get(id) ?? [])
  const meaning = {
    corrections,
    dropped,
    nearest: rowsOf(nearest),
    manager: total === 0 ? await managerOf(deps, actor) : null,
  }
  const place = { chosen: await nameSelection(deps.db, selection), total, page: shown, pages, priceType }
  return { ok: true, results: { ...place, ...meaning, rows: rowsOf(ids) } }
}

async function managerOf({ db }: Deps, { companyId }: Actor): Promise<Results['manager']> {
  const company = companyId === null ? undefined : await findCompany(db, companyId)
  const manager = company?.managerId ? await findPerson(db, company.managerId) : undefined
  return manager ? { id: manager.user.id, firstName: manager.user.firstName } : null
}

/** True if a shown product has this article, model, barcode or code, in any spelling. */
export async function knowsArticle(deps: Deps, article: string): Promise<boolean> {
  const products = await productsByKeys(deps.db, articleKeys(article))
  return products.length > 0 || (await findByCode(deps, article)).length > 0
}

/** True if a query finds any shown product as it is typed. */
export async function findsAnything(deps: Deps, text: string): Promise<boolean> {
  if ((await deps.search.find({ text, literal: true, limit: 1 })).total > 0) return true
  return barcodeKeys(text).length > 0 && (await findByCode(deps, text)).length > 0
}
