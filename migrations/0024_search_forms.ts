import type { Kysely } from 'kysely'
import { isPostgres, run } from '#db/engine/ddl.ts'

/** Goods are also found by the exact forms of their words and by the words of their category: what was indexed before is indexed again. */
export async function up(db: Kysely<never>): Promise<void> {
  await run(db, 'delete from search_segments')
  if (isPostgres(db)) await run(db, 'update search_state set version = -1')
}
