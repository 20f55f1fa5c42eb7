import type { Kysely } from 'kysely'
import { run } from '#db/engine/ddl.ts'

/** What a row's holder was warned of is known to the row: what is due is found over one index, however much is held. */
export async function up(db: Kysely<never>): Promise<void> {
  await run(db, 'alter table reservations add column warned_for bigint')
}
