import { sql } from 'kysely'
import type { Db } from '#db/schema/schema.ts'

/** Saves the state that a look at an import compares with: the shown goods and their prices. */
export async function saveForLook(db: Db): Promise<void> {
  await sql`create temp table looked_prices as select prices.* from prices
    join products on products.id = prices.product_id where products.hidden_at is null`.execute(db)
  await sql`create index looked_prices_keys on looked_prices (product_id, price_type_id)`.execute(db)
  await sql`create temp table looked_goods as select id from products where hidden_at is null`.execute(db)
}

export interface PriceMoves {
  priceType: string
  up: number
  down: number
  /** The largest moves, in tenths of a percent of the price before. */
  mostUp: number
  mostDown: number
  /** Goods that had a price and are on request now. */
  gone: number
}

const permille = sql`(prices.kopecks - looked.kopecks) * 1000 / looked.kopecks`

/** Moves of the prices of goods that are shown before and after, per price type. */
export async function priceMoves(db: Db): Promise<PriceMoves[]> {
  const { rows } = await sql<PriceMoves>`select price_types.name as price_type,
      cast(count(case when prices.kopecks > looked.kopecks then 1 end) as integer) as up,
      cast(count(case when prices.kopecks < looked.kopecks then 1 end) as integer) as down,
      cast(max(case when prices.kopecks > looked.kopecks then ${permille} else 0 end) as integer) as most_up,
      cast(min(case when prices.kopecks < looked.kopecks then ${permille} else 0 end) as integer) as most_down,
      cast(count(case when prices.kopecks is null then 1 end) as integer) as gone
    from looked_prices looked join products on products.id = looked.product_id and products.hidden_at is null
    join price_types on price_types.id = looked.price_type_id
    left join prices on prices.product_id = looked.product_id and prices.price_type_id = looked.price_type_id
    where prices.kopecks is distinct from looked.kopecks and looked.kopecks > 0
    group by price_types.id, price_types.name order by price_types.id`.execute(db)
  return rows
}

/** Some goods that became hidden, some that became shown, and the number of goods that were shown before. */
export async function goodsMoved(
  db: Db,
  limit: number,
): Promise<{ shownBefore: number; hidden: string[]; added: string[] }> {
  const { rows: gone } = await sql<{ sku: string }>`select sku from products
    where hidden_at is not null and id in (select id from looked_goods) order by id limit ${limit}`.execute(db)
  const { rows: added } = await sql<{ sku: string }>`select sku from products
    where hidden_at is null and id not in (select id from looked_goods) order by id limit ${limit}`.execute(db)
  const { rows } = await sql<{ count: number }>`select cast(count(*) as integer) as count from looked_goods`.execute(db)
  const skus = (list: { sku: string }[]) => list.map(({ sku }) => sku)
  return { shownBefore: rows[0]?.count ?? 0, hidden: skus(gone), added: skus(added) }
}
