import type { Kysely } from 'kysely'
import { run } from '#db/engine/ddl.ts'

const tables = `
create table quick_orders (
  id serial primary key, user_id bigint not null references users (id),
  company_id integer not null references companies (id), update_id bigint not null, name text not null,
  created_at bigint not null, added_at bigint, unique (user_id, update_id));
create table quick_order_lines (
  order_id integer not null references quick_orders (id), position integer not null, text text not null,
  cells text not null, outcome text not null, product_id integer references products (id), quantity integer,
  candidates text not null, primary key (order_id, position))`

export async function up(db: Kysely<never>): Promise<void> {
  await run(db, tables)
}
