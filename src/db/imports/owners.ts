import { sql } from 'kysely'
import { MOVED } from '#db/catalog/stock.ts'
import { givenNumbers, numberAt } from '#db/engine/ddl.ts'
import type { Db } from '#db/schema/schema.ts'
import type { RunPlace, Stamp } from './offers.ts'

/** The source of a stock: each kind of list; all catalogs of 1C are one source, since offers come without them. */
export const owner = sql`case when staged.source in ('table', 'distributor_csv', 'yml') then staged.source else '1c' end`

/**
 * A run's statement of a product's stock replaces those of all other sources, so that one piece is never counted twice.
 * A source's own total and its places are never added up either; a place that the source does not name this time stays.
 * The other shelves owe what is reserved on an emptied one. Answers the products whose stock changed.
 */
export async function emptyOthers(
  db: Db,
  runId: number,
  warehouses: readonly RunPlace[],
  { importId, at }: Stamp,
): Promise<number[]> {
  if (warehouses.length === 0) return []
  const placed = sql.join(
    warehouses.map(
      ({ place, id, isTotal }) =>
        sql`(cast(${place} as integer), cast(${id} as integer), cast(${isTotal ? 1 : 0} as integer))`,
    ),
  )
  const stated = sql`with placed (place, warehouse_id, is_total) as (values ${placed}),
    stated as (select staged.product_id, ${owner} as source, placed.warehouse_id, placed.is_total from import_stock
      join import_products staged on staged.run_id = import_stock.run_id and staged.n = import_stock.n
      join placed on placed.place = import_stock.warehouse
      where import_stock.run_id = ${runId} and staged.product_id is not null),
    owners as (select product_id, min(source) as source, min(is_total) as is_total from stated group by product_id)`
  await sql`${stated} update stock set source = owners.source, is_total = stated.is_total
    from stated, owners where stock.product_id = stated.product_id and stock.warehouse_id = stated.warehouse_id
    and owners.product_id = stock.product_id
    and (stock.source <> owners.source or stock.is_total <> stated.is_total)`.execute(db)
  const { rows } = await sql<{ productId: number; warehouseId: number; onHand: number }>`${stated}
    select stock.product_id, stock.warehouse_id, stock.on_hand from stock
    join owners on owners.product_id = stock.product_id
    where stock.on_hand <> 0 and (stock.source <> owners.source and stock.source <> '' or stock.is_total <> owners.is_total)
    and not exists (select 1 from stated where stated.product_id = stock.product_id
      and stated.warehouse_id = stock.warehouse_id)`.execute(db)
  if (rows.length === 0) return []
  const given = givenNumbers(
    db,
    rows.map(({ productId, warehouseId, onHand }) => [productId, warehouseId, -onHand]),
  )
  await sql`insert into stock_moves (product_id, warehouse_id, delta, at, import_id)
    select ${numberAt(0)}, ${numberAt(1)}, ${numberAt(2)}, cast(${at} as bigint), cast(${importId} as integer)
    from ${given}`.execute(db)
  await sql`update stock set on_hand = 0, source = ${MOVED} from ${given}
    where stock.product_id = ${numberAt(0)} and stock.warehouse_id = ${numberAt(1)}`.execute(db)
  return rows.map(({ productId }) => productId)
}
