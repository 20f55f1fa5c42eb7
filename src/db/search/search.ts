import { sql } from 'kysely'
import { freeNow, liveAt } from '#db/catalog/stock.ts'
import type { Db } from '#db/schema/schema.ts'
import type { Value } from '#domain/search/segment.ts'

export interface SearchableGood {
  id: number
  sku: string
  skuKey: string
  model: string
  modelKey: string
  name: string
  brand: string
  category: string
  categoryId: number | null
  listed: number | null
}

/** Shown goods with ids above `after`, in the order of ids. */
export function searchableGoods(db: Db, after: number, limit: number): Promise<SearchableGood[]> {
  return searchable(db).where('products.id', '>', after).orderBy('products.id').limit(limit).execute()
}

/** The shown ones of these goods, in the order of their ids. */
export function searchableAmong(db: Db, ids: readonly number[]): Promise<SearchableGood[]> {
  if (ids.length === 0) return Promise.resolve([])
  return searchable(db).where('products.id', 'in', ids).orderBy('products.id').execute()
}

function searchable(db: Db) {
  return db
    .selectFrom('products')
    .leftJoin('categories', 'categories.id', 'products.categoryId')
    .select(['products.id', 'sku', 'skuKey', 'model', 'modelKey', 'products.name', 'brand', 'categoryId'])
    .select(['available as listed', sql<string>`coalesce(categories.name, '')`.as('category')])
    .where('hiddenAt', 'is', null)
}

/** The number of shown goods. */
export async function countSearchable(db: Db): Promise<number> {
  const row = await db
    .selectFrom('products')
    .select((eb) => eb.fn.countAll<number>().as('goods'))
    .where('hiddenAt', 'is', null)
    .executeTakeFirstOrThrow()
  return Number(row.goods)
}

/** All values of all characteristics with ids above `after`, in the order of ids, each with its unit in the text. */
export async function searchableValues(db: Db, after = 0): Promise<Value[]> {
  const rows = await db
    .selectFrom('characteristicValues')
    .innerJoin('characteristics', 'characteristics.id', 'characteristicValues.characteristicId')
    .select(['characteristicValues.id', 'characteristicId', 'number', 'value', 'unit'])
    .where('characteristicValues.id', '>', after)
    .orderBy('characteristicValues.id')
    .execute()
  return rows.map(({ value, unit, ...rest }) => ({ ...rest, text: `${value} ${unit}` }))
}

/** The number of invoice lines of each product; products without any are absent. */
export async function timesOrdered(db: Db): Promise<Map<number, number>> {
  const rows = await db
    .selectFrom('invoiceLines')
    .select(['productId', sql<number>`cast(count(*) as integer)`.as('times')])
    .groupBy('productId')
    .execute()
  return new Map(rows.map(({ productId, times }) => [productId, times]))
}

export interface GoodsNumbers {
  values: { productId: number; valueId: number }[]
  prices: { productId: number; priceTypeId: number; kopecks: number }[]
  shelves: FreeShelf[]
}

export interface FreeShelf {
  productId: number
  warehouseId: number
  free: number
}

/** Values, prices and free pieces of these products. */
export async function numbersOf(db: Db, ids: readonly number[], now: number): Promise<GoodsNumbers> {
  const values = await valueIdsOf(db, ids)
  return { values, prices: await allPricesOf(db, ids), shelves: await freeShelves(db, ids, now) }
}

/** Each product's values in their order. */
export function valueIdsOf(db: Db, ids: readonly number[]): Promise<GoodsNumbers['values']> {
  if (ids.length === 0) return Promise.resolve([])
  return db
    .selectFrom('productValues')
    .select(['productId', 'valueId'])
    .where('productId', 'in', ids)
    .orderBy('productId')
    .orderBy('position')
    .execute()
}

/** The availability of each product in a list without quantities. */
export function listedOf(db: Db, ids: readonly number[]): Promise<{ id: number; listed: number | null }[]> {
  if (ids.length === 0) return Promise.resolve([])
  return db.selectFrom('products').select(['id', 'available as listed']).where('id', 'in', ids).execute()
}

/** Ids of shown goods above `after`, in ascending order. */
export async function shownIds(db: Db, after: number, limit: number): Promise<number[]> {
  const rows = await db
    .selectFrom('products')
    .select('id')
    .where('hiddenAt', 'is', null)
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map(({ id }) => id)
}

export function allPricesOf(db: Db, ids: readonly number[]): Promise<GoodsNumbers['prices']> {
  if (ids.length === 0) return Promise.resolve([])
  return db.selectFrom('prices').selectAll().where('productId', 'in', ids).execute()
}

export function freeShelves(db: Db, ids: readonly number[], now: number): Promise<FreeShelf[]> {
  if (ids.length === 0) return Promise.resolve([])
  return db
    .selectFrom('stock')
    .select(['productId', 'warehouseId', freeNow(now).as('free')])
    .where('productId', 'in', ids)
    .execute()
}

export interface ShelfReserve {
  productId: number
  warehouseId: number
  quantity: number
  /** The first end of its reservations; null: none ends by the clock. */
  endsAt: number | null
}

/** Live reservations at `now`, summed per shelf. */
export async function reservedAt(db: Db, now: number): Promise<ShelfReserve[]> {
  const { rows } = await sql<ShelfReserve>`
    select product_id, warehouse_id, cast(sum(quantity) as integer) as quantity,
      min(case when protected_at is null then until_at end) as ends_at
    from reservations where ${liveAt(now)} group by product_id, warehouse_id`.execute(db)
  return rows
}

/** Stock moves after the move `after`, in their order. */
export function movedAfter(db: Db, after: number, limit: number): Promise<{ id: number; productId: number }[]> {
  return db
    .selectFrom('stockMoves')
    .select(['id', 'productId'])
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .execute()
}

/** The id of the last stock move; 0 before the first. */
export async function lastMove(db: Db): Promise<number> {
  const row = await db
    .selectFrom('stockMoves')
    .select((eb) => eb.fn.max('id').as('last'))
    .executeTakeFirst()
  return row?.last ?? 0
}
