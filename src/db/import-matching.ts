import { sql } from 'kysely'
import type { Portion } from './import-staging.ts'
import type { Db } from './schema.ts'

/**
 * Finds goods by the key that this or another source gave them. A product that a run names by its own key and by another
 * one, or by two others, is found by the own, else by the first: two rows are never one product.
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

/** Goods that a catalog once told without their only characteristic are known under the key of the goods. */
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

/**
 * Finds goods with an unknown key by their article, where exactly one product has it and another source lists it: one
 * source's two keys are two products, whatever their articles.
 */
export async function matchBySku(db: Db, { runId, from, to }: Portion): Promise<void> {
  await sql`update import_products set product_id = (
      select products.id from products where products.sku_key = import_products.sku_key
      and products.sold_as_variants = 0
      and not exists (select 1 from products other where other.sku_key = products.sku_key and other.id <> products.id)
      and not exists (select 1 from import_products other
        where other.run_id = ${runId} and other.product_id = products.id)
      and not exists (select 1 from product_keys
        where product_keys.product_id = products.id and product_keys.source = import_products.source))
    where run_id = ${runId} and n between ${from} and ${to} and product_id is null and told = 'goods' and sku_key <> ''
    and not exists (select 1 from import_products other where other.run_id = ${runId}
      and other.sku_key = import_products.sku_key and other.n <> import_products.n and other.told = 'goods')`.execute(
    db,
  )
}

/** Rows whose goods are nowhere: their prices and stock are nobody's. */
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
