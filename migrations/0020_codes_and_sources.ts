import type { Kysely } from 'kysely'
import { run } from '#db/engine/ddl.ts'

/**
 * Other keys that goods are found by; the keys under which several sources know one price type or warehouse; which source
 * stated a stock last, and whether as a total without a place; price types of one name that a table and 1C knew apart are one; what 1C's directories said, for files that come without
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
create table price_type_twins (id integer primary key, first_id integer not null);
insert into price_type_twins (id, first_id) select twin.id, min(first.id) from price_types twin
  join price_types first on first.id < twin.id and first.name = twin.name and first.currency = twin.currency
    and first.vat_included = twin.vat_included
    and (first.key = first.name and twin.key <> twin.name or first.key <> first.name and twin.key = twin.name)
  group by twin.id;
update companies set price_type_id = (select first_id from price_type_twins where id = companies.price_type_id)
  where price_type_id in (select id from price_type_twins);
update price_type_keys set price_type_id = (select first_id from price_type_twins where id = price_type_keys.price_type_id)
  where price_type_id in (select id from price_type_twins);
insert into prices (product_id, price_type_id, kopecks)
  select prices.product_id, price_type_twins.first_id, max(prices.kopecks) from prices
  join price_type_twins on price_type_twins.id = prices.price_type_id
  where not exists (select 1 from prices own where own.product_id = prices.product_id
    and own.price_type_id = price_type_twins.first_id)
  group by prices.product_id, price_type_twins.first_id;
delete from prices where price_type_id in (select id from price_type_twins);
delete from price_types where id in (select id from price_type_twins);
drop table price_type_twins;
create table warehouse_keys (key text primary key, warehouse_id integer not null references warehouses (id));
insert into warehouse_keys (key, warehouse_id) select key, id from warehouses;
alter table stock add column source text not null default '';
alter table stock add column is_total integer not null default 0;
update stock set source = (
    select min(case when source in ('table', 'distributor_csv') then source else '1c' end) from product_keys
    where product_keys.product_id = stock.product_id)
  where (select count(distinct case when source in ('table', 'distributor_csv') then source else '1c' end)
    from product_keys where product_keys.product_id = stock.product_id) = 1;
update stock set source = 'mixed' where source = ''
  and (select count(*) from product_keys where product_keys.product_id = stock.product_id) > 0;
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
