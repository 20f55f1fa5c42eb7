import type { Kysely } from 'kysely'
import { run } from '#db/engine/ddl.ts'

/** The number by which a carrier finds the goods; empty: none. */
export async function up(db: Kysely<never>): Promise<void> {
  await run(db, "alter table shipments add column tracking text not null default ''")
}
