import type { Kysely } from 'kysely'
import { run } from '#db/engine/ddl.ts'

const tables = `
create table stock_watches (
  id serial primary key, product_id integer not null references products (id),
  user_id bigint not null references users (id), asked_at bigint not null, told_at bigint);
create unique index stock_watches_open on stock_watches (product_id, user_id) where told_at is null;
create index stock_watches_told on stock_watches (told_at, product_id) where told_at is not null;
create table comparisons (
  user_id bigint not null references users (id), product_id integer not null references products (id),
  added_at bigint not null, primary key (user_id, product_id))`

export async function up(db: Kysely<never>): Promise<void> {
  await run(db, tables)
}
