import type { Kysely } from 'kysely'
import { run } from '../src/db/ddl.ts'

/**
 * Other keys that goods are found by; the keys under which several sources know one price type or warehouse; which source
 * said a stock last; and what 1C's directories said, for the files that come without them.
 */
const statements = `
create table product_codes (
  key text not null, kind text not null, product_id integer not null references products (id), value text not null,
  primary key (key, kind, product_id));
create index product_codes_product on product_codes (product_id);
alter table import_products add column codes text not null default '[]';
create table price_type_keys (key text primary key, price_type_id integer not null references price_types (id));
insert into price_type_keys (key, price_type_id) select key, id from price_types;
create table warehouse_keys (key text primary key, warehouse_id integer not null references warehouses (id));
insert into warehouse_keys (key, warehouse_id) select key, id from warehouses;
alter table stock add column source text not null default '';
update stock set source = (select min(source) from product_keys where product_keys.product_id = stock.product_id)
  where (select count(distinct source) from product_keys where product_keys.product_id = stock.product_id) = 1;
create table directory_entries (
  catalog text not null, directory text not null, key text not null, value text not null,
  primary key (catalog, directory, key))`

export async function up(db: Kysely<never>): Promise<void> {
  await run(db, statements)
}
