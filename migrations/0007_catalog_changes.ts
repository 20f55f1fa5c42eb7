import type { Kysely } from 'kysely'
import { run } from '#db/engine/ddl.ts'

/** What each import changed, for those that hold an index of the catalog; of a large one only that it was. */
const statements = `
create table catalog_changes (id serial primary key, product_ids text not null)`

export async function up(db: Kysely<never>): Promise<void> {
  await run(db, statements)
}
