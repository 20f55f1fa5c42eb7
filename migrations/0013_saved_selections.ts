import type { Kysely } from 'kysely'
import { run } from '#db/engine/ddl.ts'

const tables = `
create table saved_selections (
  id serial primary key, company_id integer not null references companies (id), name text not null,
  state text not null, saved_by bigint not null references users (id), saved_at bigint not null,
  unique (company_id, name));
create table shared_selections (
  token text primary key, state text not null, shared_by bigint not null references users (id),
  shared_at bigint not null);
create index shared_selections_by on shared_selections (shared_by, shared_at)`

export async function up(db: Kysely<never>): Promise<void> {
  await run(db, tables)
}
