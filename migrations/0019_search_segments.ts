import type { Kysely } from 'kysely'
import { run } from '#db/engine/ddl.ts'

/**
 * An import that changes goods by the ten thousand builds what they are searched by while it works, and publishes it with
 * its change: whoever holds an index in memory takes that in, and the goods beside it that are named here.
 */
const statements = `
alter table catalog_changes rename column priced_ids to renumbered_ids;

alter table catalog_changes add column rest_ids text not null default 'all';

alter table catalog_changes add column segment_goods integer not null default 0;

create table search_segments (
  change_id integer not null,
  position integer not null,
  name text not null,
  bytes bytea not null,
  primary key (change_id, position)
)`

export async function up(db: Kysely<never>): Promise<void> {
  await run(db, statements)
}
