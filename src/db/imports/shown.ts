import { type RawBuilder, sql } from 'kysely'
import type { Db } from '#db/schema/schema.ts'
import type { SearchableGood } from '#db/search/search.ts'
import type { Portion } from './staging.ts'

async function ids(db: Db, query: RawBuilder<unknown>): Promise<number[]> {
  const { rows } = await (query as RawBuilder<{ id: number }>).execute(db)
  return rows.map((row) => row.id)
}

/** Products that this run names, once per row, and whether they are new; new goods with variants are absent. */
export async function namedProducts(db: Db, runId: number): Promise<{ id: number; isNew: number }[]> {
  const { rows } = await sql<{ id: number; isNew: number }>`
    select products.id, case when products.hidden_at is not null and products.hidden_at = 0 then 1 else 0 end
      as is_new
    from import_products staged join products on products.id = staged.product_id
    where staged.run_id = ${runId} and staged.told in ('goods', 'variant', 'offers')
    and not (products.hidden_at is not null and products.hidden_at = 0 and products.id in (
      select parent_id from import_products variants
      where variants.run_id = ${runId} and variants.told = 'variant' and variants.parent_id is not null))`.execute(db)
  return rows
}

/** True if a row of goods or of a variant differs from `products`. */
export const differs = sql`(products.sku <> staged.sku or products.model <> staged.model or products.name <> staged.name
  or products.brand <> staged.brand or products.unit <> staged.unit or products.description <> staged.description
  or products.vat_rate <> staged.vat_rate
  or products.characteristics <> staged.characteristics or products.codes <> staged.codes
  or products.category_id is distinct from staged.category_id)`

/**
 * Search words of a portion's goods or variants: of those that will become shown or that the switch-over changes, and
 * of those in the given categories.
 */
export async function stagedWords(
  db: Db,
  { runId, from, to }: Portion,
  rowKind: 'goods' | 'variant',
  categoryIds: readonly number[],
): Promise<Omit<SearchableGood, 'listed'>[]> {
  const { rows } = await sql<Omit<SearchableGood, 'listed'>>`
    select products.id, staged.sku, staged.sku_key, staged.model, staged.model_key, staged.name, staged.brand,
      staged.category_id, coalesce(categories.name, '') as category
    from import_products staged join products on products.id = staged.product_id
    left join categories on categories.id = staged.category_id
    where staged.run_id = ${runId} and staged.n between ${from} and ${to} and staged.told = ${rowKind}
    and (products.hidden_at is not null or ${differs} or staged.category_id in (${sql.join([0, ...categoryIds])})
      or exists (select 1 from import_values where import_values.run_id = staged.run_id
        and import_values.product_id = staged.product_id))
    order by staged.n`.execute(db)
  return rows
}

/** Writes the differences of goods and variants themselves; answers the changed products. */
export function switchGoods(db: Db, runId: number, importId: number): Promise<number[]> {
  return ids(
    db,
    sql`update products set sku = staged.sku, sku_key = staged.sku_key, model = staged.model,
      model_key = staged.model_key, name = staged.name, brand = staged.brand, unit = staged.unit,
      description = staged.description, category_id = staged.category_id, vat_rate = staged.vat_rate,
      characteristics = staged.characteristics, codes = staged.codes, import_id = cast(${importId} as integer)
    from import_products staged where staged.run_id = ${runId} and staged.product_id = products.id
    and staged.told in ('goods', 'variant')
    and ${differs} returning products.id`,
  )
}

/** Replaces the characteristics of products with the staged ones; answers the products. */
export async function switchValues(db: Db, runId: number): Promise<number[]> {
  const changed = sql`(select product_id from import_values where run_id = ${runId})`
  await sql`delete from product_values where product_id in ${changed}`.execute(db)
  await sql`insert into product_values (product_id, value_id, position)
    select product_id, value_id, position from import_values where run_id = ${runId}`.execute(db)
  return ids(db, sql`select distinct product_id as id from import_values where run_id = ${runId}`)
}

/**
 * Shows the goods and variants that the file names; answers those that were hidden before. Variants stay hidden if no
 * source lists their goods any more.
 */
