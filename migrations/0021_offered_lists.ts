import type { Kysely } from 'kysely'
import { run } from '#db/engine/ddl.ts'

/** Price lists that somebody has sent and looked at, and has not let count yet; decided_at: he has, or has not. */
const statements = `
create table offered_lists (
  id serial primary key, user_id bigint not null, file_id text not null, file_name text not null, import_id integer,
  look text not null, offered_at bigint not null, decided_at bigint)`

export async function up(db: Kysely<never>): Promise<void> {
  await run(db, statements)
}
