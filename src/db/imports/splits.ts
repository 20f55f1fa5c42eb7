import { sql } from 'kysely'
import type { Db } from '#db/schema/schema.ts'
import { articleKey } from '#domain/catalog/catalog.ts'
import { goodsOf, isOf, withArticle } from './variant-keys.ts'

/*
 * Goods with one known characteristic are sold themselves: `product_keys` states for which `goods#characteristic` they
 * stand. When a second one comes, the product becomes the first variant, so that reservations, carts and stock stay
 * with the same goods, and a new hidden row takes its place as the goods of both.
 */

interface Split {
  goodsKey: string
  goodsId: number
}

/** Goods that stand for one variant while this run offers another one. */
export async function findSplits(db: Db, runId: number): Promise<Split[]> {
  const { rows } = await sql<Split>`
    select offered.goods_key, standing.product_id as goods_id from (
      select distinct goods_key from import_products where run_id = ${runId} and told = 'variant' and goods_key <> ''
      and (product_id is null or exists (select 1 from products
        where products.id = import_products.product_id and products.hidden_at = 0))) offered
    join product_keys standing on standing.product_id = ${goodsOf(sql`offered.goods_key`)}
      and ${isOf(sql`standing.key`, sql`offered.goods_key`)}
    join products on products.id = standing.product_id and products.variant_of is null and products.key <> standing.key
    group by offered.goods_key, standing.product_id`.execute(db)
  return rows
}

/** The key under which the goods of a split wait for the switch-over: no real characteristic is empty. */
const waitingKey = (key: string) => `${key}#`

/** Adds the hidden row that will be the goods of several variants, and moves the run's rows about the goods to it. */
export async function prepareSplit(db: Db, runId: number, { goodsKey: key, goodsId }: Split): Promise<void> {
  await sql`insert into products (key, sku, sku_key, model, model_key, name, brand, unit, description, category_id,
      vat_rate, available, hidden_at, characteristics, codes, import_id, variant_of, sold_as_variants)
    select cast(${waitingKey(key)} as text), sku, sku_key, model, model_key, name, brand, unit, description, category_id,
      vat_rate, null, 0, characteristics, codes, import_id, null, 1 from products where id = ${goodsId}
    on conflict (key) do nothing`.execute(db)
  const { id } = await db
    .selectFrom('products')
    .select('id')
    .where('key', '=', waitingKey(key))
    .executeTakeFirstOrThrow()
  await sql`insert into product_values (product_id, value_id, position)
    select cast(${id} as integer), value_id, position from product_values where product_id = ${goodsId}
    on conflict (product_id, value_id) do nothing`.execute(db)
  await sql`update import_products set product_id = ${id}
    where run_id = ${runId} and product_id = ${goodsId} and goods_key = ''`.execute(db)
  await sql`update import_products set parent_id = ${id}
    where run_id = ${runId} and goods_key <> '' and goods_key = ${key} and told in ('variant', 'deleted')`.execute(db)
}

/** Makes goods that stood for one variant that variant, and their waiting rows the goods. Answers the new variants. */
export async function switchSplits(db: Db, runId: number): Promise<number[]> {
  const { rows } = await sql<{ id: number; key: string }>`select id, key from products
    where hidden_at = 0 and sold_as_variants = 1 and key like '%#' and id in (
      select parent_id from import_products where run_id = ${runId} and parent_id is not null)`.execute(db)
  const changed: number[] = []
  for (const { id, key: waiting } of rows) {
    const key = waiting.slice(0, -1)
    const { rows: found } = await sql<{ id: number; key: string; variant: string; sku: string }>`
      select products.id, standing.key, standing.variant, products.sku from product_keys standing
      join products on products.id = standing.product_id and products.variant_of is null
      where standing.product_id = ${goodsOf(sql`cast(${key} as text)`)}
      and ${isOf(sql`standing.key`, sql`cast(${key} as text)`)} limit 1`.execute(db)
    const [first] = found
    if (!first) continue
    await sql`update products set key = ${first.key}, variant_of = ${id} where id = ${first.id}`.execute(db)
    await sql`delete from product_keys where product_id = ${first.id}
      and ${isOf(sql`key`, sql`cast(${key} as text)`)}`.execute(db)
    await sql`update product_keys set product_id = ${id} where product_id = ${first.id}`.execute(db)
    await sql`update products set key = ${key} where id = ${id}`.execute(db)
    await nameFirst(db, runId, first, key)
    changed.push(first.id)
  }
  return changed
}

/** The first variant gets the article and name of its former offer, unless this run states them again. */
async function nameFirst(
  db: Db,
  runId: number,
  first: { id: number; key: string; variant: string; sku: string },
  goods: string,
): Promise<void> {
  const [sku = '', name = ''] = first.variant.split('\n')
  if (sku === '' || name === '') return
  const filled = withArticle(sku, goods, first.sku)
  await sql`update products set sku = ${filled}, sku_key = ${articleKey(filled)}, name = ${name} where id = ${first.id}
    and not exists (select 1 from import_products where run_id = ${runId} and told = 'variant'
      and import_products.product_id = products.id)`.execute(db)
}

/**
 * Records the variant for which goods are sold that are its only one. The record outlives the variant: a product sold
 * as one variant is never sold as another.
 */
export async function keepStanding(db: Db, runId: number): Promise<void> {
  const words = sql`case when staged.sku = '' then '' else staged.sku || ${'\n'} || staged.name end`
  await sql`insert into product_keys (key, source, product_id, variant)
    select staged.key, coalesce((select min(listed.source) from product_keys listed
      where listed.key = staged.goods_key and listed.product_id = staged.product_id), staged.source),
      staged.product_id, ${words}
    from import_products staged
    join products on products.id = staged.product_id and products.variant_of is null and products.key <> staged.key
    where staged.run_id = ${runId} and staged.told = 'offers' and staged.goods_key <> ''
    and staged.parent_id = staged.product_id
    and not exists (select 1 from product_keys known where known.key = staged.key
      and known.product_id = staged.product_id and (staged.sku = '' or known.variant = ${words}))
    on conflict (key, source) do update set product_id = excluded.product_id,
      variant = case when excluded.variant = '' then product_keys.variant else excluded.variant end`.execute(db)
}
