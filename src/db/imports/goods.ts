import { sql } from 'kysely'
import type { Db } from '#db/schema/schema.ts'
import { addCodes } from './codes.ts'
import type { Portion } from './staging.ts'

/** An empty field of a file changes nothing: the product's value fills it. */
export async function fillGoods(db: Db, { runId, from, to }: Portion): Promise<void> {
  const portion = sql`import_products.run_id = ${runId} and import_products.n between ${from} and ${to}`
  await sql`update import_products set category_id = categories.id from categories
    where ${portion} and told = 'goods' and categories.key = import_products.category_key`.execute(db)
  await sql`update import_products set
      category_id = coalesce(import_products.category_id, products.category_id),
      model = case when import_products.model = '' then products.model else import_products.model end,
      model_key = case when import_products.model = '' then products.model_key else import_products.model_key end,
      brand = case when import_products.brand = '' then products.brand else import_products.brand end,
      description = case when import_products.description = '' then products.description
        else import_products.description end,
      codes = case when import_products.codes = '[]' then products.codes else import_products.codes end
    from products where ${portion} and told = 'goods' and products.id = import_products.product_id`.execute(db)
}

/** Adds unknown goods, not shown, with their keys and codes. */
export async function addGoods(db: Db, { runId, from, to }: Portion, importId: number): Promise<void> {
  const portion = sql`staged.run_id = ${runId} and staged.n between ${from} and ${to}`
  await sql`insert into products (key, sku, sku_key, model, model_key, name, brand, unit, description, category_id,
      vat_rate, available, hidden_at, characteristics, codes, import_id, variant_of)
    select key, sku, sku_key, model, model_key, name, brand, unit, description, category_id,
      vat_rate, available, 0, characteristics, codes, cast(${importId} as integer), parent_id
    from import_products staged where ${portion} and product_id is null
    and (told = 'goods' or told = 'variant' and parent_id is not null)
    on conflict (key) do nothing`.execute(db)
  await sql`update import_products set product_id = (select id from products where products.key = import_products.key)
    where run_id = ${runId} and n between ${from} and ${to} and product_id is null
    and (told = 'goods' or told = 'variant' and parent_id is not null)`.execute(db)
  await sql`insert into product_keys (key, source, product_id)
    select staged.key, staged.source, staged.product_id from import_products staged
    join products on products.id = staged.product_id where ${portion} and told = 'goods' and products.hidden_at = 0
    on conflict (key, source) do nothing`.execute(db)
  await addCodes(
    db,
    sql`products.hidden_at = 0 and products.id in (select staged.product_id from import_products staged where ${portion})`,
  )
}

export interface StagedGoods {
  n: number
  productId: number | null
  parentId: number | null
  brand: string
  /** JSON: the characteristics that the file states. */
  characteristics: string
  /** JSON: the product's characteristics until the switch-over; empty if it is new. */
  storedCharacteristics: string
  /** 1: it has been shown before. */
  isSeen: number
  /** JSON: for a variant, the characteristics of its goods after the switch-over. */
  goodsCharacteristics: string
}

/** Goods or variants of a portion, filled as they will be written. */
export async function stagedGoods(db: Db, given: Portion, rowKind: 'goods' | 'variant'): Promise<StagedGoods[]> {
  const { runId, from, to } = given
  const { rows } =
    await sql<StagedGoods>`select staged.n, staged.product_id, staged.parent_id, staged.brand, staged.characteristics,
      coalesce(products.characteristics, '[]') as stored_characteristics,
      case when products.hidden_at is distinct from 0 and products.id is not null then 1 else 0 end as is_seen,
      coalesce((select goods.characteristics from import_products goods where goods.run_id = staged.run_id
        and goods.told = 'goods' and goods.product_id = staged.parent_id), parents.characteristics, '[]') as goods_characteristics
    from import_products staged left join products on products.id = staged.product_id
    left join products parents on parents.id = staged.parent_id
    where staged.run_id = ${runId} and staged.n between ${from} and ${to} and staged.told = ${rowKind}
    order by staged.n`.execute(db)
  return rows
}

/** True if a portion has goods that were never shown. */
export async function hasUnseen(db: Db, { runId, from, to }: Portion): Promise<boolean> {
  const row = await db
    .selectFrom('importProducts')
    .innerJoin('products', 'products.id', 'importProducts.productId')
    .select('importProducts.n')
    .where('products.hiddenAt', '=', 0)
    .where('importProducts.runId', '=', runId)
    .where('importProducts.n', '>=', from)
    .where('importProducts.n', '<=', to)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** The product of each row of a portion, once they are written; `isNew` 1: not shown yet. */
export function settledProducts(
  db: Db,
  { runId, from, to }: Portion,
): Promise<{ n: number; productId: number; isNew: number }[]> {
  return db
    .selectFrom('importProducts')
    .innerJoin('products', 'products.id', 'importProducts.productId')
    .select(['importProducts.n', 'products.id as productId'])
    .select((eb) => eb.case().when('products.hiddenAt', '=', 0).then(1).else(0).end().as('isNew'))
    .where('importProducts.runId', '=', runId)
    .where('importProducts.n', '>=', from)
    .where('importProducts.n', '<=', to)
    .execute()
}

/** Writes the full characteristics of rows for which the file states only some. */
export async function saveSettled(
  db: Db,
  runId: number,
  rows: readonly { n: number; characteristics: string }[],
): Promise<void> {
  if (rows.length === 0) return
  const given = sql.join(rows.map((row) => sql`(cast(${row.n} as integer), cast(${row.characteristics} as text))`))
  await sql`with given (n, characteristics) as (values ${given})
    update import_products set characteristics = given.characteristics
    from given where import_products.run_id = ${runId} and import_products.n = given.n`.execute(db)
}
