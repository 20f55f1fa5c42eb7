import { type RawBuilder, type Selectable, sql } from 'kysely'
import type { Range, Sort } from '../domain/catalog.ts'
import type { Db, Schema } from './schema.ts'
import { freeNow } from './stock.ts'

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
      union select categories.id, tree.root from categories join tree on categories.parent_id = tree.id)
    select root.id, root.name, cast(count(products.id) as integer) as products
    from tree join categories root on root.id = tree.root
    join products on products.category_id = tree.id and products.hidden_at is null
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

/** What narrows the catalog; the parts that are absent do not. */
export interface Filter {
  categoryIds?: readonly number[]
  /** All words, each in one of its readings (domain/catalog.ts `searchWords`); one that has none is found nowhere. */
  words?: readonly (readonly string[])[]
  /** One value of each group. */
  valueGroups?: readonly (readonly number[])[]
  ranges?: readonly Range[]
  /** Only what is free at this instant. */
  freeAt?: number
}

/** A filter as the condition of a `where` over `products`. */
export function conditions(filter: Filter): RawBuilder<boolean> {
  const all = [sql`products.hidden_at is null`]
  if (filter.categoryIds) all.push(sql`products.category_id in (${sql.join(filter.categoryIds)})`)
  for (const readings of filter.words ?? []) {
    const found = readings.map((word) => sql`products.search_text like ${`%${word}%`}`)
    all.push(found.length > 0 ? sql`(${sql.join(found, sql` or `)})` : sql`1 = 0`)
  }
  for (const ids of filter.valueGroups ?? []) all.push(hasValue(sql`product_values.value_id in (${sql.join(ids)})`))
  for (const { characteristicId, from, to } of filter.ranges ?? []) {
    const within = [sql`characteristic_values.characteristic_id = ${characteristicId}`]
    if (from !== null) within.push(sql`characteristic_values.number >= ${from}`)
    if (to !== null) within.push(sql`characteristic_values.number < ${to}`)
    all.push(hasValue(sql.join(within, sql` and `)))
  }
  if (filter.freeAt !== undefined) {
    all.push(sql`exists (select 1 from stock where stock.product_id = products.id and ${freeNow(filter.freeAt)} > 0)`)
  }
  return sql<boolean>`${sql.join(all, sql` and `)}`
}

function hasValue(condition: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`exists (select 1 from product_values
    join characteristic_values on characteristic_values.id = product_values.value_id
    where product_values.product_id = products.id and ${condition})`
}

export async function countProducts(db: Db, filter: Filter = {}): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select cast(count(*) as integer) as count from products where ${conditions(filter)}`.execute(db)
  return rows[0]?.count ?? 0
}

export interface ProductRow {
  id: number
  sku: string
  model: string
  name: string
  unit: string
  /** What a list without quantities says: 1, 0, or null. */
  available: number | null
  /** Free on all warehouses together. */
  free: number
  /** null: the price is on request. */
  kopecks: number | null
}

const orders: Record<Exclude<Sort, 'relevance'>, RawBuilder<unknown>> = {
  name: sql`name`,
  cheap: sql`kopecks is null, kopecks, name`,
  dear: sql`kopecks is null, kopecks desc, name`,
  stock: sql`free desc, name`,
}

/** A page of goods as somebody with this price type sees them at `now`; those whose article is `exactKeys` come first. */
export async function listProducts(
  db: Db,
  filter: Filter,
  page: {
    priceTypeId: number | null
    now: number
    sort: Sort
    exactKeys?: readonly string[]
    offset: number
    limit: number
  },
): Promise<ProductRow[]> {
  const keys = sql.join(page.exactKeys?.length ? page.exactKeys : [''])
  const { rows } = await sql<ProductRow>`
    select id, sku, model, name, unit, available, free, kopecks from (
      select products.id, products.sku, products.model, products.name, products.unit, products.available,
        cast(coalesce((select sum(case when ${freeNow(page.now)} > 0 then ${freeNow(page.now)} else 0 end)
          from stock where stock.product_id = products.id), 0) as integer) as free,
        (select kopecks from prices where prices.product_id = products.id
          and price_type_id = ${page.priceTypeId}) as kopecks,
        case when products.sku_key in (${keys}) then 0 when products.model_key in (${keys}) then 1 else 2 end as place
      from products where ${conditions(filter)}) listed
    order by place, ${orders[page.sort === 'relevance' ? 'name' : page.sort]}, id
    limit ${page.limit} offset ${page.offset}`.execute(db)
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
