import { sql } from 'kysely'
import { givenNumbers, isPostgres, numberAt } from '#db/engine/ddl.ts'
import type { Db } from '#db/schema/schema.ts'
import type { RunPlace } from './offers.ts'
import { differs } from './shown.ts'

/** The columns of a product that an import may change. */
const texts = [
  'sku',
  'sku_key',
  'model',
  'model_key',
  'name',
  'brand',
  'unit',
  'description',
  'characteristics',
  'codes',
]
const numbers = ['category_id', 'vat_rate', 'available', 'hidden_at', 'sold_as_variants', 'import_id', 'variant_of']

/** Deletes the undo data of the former import: it can't be taken back any more. */
export async function clearUndo(db: Db): Promise<void> {
  for (const table of ['import_undo_products', 'import_undo_prices', 'import_undo_values', 'import_undo_keys'])
    await sql`delete from ${sql.table(table)}`.execute(db)
  await db.updateTable('imports').set({ undo: '' }).where('undo', '<>', '').execute()
}

/** Saves the products that a run will change or show, with their typed values; call it before the switch-over. */
export async function saveProducts(db: Db, runId: number): Promise<void> {
  const object = sql.raw(isPostgres(db) ? 'json_build_object' : 'json_object')
  const columns = sql.join([...texts, ...numbers].map((column) => sql`${sql.lit(column)}, products.${sql.ref(column)}`))
  await sql`insert into import_undo_products (product_id, kind, row_before)
    select products.id, 'new', '' from import_products staged join products on products.id = staged.product_id
    where staged.run_id = ${runId} and products.hidden_at = 0
    on conflict (product_id) do nothing`.execute(db)
  await sql`insert into import_undo_products (product_id, kind, row_before)
    select products.id, 'changed', cast(${object}(${columns}) as text)
    from import_products staged join products on products.id = staged.product_id
    where staged.run_id = ${runId} and (staged.told in ('goods', 'variant') and (${differs} or products.hidden_at is not null)
      or products.available is distinct from staged.available or products.sold_as_variants = 1
      or exists (select 1 from import_values where import_values.run_id = ${runId}
        and import_values.product_id = products.id))
    on conflict (product_id) do nothing`.execute(db)
  await sql`insert into import_undo_products (product_id, kind, row_before)
    select products.id, 'changed', cast(${object}(${columns}) as text) from products
    where products.id in (select parent_id from import_products where run_id = ${runId} and told = 'variant')
    on conflict (product_id) do nothing`.execute(db)
  // A row with value 0 marks goods that had no values, so that they are restored to none.
  await sql`insert into import_undo_values (product_id, value_id, position)
    select product_id, value_id, position from product_values
    where product_id in (select product_id from import_values where run_id = ${runId})
    union select distinct product_id, 0, 0 from import_values where run_id = ${runId}
    on conflict (product_id, value_id) do nothing`.execute(db)
}

/** Saves the prices of one type that a run is about to change. */
export async function savePrices(db: Db, runId: number, { place, id }: RunPlace): Promise<void> {
  await sql`insert into import_undo_prices (product_id, price_type_id, kopecks)
    select staged.product_id, cast(${id} as integer), prices.kopecks from import_prices
    join import_products staged on staged.run_id = import_prices.run_id and staged.n = import_prices.n
    left join prices on prices.product_id = staged.product_id and prices.price_type_id = ${id}
    where import_prices.run_id = ${runId} and import_prices.price_type = ${place} and staged.product_id is not null
    and prices.kopecks is distinct from import_prices.kopecks
    on conflict (product_id, price_type_id) do nothing`.execute(db)
}

/** Saves the products that a run has hidden. */
export async function saveHidden(db: Db, ids: readonly number[]): Promise<void> {
  for (let at = 0; at < ids.length; at += 500) {
    await db
      .insertInto('importUndoProducts')
      .values(ids.slice(at, at + 500).map((productId) => ({ productId, kind: 'hidden' as const, rowBefore: '' })))
      .onConflict((conflict) => conflict.column('productId').doNothing())
      .execute()
  }
}

/** Ids of the products that a switch-over touched, by the kind of change. */
export async function undoneProducts(db: Db): Promise<Record<'changed' | 'hidden' | 'new', number[]>> {
  const rows = await db.selectFrom('importUndoProducts').select(['productId', 'kind']).execute()
  const of = (kind: string) => rows.filter((row) => row.kind === kind).map(({ productId }) => productId)
  return { changed: of('changed'), hidden: of('hidden'), new: of('new') }
}

