import type { Kysely } from 'kysely'
import { run } from '#db/engine/ddl.ts'

const tables = `
create table extensions (
  id serial primary key, invoice_id integer not null references invoices (id),
  asked_by bigint not null references users (id), asked_at bigint not null, decided_by bigint, decided_at bigint,
  granted_ms bigint);
create unique index extensions_open on extensions (invoice_id) where decided_at is null;
create table claims (
  id serial primary key, invoice_id integer not null unique references invoices (id),
  claimed_by bigint not null references users (id), claimed_at bigint not null, frozen_until bigint not null,
  file_id text not null, file_kind text not null, decided_by bigint, decided_at bigint, outcome text);
create table holds (
  invoice_id integer primary key references invoices (id), held_by bigint not null references users (id),
  held_at bigint not null);
create table cards (
  user_id bigint not null references users (id), invoice_id integer not null references invoices (id),
  message_id bigint not null, sent_at bigint not null, primary key (user_id, invoice_id))`

export async function up(db: Kysely<never>): Promise<void> {
  await run(db, tables)
}
