import type { Kysely } from 'kysely'
import { run } from '#db/engine/ddl.ts'

/**
 * Pickup passes, of whose tokens only the hash is stored, and the newest message about a shipment request in each chat.
 */
const tables = `
create table shipment_passes (
  token_hash text primary key, shipment_id integer not null references shipments (id),
  issued_by bigint not null references users (id), issued_at bigint not null);
create index shipment_passes_of on shipment_passes (shipment_id);
create index shipment_passes_by on shipment_passes (issued_by);
create table shipment_cards (
  user_id bigint not null references users (id), shipment_id integer not null references shipments (id),
  message_id bigint not null, sent_at bigint not null, primary key (user_id, shipment_id))`

export async function up(db: Kysely<never>): Promise<void> {
  await run(db, tables)
}
