import { type RawBuilder, sql } from 'kysely'
import { liveAt } from '#db/catalog/stock.ts'
import { isPostgres } from '#db/engine/ddl.ts'
import type { Db } from '#db/schema/schema.ts'
import { owner } from './owners.ts'
import type { Portion } from './staging.ts'

/** One price type or warehouse of a run: its index in the run's list, and its id. */
export interface RunPlace {
  place: number
  id: number
  /** The source states a total without naming a warehouse. */
  isTotal?: boolean
}

/** Adds prices of goods that are not shown yet. */
export async function addPrices(db: Db, { runId, from, to }: Portion, priceTypes: readonly RunPlace[]): Promise<void> {
  for (const { place, id } of priceTypes) {
    await sql`insert into prices (product_id, price_type_id, kopecks)
      select staged.product_id, cast(${id} as integer), import_prices.kopecks from import_prices
      join import_products staged on staged.run_id = import_prices.run_id and staged.n = import_prices.n
      join products on products.id = staged.product_id and products.hidden_at = 0
      where import_prices.run_id = ${runId} and import_prices.n between ${from} and ${to}
      and import_prices.price_type = ${place} and import_prices.kopecks is not null
      on conflict (product_id, price_type_id) do nothing`.execute(db)
  }
}

/** Sets and removes differing prices of one type; answers the products whose price changed. */
export async function switchPrices(db: Db, runId: number, { place, id }: RunPlace): Promise<number[]> {
  const removed = await productIds(
    db,
    sql`delete from prices where price_type_id = ${id} and product_id in (
      select staged.product_id from import_prices
      join import_products staged on staged.run_id = import_prices.run_id and staged.n = import_prices.n
      where import_prices.run_id = ${runId} and import_prices.price_type = ${place} and import_prices.kopecks is null)
      returning product_id`,
  )
  const set = await productIds(
    db,
    sql`insert into prices (product_id, price_type_id, kopecks)
      select staged.product_id, cast(${id} as integer), import_prices.kopecks from import_prices
      join import_products staged on staged.run_id = import_prices.run_id and staged.n = import_prices.n
      left join prices on prices.product_id = staged.product_id and prices.price_type_id = ${id}
      where import_prices.run_id = ${runId} and import_prices.price_type = ${place} and staged.product_id is not null
      and import_prices.kopecks is not null and prices.kopecks is distinct from import_prices.kopecks
      on conflict (product_id, price_type_id) do update set kopecks = excluded.kopecks returning product_id`,
  )
  return [...removed, ...set]
}

/** The import and instant that stock moves record. */
export interface Stamp {
  importId: number
  at: number
}

/** Sets differing stock in one warehouse, each difference with its move; `portion`: only goods not shown yet. */
export async function switchStock(
  db: Db,
  given: { runId: number; portion?: Portion },
  { place, id, isTotal = false }: RunPlace,
  { importId, at }: Stamp,
): Promise<number[]> {
  const within = given.portion
    ? sql`import_stock.n between ${given.portion.from} and ${given.portion.to} and products.hidden_at = 0`
    : sql`true`
  const source = sql`from import_stock
    join import_products staged on staged.run_id = import_stock.run_id and staged.n = import_stock.n
    join products on products.id = staged.product_id
    left join stock on stock.product_id = staged.product_id and stock.warehouse_id = ${id}
    where import_stock.run_id = ${given.runId} and import_stock.warehouse = ${place} and ${within}`
  await sql`insert into stock_moves (product_id, warehouse_id, delta, at, import_id)
    select staged.product_id, cast(${id} as integer), import_stock.quantity - coalesce(stock.on_hand, 0),
      cast(${at} as bigint), cast(${importId} as integer) ${source}
    and import_stock.quantity <> coalesce(stock.on_hand, 0)`.execute(db)
  return productIds(
    db,
    sql`insert into stock (product_id, warehouse_id, on_hand, source, is_total)
      select staged.product_id, cast(${id} as integer), import_stock.quantity, ${owner},
        cast(${isTotal ? 1 : 0} as integer) ${source}
      and stock.on_hand is distinct from import_stock.quantity
      on conflict (product_id, warehouse_id) do update set on_hand = excluded.on_hand, source = excluded.source,
        is_total = excluded.is_total returning product_id`,
  )
}

/**
 * Applies the availability of a list without quantities. "No" empties the shelves. "Yes" leaves known quantities as
 * they are, and without any means only that there are some. Stated quantities end both.
 */
export async function switchAvailability(db: Db, runId: number, { importId, at }: Stamp): Promise<number[]> {
  const counted = await productIds(
    db,
    sql`update products set available = null where available is not null and exists (
      select 1 from import_products staged
      join import_stock on import_stock.run_id = staged.run_id and import_stock.n = staged.n
      where staged.run_id = ${runId} and staged.product_id = products.id) returning id as product_id`,
  )
  const none = sql`(select product_id from import_products where run_id = ${runId} and available = 0)`
  await sql`insert into stock_moves (product_id, warehouse_id, delta, at, import_id)
    select product_id, warehouse_id, -on_hand, cast(${at} as bigint), cast(${importId} as integer) from stock
    where on_hand > 0 and product_id in ${none}`.execute(db)
  const emptied = await productIds(
    db,
    sql`update stock set on_hand = 0 where on_hand > 0 and product_id in ${none} returning product_id`,
  )
  const wanted = sql`case when staged.available = 1 and exists (select 1 from stock
    where stock.product_id = staged.product_id and stock.on_hand > 0) then null else staged.available end`
  const restated = await productIds(
    db,
    sql`update products set available = ${wanted} from import_products staged
      where staged.run_id = ${runId} and staged.product_id = products.id and staged.available is not null
      and products.available is distinct from ${wanted} returning products.id as product_id`,
  )
  return [...counted, ...emptied, ...restated]
}

/** Makes other transactions that touch the stock of this run wait; SQLite's write transaction is the lock. */
export async function lockForSwitch(db: Db, runId: number): Promise<void> {
  if (!isPostgres(db)) return
  await sql`lock table imports in share row exclusive mode`.execute(db)
  await sql`select count(*) from (select 1 from stock where product_id in (
    select product_id from import_products where run_id = ${runId})
    order by product_id, warehouse_id for update) locked`.execute(db)
}

export interface Oversold {
  sku: string
  warehouse: string
  onHand: number
  reserved: number
}

/** Shelves on which this import left less than is reserved: promised goods are missing there. */
export async function findOversold(db: Db, { importId, at }: Stamp): Promise<Oversold[]> {
  const { rows } = await sql<Oversold>`
    select products.sku, warehouses.name as warehouse, stock.on_hand, live.reserved from (
      select product_id, warehouse_id, cast(sum(quantity) as integer) as reserved from reservations
      where ${liveAt(at)} group by product_id, warehouse_id) live
    join stock on stock.product_id = live.product_id and stock.warehouse_id = live.warehouse_id
    join products on products.id = live.product_id join warehouses on warehouses.id = live.warehouse_id
    where stock.on_hand < live.reserved and exists (select 1 from stock_moves
      where stock_moves.product_id = live.product_id and stock_moves.warehouse_id = live.warehouse_id
      and stock_moves.import_id = ${importId} and stock_moves.delta < 0)
    order by products.sku, warehouses.name`.execute(db)
  return rows
}

async function productIds(db: Db, query: RawBuilder<unknown>): Promise<number[]> {
  const { rows } = await (query as RawBuilder<{ productId: number }>).execute(db)
  return rows.map((row) => row.productId)
}