export async function showGoods(db: Db, runId: number, at: number): Promise<number[]> {
  const isListed = sql`(products.variant_of is null
    or exists (select 1 from product_keys where product_keys.product_id = products.variant_of))`
  const shown = await ids(
    db,
    sql`update products set hidden_at = null where hidden_at is not null and sold_as_variants = 0 and exists (
      select 1 from import_products staged where staged.run_id = ${runId} and staged.product_id = products.id
      and staged.told in ('goods', 'variant')) and ${isListed} returning id`,
  )
  await sql`update products set hidden_at = ${at} where hidden_at = 0 and variant_of is not null
    and id in (select product_id from import_products where run_id = ${runId} and told = 'variant')`.execute(db)
  return shown
}

/**
 * Hides goods that are sold as variants, and variants that their goods no longer have; answers those that were shown.
 * `isWhole`: the run names all variants of the goods that it names.
 */
export async function hideByVariants(db: Db, runId: number, at: number, isWhole: boolean): Promise<number[]> {
  await sql`update products set hidden_at = ${at} where hidden_at = 0 and sold_as_variants = 1`.execute(db)
  const goods = await ids(
    db,
    sql`update products set hidden_at = ${at} where hidden_at is null and sold_as_variants = 1 returning id`,
  )
  const parents = sql`select parent_id from import_products
    where run_id = ${runId} and told = 'variant' and parent_id is not null`
  const stale = await ids(
    db,
    sql`update products set hidden_at = ${at} where hidden_at is null and variant_of is not null
      and (${isWhole ? sql`variant_of in (${parents})` : sql`false`}
        or exists (select 1 from products goods where goods.id = products.variant_of and goods.sold_as_variants = 0))
      and id not in (select product_id from import_products where run_id = ${runId} and product_id is not null)
      returning id`,
  )
  return [...goods, ...stale]
}

/**
 * Hides goods that a full upload of `sources` no longer names and those that the file calls deleted, with their
 * variants, unless another source still lists them; then updates the keys by source. Answers the goods that were shown
 * before.
 */
export async function hideUnlisted(db: Db, runId: number, sources: readonly string[], at: number): Promise<number[]> {
  const named = sql`select 1 from import_products staged
    where staged.run_id = ${runId} and staged.product_id = product_keys.product_id and staged.told <> 'deleted'`
  const full = sql.join(sources.length > 0 ? sources : [''])
  const gone = sql`(select product_keys.product_id from product_keys where product_keys.source in (${full})
      and not exists (${named}) and not exists (select 1 from product_keys other
        where other.product_id = product_keys.product_id and other.source not in (${full}))
    union select staged.product_id from import_products staged
      where staged.run_id = ${runId} and staged.told = 'deleted' and staged.product_id is not null
      and not exists (select 1 from product_keys other
        where other.product_id = staged.product_id and other.source <> staged.source))`
  const hidden = await ids(
    db,
    sql`update products set hidden_at = ${at} where hidden_at is null and (id in ${gone} or variant_of in ${gone}
      and not exists (select 1 from product_keys where product_keys.product_id = products.id)) returning id`,
  )
  const lost = sql`source in (${full}) and not exists (${named})
    or (product_id, source) in (select staged.product_id, staged.source from import_products staged
      where staged.run_id = ${runId} and staged.told = 'deleted' and staged.goods_key = '')`
  await sql`insert into import_undo_keys (product_id, key, source)
    select product_id, key, source from product_keys where ${lost} on conflict (key, source) do nothing`.execute(db)
  await sql`delete from product_keys where ${lost}`.execute(db)
  await sql`insert into product_keys (key, source, product_id)
    select staged.key, staged.source, staged.product_id from import_products staged
    where staged.run_id = ${runId} and staged.told = 'goods' and not exists (select 1 from product_keys known
      where known.key = staged.key and known.source = staged.source and known.product_id = staged.product_id)
    on conflict (key, source) do update set product_id = excluded.product_id
    where product_keys.product_id <> excluded.product_id`.execute(db)
  return hidden
}
