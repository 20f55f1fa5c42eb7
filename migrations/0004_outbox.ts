import type { Kysely } from 'kysely'
import { run } from '#db/engine/ddl.ts'

/** Everything that planning the outbox reads is in one index: people's first waiting notices are found in one pass over it. */
const statements = `
drop index outbox_due;
drop index outbox_waiting;
create index outbox_waiting on outbox (user_id, id, next_try_at, leased_until) where sent_at is null and dropped_at is null;
create index outbox_dropped on outbox (dropped_at) where dropped_at is not null`

export async function up(db: Kysely<never>): Promise<void> {
  await run(db, statements)
}
