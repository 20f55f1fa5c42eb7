import { type RawBuilder, sql } from 'kysely'
import { freeInAll, freeNow } from '#db/catalog/stock.ts'
import type { Db } from '#db/schema/schema.ts'
import type { Sort } from '#domain/catalog/catalog.ts'
import type { Narrowing } from '#domain/search/narrowing.ts'
import { LONGEST_TERM, type Matching, matched } from './matching.ts'
import { narrowed } from './narrowing.ts'

/** The search data of a product: terms, and its keys between line ends. */
export interface IndexedGood {
  productId: number
  keys: string
  named: readonly string[]
  words: readonly string[]
}

/** The last change of the catalog that is indexed; the row stays locked until the transaction ends. */
export async function lockIndexed(db: Db): Promise<number> {
  const row = await db.selectFrom('searchState').select('version').forUpdate().executeTakeFirstOrThrow()
  return row.version
}

export async function indexedVersion(db: Db): Promise<number> {
  return (await db.selectFrom('searchState').select('version').executeTakeFirstOrThrow()).version
}

export async function markIndexed(db: Db, version: number): Promise<void> {
  await db.updateTable('searchState').set({ version }).execute()
}

const vector = (terms: readonly string[]) =>
  sql`array_to_tsvector(array(select jsonb_array_elements_text(cast(${JSON.stringify(terms.filter((term) => term.length <= LONGEST_TERM))} as jsonb))))`

/** Removes these goods from the index, or all of them if `ids` is absent. */
export async function forgetGoods(db: Db, ids?: readonly number[]): Promise<void> {
  const query = db.deleteFrom('searchGoods')
  await (ids ? query.where('productId', 'in', ids.length > 0 ? ids : [0]) : query).execute()
}

export async function indexGoods(db: Db, goods: readonly IndexedGood[]): Promise<void> {
  if (goods.length === 0) return
  const rows = goods.map(
    ({ productId, keys, named, words }) => sql`(${productId}, ${keys}, ${vector(named)}, ${vector(words)})`,
  )
  await sql`insert into search_goods (product_id, keys, named, words) values ${sql.join(rows)}`.execute(db)
}

export async function holdsPart(db: Db, part: string): Promise<boolean> {
  const { rows } = await sql`select 1 from search_goods where keys like ${`%${part}%`} limit 1`.execute(db)
  return rows.length > 0
}

/** Goods with similar keys, the likest first; all goods if trigrams are not available. */
export async function keysLike(
  db: Db,
  key: string,
  isCompared: boolean,
): Promise<{ productId: number; keys: string }[]> {
  const alike = isCompared
    ? sql`where word_similarity(${key}, keys) > 0.3 order by word_similarity(${key}, keys) desc, product_id limit 20`
    : sql``
  const { rows } = await sql<{
    productId: number
    keys: string
  }>`select product_id, keys from search_goods ${alike}`.execute(db)
  return rows
}

/** Sets of the query's words that goods have together, as bits, and whether all these goods have it as an article. */
export async function wordsTogether(
  db: Db,
  matching: Matching,
): Promise<{ found: number; whole: number; articles: boolean; goods: number }[]> {
  const { rows } = await sql<{ found: number; whole: number; articles: boolean; goods: number }>`
    select found, bit_or(whole) as whole, bool_and(place < 3) as articles, cast(count(*) as integer) as goods
    from ${matched(matching)} join products on products.id = matched.product_id and products.hidden_at is null
    group by found`.execute(db)
  return rows
}

export interface PageRequest {
  matching: Matching
  /** Bits of the words that a product must have. */
  wanted: number
  narrowing: Narrowing
  now: number
}

function chosen({ matching, wanted, narrowing, now }: PageRequest, without?: number): RawBuilder<unknown> {
  return sql`${matched(matching)} join products on products.id = matched.product_id
    where found & ${wanted} = ${wanted} and ${narrowed(narrowing, now, without)}`
}

export async function countChosen(db: Db, asked: PageRequest): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select cast(count(*) as integer) as count from ${chosen(asked)}`.execute(db)
  return rows[0]?.count ?? 0
}

/** Ids of a page. An exact article is first in every order; equal goods are in the order of names. */
export async function pageChosen(
  db: Db,
  asked: PageRequest,
  { sort, priceTypeId, offset, limit }: { sort: Sort; priceTypeId: number | null; offset: number; limit: number },
): Promise<number[]> {
  const kopecks = sql`(select kopecks from prices where prices.product_id = products.id and price_type_id = ${priceTypeId})`
  const { wanted, now } = asked
  const tier = sql`case when place < 3 then place when named & ${wanted} = ${wanted} then 3
    when whole & ${wanted} = ${wanted} then 4 else 5 end`
  const available = sql`case when ${freeInAll(now)} > 0 or products.available = 1 then 0 else 1 end`
  const ordered = sql`(select count(*) from invoice_lines where invoice_lines.product_id = products.id)`
  const orders: Record<Sort, RawBuilder<unknown>> = {
    relevance: sql`least(place, 3), case when place < 3 then 0 else 1 - head end, ${tier},
      case when exact & ${wanted} = ${wanted} then 0 else 1 end, ${available}, ${ordered} desc`,
    name: sql`least(place, 2)`,
    cheap: sql`least(place, 2), ${kopecks} is null, ${kopecks}`,
    dear: sql`least(place, 2), ${kopecks} is null, ${kopecks} desc`,
    stock: sql`least(place, 2), ${freeInAll(now)} desc`,
  }
  const { rows } = await sql<{ id: number }>`select products.id from ${chosen(asked)}
    order by ${orders[sort]}, lower(products.name) collate "C", products.id limit ${limit} offset ${offset}`.execute(db)
  return rows.map(({ id }) => id)
}

/** Counts of the chosen goods per value: of one characteristic without its own choices, or of all but some. */
export async function countValues(
  db: Db,
  asked: PageRequest,
  of: { only: number } | { allBut: readonly number[] },
): Promise<{ characteristicId: number; valueId: number; goods: number }[]> {
  const which =
    'only' in of
      ? sql`told.characteristic_id = ${of.only}`
      : sql`told.characteristic_id not in (${sql.join([0, ...of.allBut])})`
  const ids = sql`select products.id from ${chosen(asked, 'only' in of ? of.only : undefined)}`
  const { rows } = await sql<{ characteristicId: number; valueId: number; goods: number }>`
    select told.characteristic_id, told.id as value_id, cast(count(*) as integer) as goods
    from product_values join characteristic_values told on told.id = product_values.value_id
    where product_values.product_id in (${ids}) and ${which}
    group by told.characteristic_id, told.id`.execute(db)
  return rows
}

/** Counts of the chosen goods by price in kopecks. */
export async function countPrices(
  db: Db,
  asked: PageRequest,
  priceTypeId: number | null,
): Promise<{ kopecks: number; goods: number }[]> {
  const { rows } = await sql<{ kopecks: number; goods: number }>`
    select kopecks, cast(count(*) as integer) as goods from prices
    where price_type_id = ${priceTypeId} and product_id in (select products.id from ${chosen(asked)})
    group by kopecks`.execute(db)
  return rows
}

/** Counts of the chosen goods that are free in each warehouse. */
export async function countWarehouses(db: Db, asked: PageRequest): Promise<{ warehouseId: number; goods: number }[]> {
  const { rows } = await sql<{ warehouseId: number; goods: number }>`
    select warehouse_id, cast(count(*) as integer) as goods from stock
    where ${freeNow(asked.now)} > 0 and product_id in (select products.id from ${chosen(asked)})
    group by warehouse_id`.execute(db)
  return rows
}
