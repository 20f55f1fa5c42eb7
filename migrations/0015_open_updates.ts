import type { Kysely } from 'kysely'
import { run } from '#db/engine/ddl.ts'

/** Updates that Telegram takes for done while their slow answers are still being made. */
export async function up(db: Kysely<never>): Promise<void> {
  await run(db, 'create table open_updates (id bigint primary key, value text not null)')
}