/** Restores products as they were; new ones are hidden. */
export async function restoreProducts(db: Db, at: number): Promise<void> {
  const before = (column: string) => sql`(cast(undo.row_before as json) ->> ${sql.lit(column)})`
  const columns = sql.join([
    ...texts.map((column) => sql`${sql.ref(column)} = ${before(column)}`),
    ...numbers.map((column) => sql`${sql.ref(column)} = cast(${before(column)} as bigint)`),
  ])
  const json = isPostgres(db) ? columns : sqliteColumns()
  await sql`delete from product_codes where product_id in (
    select product_id from import_undo_products where kind = 'changed')`.execute(db)
  await sql`update products set ${json} from import_undo_products undo
    where undo.kind = 'changed' and products.id = undo.product_id`.execute(db)
  await sql`update products set hidden_at = null from import_undo_products undo
    where undo.kind = 'hidden' and products.id = undo.product_id`.execute(db)
  await sql`update products set hidden_at = ${at} from import_undo_products undo
    where undo.kind = 'new' and products.id = undo.product_id and products.hidden_at is null`.execute(db)
}

/** SQLite reads JSON directly from text. */
function sqliteColumns() {
  const before = (column: string) => sql`(undo.row_before ->> ${sql.lit(column)})`
  return sql.join([...texts, ...numbers].map((column) => sql`${sql.ref(column)} = ${before(column)}`))
}

/** Restores prices; answers the products. */
export async function restorePrices(db: Db): Promise<number[]> {
  await sql`delete from prices where exists (select 1 from import_undo_prices undo
    where undo.product_id = prices.product_id and undo.price_type_id = prices.price_type_id)`.execute(db)
  await sql`insert into prices (product_id, price_type_id, kopecks)
    select product_id, price_type_id, kopecks from import_undo_prices where kopecks is not null`.execute(db)
  const rows = await db.selectFrom('importUndoPrices').select('productId').distinct().execute()
  return rows.map(({ productId }) => productId)
}

export async function restoreValues(db: Db): Promise<void> {
  await sql`delete from product_values where product_id in (select product_id from import_undo_values)`.execute(db)
  await sql`insert into product_values (product_id, value_id, position)
    select product_id, value_id, position from import_undo_values where value_id <> 0`.execute(db)
}

export async function restoreKeys(db: Db): Promise<void> {
  await sql`insert into product_keys (key, source, product_id) select key, source, product_id from import_undo_keys
    where true on conflict (key, source) do nothing`.execute(db)
}

/** Reverses an import's stock moves, down to an empty shelf at most; answers the products whose stock changed. */
export async function restoreStock(db: Db, importId: number, at: number): Promise<number[]> {
  const { rows } = await sql<{ productId: number; warehouseId: number; delta: number }>`
    select stock.product_id, stock.warehouse_id,
      cast(case when moved.delta > stock.on_hand then stock.on_hand else moved.delta end as integer) as delta
    from (select product_id, warehouse_id, sum(delta) as delta from stock_moves
      where import_id = ${importId} and shipment_id is null group by product_id, warehouse_id) moved
    join stock on stock.product_id = moved.product_id and stock.warehouse_id = moved.warehouse_id
    where moved.delta <> 0`.execute(db)
  if (rows.length === 0) return []
  const given = givenNumbers(
    db,
    rows.map(({ productId, warehouseId, delta }) => [productId, warehouseId, -delta]),
  )
  await sql`insert into stock_moves (product_id, warehouse_id, delta, at, import_id)
    select ${numberAt(0)}, ${numberAt(1)}, ${numberAt(2)}, cast(${at} as bigint), cast(${importId} as integer)
    from ${given}`.execute(db)
  await sql`update stock set on_hand = stock.on_hand + ${numberAt(2)} from ${given}
    where stock.product_id = ${numberAt(0)} and stock.warehouse_id = ${numberAt(1)}`.execute(db)
  return rows.map(({ productId }) => productId)
}

/** Present rows of the directories that an import may rename: JSON for `restoreDirectories`. */
export async function directoriesNow(db: Db): Promise<string> {
  const priceTypes = await db.selectFrom('priceTypes').selectAll().execute()
  const warehouses = await db.selectFrom('warehouses').selectAll().execute()
  const categories = await db.selectFrom('categories').select(['id', 'name', 'parentId']).execute()
  return JSON.stringify({ priceTypes, warehouses, categories })
}

/** Restores the names of directories; answers the categories that had other names. */
export async function restoreDirectories(db: Db, undo: string): Promise<number[]> {
  const before = JSON.parse(undo) as {
    priceTypes: { id: number; name: string; currency: string; vatIncluded: number }[]
    warehouses: { id: number; name: string; address: string }[]
    categories: { id: number; name: string; parentId: number | null }[]
  }
  for (const { id, name, currency, vatIncluded } of before.priceTypes)
    await db.updateTable('priceTypes').set({ name, currency, vatIncluded }).where('id', '=', id).execute()
  for (const { id, name, address } of before.warehouses)
    await db.updateTable('warehouses').set({ name, address }).where('id', '=', id).execute()
  const now = new Map((await db.selectFrom('categories').selectAll().execute()).map((row) => [row.id, row]))
  const renamed = before.categories.filter(({ id, name, parentId }) => {
    const row = now.get(id)
    return row && (row.name !== name || row.parentId !== parentId)
  })
  for (const { id, name, parentId } of renamed)
    await db.updateTable('categories').set({ name, parentId }).where('id', '=', id).execute()
  return renamed.map(({ id }) => id)
}
