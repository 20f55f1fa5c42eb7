import type { Kysely } from 'kysely'
import { run } from '#db/engine/ddl.ts'

/** Shown goods are counted in the index alone: the catalog's first screen asks for all of them. */
const statements = `
drop index products_category;
create index products_shown on products (category_id) where hidden_at is null`

export async function up(db: Kysely<never>): Promise<void> {
  await run(db, statements)
}
