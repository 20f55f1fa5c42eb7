import type { Kysely } from 'kysely'
import { run } from '../src/db/ddl.ts'

/**
 * Other keys that goods are found by; the keys under which several sources know one price type or warehouse; which source
 * stated a stock last, and whether as a total without a place; what 1C's directories said, for files that come without
 * them; and what the last import changed, as it was before, so that it can be taken back.
 */
const statements = `
create table product_codes (
  key text not null, kind text not null, product_id integer not null references products (id), value text not null,
  primary key (key, kind, product_id));
create index product_codes_product on product_codes (product_id);
alter table products add column codes text not null default '[]';
alter table import_products add column codes text not null default '[]';
create table price_type_keys (key text primary key, price_type_id integer not null references price_types (id));
insert into price_type_keys (key, price_type_id) select key, id from price_types;
create table warehouse_keys (key text primary key, warehouse_id integer not null references warehouses (id));
insert into warehouse_keys (key, warehouse_id) select key, id from warehouses;
alter table stock add column source text not null default '';
alter table stock add column is_total integer not null default 0;
update stock set source = (
    select min(case when source in ('table', 'distributor_csv') then source else '1c' end) from product_keys
    where product_keys.product_id = stock.product_id)
  where (select count(distinct case when source in ('table', 'distributor_csv') then source else '1c' end)
    from product_keys where product_keys.product_id = stock.product_id) = 1;
update stock set is_total = 1 where warehouse_id in (
  select id from warehouses where key in ('main', 'Основной склад'));
create table directory_entries (
  catalog text not null, directory text not null, key text not null, value text not null,
  primary key (catalog, directory, key));
alter table imports add column taken_back_at bigint;
alter table imports add column undo text not null default '';
create table import_undo_products (product_id integer primary key, kind text not null, row_before text not null);
create table import_undo_prices (
  product_id integer not null, price_type_id integer not null, kopecks bigint, primary key (product_id, price_type_id));
create table import_undo_values (
  product_id integer not null, value_id integer not null, position integer not null, primary key (product_id, value_id));
create table import_undo_keys (
  product_id integer not null, key text not null, source text not null, primary key (key, source))`

export async function up(db: Kysely<never>): Promise<void> {
  await run(db, statements)
}
