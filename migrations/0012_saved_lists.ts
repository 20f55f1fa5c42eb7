import type { Kysely } from 'kysely'
import { run } from '#db/engine/ddl.ts'

const tables = `
create table saved_lists (
  id serial primary key, company_id integer not null references companies (id), name text not null,
  saved_by bigint not null references users (id), saved_at bigint not null, unique (company_id, name));
create table saved_list_lines (
  list_id integer not null references saved_lists (id) on delete cascade,
  product_id integer not null references products (id), quantity integer not null, position integer not null,
  primary key (list_id, product_id))`

export async function up(db: Kysely<never>): Promise<void> {
  await run(db, tables)
}
