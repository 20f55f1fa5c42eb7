import { type RawBuilder, sql } from 'kysely'
import type { Db } from '#db/schema/schema.ts'
import { articleKey } from '#domain/catalog/catalog.ts'
import type { Portion } from './staging.ts'
import { goodsOf, isOf, withArticle } from './variant-keys.ts'

const goodsKey = sql`import_products.goods_key`

/**
 * Finds the goods of offers with a characteristic; offers of products that a catalog states themselves stay as they
 * are. Goods without a known variant, of which this run has one, stand for that one. All rows of goods must have been
 * matched.
 */
export async function matchVariants(db: Db, { runId, from, to }: Portion): Promise<void> {
  const portion = sql`import_products.run_id = ${runId} and import_products.n between ${from} and ${to}`
  await sql`update import_products set told = 'offers'
    where ${portion} and told = 'variant' and parent_id is null
    and exists (select 1 from products
      where products.id = import_products.product_id and products.variant_of is null)`.execute(db)
  await sql`update import_products set parent_id = ${goodsOf(goodsKey)}
    where ${portion} and told in ('variant', 'offers', 'deleted') and goods_key <> '' and parent_id is null`.execute(db)
  await sql`update import_products set told = 'offers', product_id = parent_id
    where ${portion} and told in ('variant', 'offers') and product_id is null and parent_id is not null
    and not exists (select 1 from products where products.variant_of = import_products.parent_id)
    and not exists (select 1 from products where products.id = import_products.parent_id
      and products.key = ${goodsKey} || '#')
    and not exists (select 1 from product_keys standing where standing.product_id = import_products.parent_id
      and ${isOf(sql`standing.key`, goodsKey)})
    and not exists (select 1 from import_products other where other.run_id = ${runId}
      and other.goods_key <> '' and other.goods_key = import_products.goods_key
      and other.n <> import_products.n and other.told in ('variant', 'offers', 'rejected'))`.execute(db)
  // A deletion of the offer without a characteristic ends the goods only if no variant is known.
  await sql`update import_products set product_id = parent_id
    where ${portion} and told = 'deleted' and key = goods_key || '#-' and parent_id is not null
    and not exists (select 1 from products where products.variant_of = import_products.parent_id)
    and not exists (select 1 from product_keys standing where standing.product_id = import_products.parent_id
      and ${isOf(sql`standing.key`, goodsKey)})
    and not exists (select 1 from import_products other where other.run_id = ${runId}
      and other.goods_key <> '' and other.goods_key = import_products.goods_key
      and other.n <> import_products.n and other.told <> 'deleted')`.execute(db)
  // A rejected row of an unknown variant leaves its goods as they are.
  await sql`update import_products set product_id = ${goodsOf(goodsKey)}
    where ${portion} and told = 'rejected' and product_id is null and goods_key <> ''`.execute(db)
}

/**
 * Goods that stand for a variant may be offered without it in the same run, as 1C does with goods that have no
 * characteristic yet: the variant's statements count, and nothing is added up.
 */
export async function dropOwnOffers(db: Db, { runId, from, to }: Portion): Promise<void> {
  const own = (offers: RawBuilder<unknown>) => sql`select own.n from import_products variant
    join import_products own on own.run_id = variant.run_id and own.key = variant.goods_key
      and own.product_id = variant.product_id
    where variant.run_id = ${runId} and variant.n between ${from} and ${to} and variant.told = 'offers'
    and variant.goods_key <> '' and exists (select 1 from ${offers} said
      where said.run_id = variant.run_id and said.n = variant.n)`
  for (const offers of [sql`import_prices`, sql`import_stock`]) {
    await sql`delete from ${offers} where run_id = ${runId} and n in (${own(offers)})`.execute(db)
  }
}

/** Variants inherit from their goods the fields that offers lack: as this file states them, else as they are known. */
export async function fillVariants(db: Db, given: Portion): Promise<void> {
  const { runId, from, to } = given
  const inherited = sql`category_id = goods.category_id, brand = goods.brand, description = goods.description,
    vat_rate = goods.vat_rate, model = goods.model, model_key = goods.model_key,
    unit = case when import_products.unit = '' then goods.unit else import_products.unit end`
  const portion = sql`import_products.run_id = ${runId} and import_products.n between ${from} and ${to}
    and import_products.told = 'variant'`
  await fillSkus(db, given)
  await sql`update import_products set ${inherited} from import_products goods
    where ${portion} and goods.run_id = ${runId} and goods.told = 'goods'
    and goods.product_id = import_products.parent_id`.execute(db)
  await sql`update import_products set ${inherited} from products goods
    where ${portion} and goods.id = import_products.parent_id and not exists (select 1 from import_products listed
      where listed.run_id = ${runId} and listed.told = 'goods'
      and listed.product_id = import_products.parent_id)`.execute(db)
}

