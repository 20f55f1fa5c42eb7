import type { Kysely } from 'kysely'
import { run } from '#db/engine/ddl.ts'

/**
 * A list that waits for the answer which of its columns is the count; the message that brought it, so that its edited text
 * is read again; the answer, so that it is edited then; and how many rows order nothing.
 */
const statements = `
alter table quick_orders add column message_id bigint;
alter table quick_orders add column answer_id bigint;
alter table quick_orders add column pending text;
alter table quick_orders add column unordered integer not null default 0;
alter table quick_orders add column around integer not null default 0;
create unique index quick_orders_message on quick_orders (user_id, message_id)`

export async function up(db: Kysely<never>): Promise<void> {
  await run(db, statements)
}
