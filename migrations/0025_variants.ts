import type { Kysely } from 'kysely'
import { run } from '#db/engine/ddl.ts'

/**
 * What a variant is called for which its goods are sold, until a second variant comes; and an index that finds all offers
 * of some goods in an import.
 */
const statements = `
alter table product_keys add column variant text not null default '';
create index import_products_goods on import_products (run_id, goods_key) where goods_key <> ''`

export async function up(db: Kysely<never>): Promise<void> {
  await run(db, statements)
}
