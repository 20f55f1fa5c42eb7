import type { Kysely } from 'kysely'
import { run } from '#db/engine/ddl.ts'

/** Goods that an import changed in nothing but their prices: for those no index needs to be built. */
const statements = `
alter table catalog_changes add column priced_ids text not null default '[]'`

export async function up(db: Kysely<never>): Promise<void> {
  await run(db, statements)
}
