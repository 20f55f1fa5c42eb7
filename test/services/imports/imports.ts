import { existsSync } from 'node:fs'
import path from 'node:path'
import { sql } from 'kysely'
import type { Db } from '#db/schema/schema.ts'
import type { CatalogFile } from '#exchange/catalog.ts'
import type { ImportDeps } from '#services/imports/deps.ts'
import { importCatalog } from '#services/imports/imports.ts'
import type { ImportResult } from '#services/imports/outcome.ts'

const folder = path.join(import.meta.dirname, '../../../../shared/fixtures')

/** False, and said aloud, where the folder of real files is absent. */
export const hasFixtures = existsSync(folder)
if (!hasFixtures) console.info(`${folder} is absent: the imports of real files are skipped`)

export const fixture = (name: string): CatalogFile => ({ name, path: path.join(folder, name) })
export const fileOf = (text: string): CatalogFile => ({ name: 'price.csv', bytes: new TextEncoder().encode(text) })

/** Imports a file that must be good; the shape of the answer is `counts`, the rest is beside it. */
export async function take(deps: ImportDeps, file: CatalogFile | string): Promise<ImportResult> {
  const outcome = await importCatalog(deps, null, typeof file === 'string' ? fileOf(file) : file)
  if (!outcome.ok) throw new Error(`${outcome.reason}: ${outcome.detail}`)
  return outcome.result
}

export const countsOf = ({ new: added, changed, unchanged, hidden }: ImportResult) => [
  added,
  changed,
  unchanged,
  hidden,
]

export interface Listed {
  key: string
  sku: string
  available: number | null
  prices: string[]
  stock: string[]
}

/** What a dealer may be shown: goods that are not hidden, with their prices and stock. */
export async function shown(db: Db): Promise<Listed[]> {
  const { rows: goods } = await sql<{ id: number; key: string; sku: string; available: number | null }>`
    select id, key, sku, available from products where hidden_at is null order by key`.execute(db)
  const { rows: prices } = await sql<{ productId: number; text: string }>`
    select product_id, price_types.name || ' ' || kopecks as text from prices
    join price_types on price_types.id = price_type_id order by text`.execute(db)
  const { rows: stock } = await sql<{ productId: number; text: string }>`
    select product_id, warehouses.name || ' ' || on_hand as text from stock
    join warehouses on warehouses.id = warehouse_id order by text`.execute(db)
  const of = (rows: { productId: number; text: string }[], id: number) =>
    rows.filter((row) => row.productId === id).map((row) => row.text)
  return goods.map(({ id, ...row }) => ({ ...row, prices: of(prices, id), stock: of(stock, id) }))
}

/** Rows that break an invariant: Σ moves = on hand, goods without the brand they are found by, staging left behind. */
export async function problems(db: Db): Promise<unknown[]> {
  const { rows: moves } = await sql`
    select product_id, warehouse_id, sum(delta) from (
      select product_id, warehouse_id, delta from stock_moves
      union all select product_id, warehouse_id, -on_hand from stock) all_moves
    group by product_id, warehouse_id having sum(delta) <> 0`.execute(db)
  const { rows: left } = await sql`
    select run_id from import_products union select run_id from import_prices union select run_id from import_stock
    union select run_id from import_values union select id from import_runs`.execute(db)
  const { rows: unshown } = await sql`select id from products where hidden_at = 0`.execute(db)
  return [...moves, ...left, ...unshown]
}

/** Every row of the tables that an import writes: what must be alike where nothing may change. */
export async function everything(db: Db): Promise<unknown> {
  const tables = ['products', 'prices', 'stock', 'stock_moves', 'categories', 'product_values', 'price_types'] as const
  const more = ['warehouses', 'imports', 'product_keys', 'characteristics', 'characteristic_values'] as const
  const all = []
  for (const table of [...tables, ...more]) {
    const { rows } = await sql`select * from ${sql.table(table)}`.execute(db)
    all.push(rows.map((row) => JSON.stringify(row)).sort())
  }
  return all
}
