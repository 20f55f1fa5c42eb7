import { type Selectable, sql } from 'kysely'
import type { Db, Schema } from '#db/schema/schema.ts'
import { freeInAll } from './stock.ts'

export type Category = Selectable<Schema['categories']>
export type Product = Selectable<Schema['products']>

export function findCategory(db: Db, id: number): Promise<Category | undefined> {
  return db.selectFrom('categories').selectAll().where('id', '=', id).executeTakeFirst()
}

export interface CategoryCount {
  id: number
  name: string
  /** Goods in it and in all below it. */
  products: number
}

/** Categories right below `parentId` (null: the top) that hold any goods, at any depth. */
export async function childCategories(db: Db, parentId: number | null): Promise<CategoryCount[]> {
  const below = parentId === null ? sql`parent_id is null` : sql`parent_id = ${parentId}`
  const { rows } = await sql<CategoryCount>`
    with recursive tree (id, root) as (
      select id, id from categories where ${below}
      union select categories.id, tree.root from categories join tree on categories.parent_id = tree.id),
    shown (category_id, goods) as (
      select category_id, count(*) from products where hidden_at is null group by category_id)
    select root.id, root.name, cast(sum(shown.goods) as integer) as products
    from tree join categories root on root.id = tree.root join shown on shown.category_id = tree.id
    group by root.id, root.name, root.position order by root.position, root.name`.execute(db)
  return rows
}

/** Ids of a category and of all below it. */
export async function categoryTree(db: Db, id: number): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    with recursive tree (id) as (
      select id from categories where id = ${id}
      union select categories.id from categories join tree on categories.parent_id = tree.id)
    select id from tree`.execute(db)
  return rows.map((row) => row.id)
}

/** Shown goods, of some categories or of all. */
export async function countProducts(db: Db, categoryIds?: readonly number[]): Promise<number> {
  const row = await db
    .selectFrom('products')
    .select(sql<number>`cast(count(*) as integer)`.as('count'))
    .where('hiddenAt', 'is', null)
    .$if(categoryIds !== undefined, (all) => all.where('categoryId', 'in', categoryIds?.length ? categoryIds : [0]))
    .executeTakeFirstOrThrow()
  return row.count
}

export interface ProductRow {
  id: number
  sku: string
  model: string
  name: string
  unit: string
  /** The category above its own, or its own at the top: goods of one family are described by the same words. */
  familyId: number | null
  /** JSON of `StatedCharacteristic[]`. */
  characteristics: string
  /** Availability in a list without quantities: 1, 0, or null. */
  available: number | null
  /** Free pieces in all warehouses together. */
  free: number
  /** null: the price is on request. */
  kopecks: number | null
}

/** The shown ones of these goods, in any order, as a person with this price type sees them at `now`. */
export async function productRows(
  db: Db,
  ids: readonly number[],
  { priceTypeId, now }: { priceTypeId: number | null; now: number },
): Promise<ProductRow[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<ProductRow>`
    select products.id, products.sku, products.model, products.name, products.unit, products.available,
      products.characteristics,
      (select coalesce(categories.parent_id, categories.id) from categories
        where categories.id = products.category_id) as family_id,
      ${freeInAll(now)} as free,
      (select kopecks from prices where prices.product_id = products.id
        and price_type_id = ${priceTypeId}) as kopecks
    from products where products.hidden_at is null and products.id in (${sql.join(ids)})`.execute(db)
  return rows
}

export function findProduct(db: Db, id: number): Promise<Product | undefined> {
  return db.selectFrom('products').selectAll().where('id', '=', id).executeTakeFirst()
}

/** Shown goods whose article (or else model) is one of these keys, an article first. */
export function productsByKeys(db: Db, keys: readonly string[]): Promise<Product[]> {
  if (keys.length === 0) return Promise.resolve([])
  return db
    .selectFrom('products')
    .selectAll()
    .where('hiddenAt', 'is', null)
    .where((eb) => eb.or([eb('skuKey', 'in', keys), eb('modelKey', 'in', keys)]))
    .orderBy((eb) => eb.case().when('skuKey', 'in', keys).then(0).else(1).end())
    .orderBy('id')
    .limit(20)
    .execute()
}

const KEYS_AT_ONCE = 5000

/** Shown goods by the keys of their articles and models; most of thousands of keys match no product. */
export async function productsOfKeys(
  db: Db,
  keys: readonly string[],
): Promise<Pick<Product, 'id' | 'skuKey' | 'modelKey'>[]> {
  const found: Pick<Product, 'id' | 'skuKey' | 'modelKey'>[] = []
  for (let from = 0; from < keys.length; from += KEYS_AT_ONCE) {
    const some = keys.slice(from, from + KEYS_AT_ONCE)
    for (const column of ['skuKey', 'modelKey'] as const) {
      const rows = db.selectFrom('products').select(['id', 'skuKey', 'modelKey']).where('hiddenAt', 'is', null)
      found.push(...(await rows.where(column, 'in', some).execute()))
    }
  }
  return [...new Map(found.map((row) => [row.id, row])).values()]
}

/** Whole rows of shown goods with the names of their categories, in any order. */
export function describedProducts(db: Db, ids: readonly number[]): Promise<(Product & { category: string | null })[]> {
  if (ids.length === 0) return Promise.resolve([])
  return db
    .selectFrom('products')
    .leftJoin('categories', 'categories.id', 'products.categoryId')
    .selectAll('products')
    .select('categories.name as category')
    .where('products.hiddenAt', 'is', null)
    .where('products.id', 'in', ids)
    .execute()
}

/** The models of goods, hidden ones too. */
export async function modelsOf(db: Db, ids: readonly number[]): Promise<Map<number, string>> {
  if (ids.length === 0) return new Map()
  const rows = await db.selectFrom('products').select(['id', 'model']).where('id', 'in', ids).execute()
  return new Map(rows.map((row) => [row.id, row.model]))
}

/** Some shown goods, those in stock first. */
export function sampleProducts(db: Db, limit: number): Promise<Pick<Product, 'sku' | 'name'>[]> {
  return db
    .selectFrom('products')
    .select(['sku', 'name'])
    .where('hiddenAt', 'is', null)
    .orderBy((eb) =>
      eb
        .case()
        .when(
          eb.exists(
            eb
              .selectFrom('stock')
              .select('productId')
              .whereRef('productId', '=', 'products.id')
              .where('onHand', '>', 0),
          ),
        )
        .then(0)
        .else(1)
        .end(),
    )
    .orderBy('id')
    .limit(limit)
    .execute()
}

/** Prices of one price type in kopecks; goods without a price are absent. */
export async function pricesOf(
  db: Db,
  productIds: readonly number[],
  priceTypeId: number | null,
): Promise<Map<number, number>> {
  if (productIds.length === 0 || priceTypeId === null) return new Map()
  const rows = await db
    .selectFrom('prices')
    .select(['productId', 'kopecks'])
    .where('productId', 'in', productIds)
    .where('priceTypeId', '=', priceTypeId)
    .execute()
  return new Map(rows.map((row) => [row.productId, row.kopecks]))
}

export type PriceType = Selectable<Schema['priceTypes']>

export function listPriceTypes(db: Db): Promise<PriceType[]> {
  return db.selectFrom('priceTypes').selectAll().orderBy('id').execute()
}