/** An offer without an article is staged under the key of its goods: it gets the article of the goods instead. */
async function fillSkus(db: Db, { runId, from, to }: Portion): Promise<void> {
  const { rows } = await sql<{ n: number; sku: string; goodsKey: string; goodsSku: string }>`
    select staged.n, staged.sku, staged.goods_key, coalesce(
      (select listed.sku from import_products listed where listed.run_id = staged.run_id and listed.told = 'goods'
        and listed.product_id = staged.parent_id limit 1), goods.sku) as goods_sku
    from import_products staged join products goods on goods.id = staged.parent_id
    where staged.run_id = ${runId} and staged.n between ${from} and ${to} and staged.told = 'variant'
    and substr(staged.sku, 1, length(staged.goods_key) + 1) = staged.goods_key || '-'`.execute(db)
  for (let at = 0; at < rows.length; at += 400) {
    const filled = rows.slice(at, at + 400).map((row) => {
      const sku = withArticle(row.sku, row.goodsKey, row.goodsSku)
      return sql`(cast(${row.n} as integer), cast(${sku} as text), cast(${articleKey(sku)} as text))`
    })
    await sql`with given (n, sku, sku_key) as (values ${sql.join(filled)})
      update import_products set sku = given.sku, sku_key = given.sku_key
      from given where import_products.run_id = ${runId} and import_products.n = given.n`.execute(db)
  }
}

/**
 * Goods whose variants the file states are sold as those; goods whose only variant is deleted are not sold; goods that
 * the file offers themselves, while no variant is sold any more, are sold so. Answers the goods that are shown again.
 */
export async function switchVariants(db: Db, runId: number, isWhole: boolean): Promise<number[]> {
  const parents = sql`(select parent_id from import_products
    where run_id = ${runId} and told = 'variant' and product_id is not null)`
  await sql`update products set sold_as_variants = 1 where sold_as_variants = 0 and id in ${parents}`.execute(db)
  await deleteOnly(db, runId)
  const named = sql`select product_id from import_products
    where run_id = ${runId} and told <> 'deleted' and product_id is not null`
  const sold = isWhole
    ? sql`variants.id in (${named})`
    : sql`(variants.id in (${named}) or variants.hidden_at is null and variants.id not in (
        select product_id from import_products
        where run_id = ${runId} and told = 'deleted' and product_id is not null))`
  const { rows } = await sql<{ id: number }>`
    update products set sold_as_variants = 0, hidden_at = null where sold_as_variants = 1 and exists (
      select 1 from import_products staged where staged.run_id = ${runId} and staged.product_id = products.id
      and staged.told <> 'deleted' and (staged.told = 'offers' and staged.goods_key <> '' and staged.sku <> ''
        or exists (select 1 from import_prices where import_prices.run_id = ${runId} and import_prices.n = staged.n)
        or exists (select 1 from import_stock where import_stock.run_id = ${runId} and import_stock.n = staged.n)))
    and not exists (select 1 from products variants where variants.variant_of = products.id and ${sold})
    returning id`.execute(db)
  return rows.map((row) => row.id)
}

/** Ends goods that stood for a deleted variant, or that were only ever offered as that variant. */
async function deleteOnly(db: Db, runId: number): Promise<void> {
  await sql`update products set sold_as_variants = 1 where sold_as_variants = 0 and variant_of is null and id in (
      select parent_id from import_products staged
      where staged.run_id = ${runId} and staged.told = 'deleted' and staged.goods_key <> ''
      and (staged.product_id = staged.parent_id or staged.product_id is null
        and not exists (select 1 from prices where prices.product_id = staged.parent_id)
        and not exists (select 1 from stock where stock.product_id = staged.parent_id)
        and not exists (select 1 from product_keys standing where standing.product_id = staged.parent_id
          and ${isOf(sql`standing.key`, sql`staged.goods_key`)})))
    and not exists (select 1 from import_products live where live.run_id = ${runId} and live.told = 'offers'
      and live.product_id = products.id)
    and not exists (select 1 from product_keys other where other.product_id = products.id and other.source not in (
      select source from import_products deleted where deleted.run_id = ${runId} and deleted.told = 'deleted'
      and deleted.parent_id = products.id))`.execute(db)
}
