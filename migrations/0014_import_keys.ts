import type { Kysely } from 'kysely'
import { run } from '#db/engine/ddl.ts'

/** Whether a run names a product by its own key is asked for each of its other keys. */
export async function up(db: Kysely<never>): Promise<void> {
  await run(db, 'create index import_products_key on import_products (run_id, key)')
}
