import { sql } from 'kysely'
import { givenNumbers, numberAt } from '#db/engine/ddl.ts'
import type { Db } from '#db/schema/schema.ts'
import type { Portion } from './staging.ts'

/**
 * Finds goods by the key that this or another source gave them. If a run names a product by its own key and by another
 * one, or by two others, the own key wins, else the first row: two rows are never one product.
 */
export async function matchByKey(db: Db, { runId, from, to }: Portion): Promise<void> {
  await sql`update import_products set product_id = coalesce(
      (select products.id from products where products.key = import_products.key),
      (select product_keys.product_id from product_keys join products on products.id = product_keys.product_id
        where product_keys.key = import_products.key and not exists (select 1 from import_products other
          where other.run_id = ${runId} and other.key = products.key and import_products.told = 'goods'
          and other.told = 'goods') limit 1))
    where run_id = ${runId} and n between ${from} and ${to} and product_id is null`.execute(db)
  await sql`update import_products set product_id = null
    where run_id = ${runId} and n between ${from} and ${to} and told = 'goods' and product_id is not null
    and not exists (select 1 from products where products.id = product_id and products.key = import_products.key)
    and exists (select 1 from import_products other where other.run_id = ${runId} and other.told = 'goods'
      and other.product_id = import_products.product_id and +other.n < import_products.n)`.execute(db)
  await matchOnlyVariant(db, { runId, from, to })
}

/** Goods that a catalog once stated without their only characteristic are known under the key of the goods. */
async function matchOnlyVariant(db: Db, { runId, from, to }: Portion): Promise<void> {
  await sql`update import_products set product_id = (
      select products.id from products where products.key = import_products.goods_key
      and products.variant_of is null and products.sold_as_variants = 0
      and not exists (select 1 from product_keys where product_keys.product_id = products.id
        and substr(product_keys.key, 1, length(import_products.goods_key) + 1) = import_products.goods_key || '#'))
    where run_id = ${runId} and n between ${from} and ${to} and product_id is null and told = 'goods' and goods_key <> ''
    and not exists (select 1 from import_products other where other.run_id = ${runId} and other.n <> import_products.n
      and other.told = 'goods' and other.key = import_products.goods_key)
    and not exists (select 1 from import_products other where other.run_id = ${runId} and other.n <> import_products.n
      and other.told = 'goods' and other.goods_key <> '' and other.goods_key = import_products.goods_key)`.execute(db)
}

/** A row with an unknown key, and a product that it may mean. */
export interface MatchCandidate {
  n: number
  row: number
  productId: number
  sku: string
  name: string
  knownSku: string
  knownName: string
}

/** Sources whose keys are articles: a key spelled otherwise may be the same goods. */
const tableSources = sql`('table', 'distributor_csv')`

/** Rows to match by their article, with the products that each may mean. */
const bySku = (given: Portion) => sql`from import_products staged
  join products on products.sku_key = staged.sku_key and products.sold_as_variants = 0
  where staged.run_id = ${given.runId} and staged.n between ${given.from} and ${given.to}
  and staged.product_id is null and staged.told in ('goods', 'offers') and staged.sku_key <> ''
  and not exists (select 1 from import_products other
    where other.run_id = ${given.runId} and other.product_id = products.id)`

const candidate = sql`select staged.n, staged.row_number as row, products.id as product_id, staged.sku, staged.name,
  products.sku as known_sku, products.name as known_name`

/**
 * Goods that rows with an unknown key may mean by their article, if no other goods and no other row of the run have it.
 * Two keys of one source are two products, whatever their articles, unless its keys are articles themselves.
 */
export async function candidatesBySku(db: Db, portion: Portion): Promise<MatchCandidate[]> {
  const { rows } = await sql<MatchCandidate>`${candidate} ${bySku(portion)}
    and not exists (select 1 from products other where other.sku_key = products.sku_key and other.id <> products.id
      and (other.hidden_at is null or products.hidden_at is not null))
    and (staged.source in ${tableSources} or not exists (select 1 from product_keys
      where product_keys.product_id = products.id and product_keys.source = staged.source))
    and not exists (select 1 from import_products other where other.run_id = staged.run_id
      and other.sku_key = staged.sku_key and other.n <> staged.n and other.told in ('goods', 'offers'))`.execute(db)
  return rows
}

/** Shown goods that this run does not name, and that its rows with an unknown key may mean. */
export async function candidatesLeft(db: Db, portion: Portion): Promise<MatchCandidate[]> {
  const { rows } = await sql<MatchCandidate>`${candidate} ${bySku(portion)}
    and products.hidden_at is null and staged.source in ${tableSources} order by staged.n`.execute(db)
  return rows
}

/** Goods that alone have the unknown article of a row as a code. */
export async function candidatesByCode(db: Db, { runId, from, to }: Portion): Promise<MatchCandidate[]> {
  const { rows } = await sql<MatchCandidate>`select staged.n, staged.row_number as row, codes.product_id, staged.sku,
      staged.name, codes.value as known_sku, '' as known_name
    from import_products staged join product_codes codes on codes.key = staged.sku_key and codes.kind = 'code'
    where staged.run_id = ${runId} and staged.n between ${from} and ${to} and staged.product_id is null
    and staged.told in ('goods', 'offers') and staged.sku_key <> ''
    and not exists (select 1 from product_codes other where other.key = codes.key and other.kind = 'code'
      and other.product_id <> codes.product_id)
    and not exists (select 1 from import_products other
      where other.run_id = ${runId} and (other.product_id = codes.product_id
        or other.sku_key = staged.sku_key and other.n <> staged.n and other.told in ('goods', 'offers')))`.execute(db)
  return rows
}

/** Writes the product of each matched row. */
export async function matchRows(
  db: Db,
  runId: number,
  matches: readonly Pick<MatchCandidate, 'n' | 'productId'>[],
): Promise<void> {
  if (matches.length === 0) return
  const given = givenNumbers(
    db,
    matches.map(({ n, productId }) => [n, productId]),
  )
  await sql`update import_products set product_id = ${numberAt(1)} from ${given}
    where import_products.run_id = ${runId} and import_products.n = ${numberAt(0)}`.execute(db)
}

/** Leaves rows out of the run: their statements count for no product. */
export async function leaveOut(db: Db, runId: number, places: readonly number[]): Promise<void> {
  if (places.length === 0) return
  await db
    .updateTable('importProducts')
    .set({ told: 'rejected', productId: null })
    .where('runId', '=', runId)
    .where('n', 'in', places)
    .execute()
}

/** Rows without a product: their prices and stock are lost. */
export async function unmatched(db: Db, runId: number): Promise<{ row: number; value: string }[]> {
  const rows = await db
    .selectFrom('importProducts')
    .select(['rowNumber as row', 'key as value'])
    .where('runId', '=', runId)
    .where('productId', 'is', null)
    .where('told', 'in', ['offers', 'variant'])
    .orderBy('n')
    .execute()
  return rows
}
