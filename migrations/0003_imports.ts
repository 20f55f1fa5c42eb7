import type { Kysely } from 'kysely'
import { run } from '#db/engine/ddl.ts'

/**
 * Which source lists which goods under which key, and where a file is laid down before its switch-over. Staging rows
 * refer to nothing: they are written fast, belong to one run and are gone after it.
 */
const imports = `
create table product_keys (
  key text not null, source text not null, product_id integer not null references products (id),
  primary key (key, source));
create index product_keys_product on product_keys (product_id);
alter table products add column variant_of integer references products (id);
alter table products add column sold_as_variants integer not null default 0;
create index products_variants on products (variant_of) where variant_of is not null;
create table import_runs (id serial primary key, touched_at bigint not null);
create table import_products (
  run_id integer not null, n integer not null, told text not null, key text not null, row_number integer not null,
  source text not null, goods_key text not null, sku text not null, sku_key text not null, model text not null,
  model_key text not null, name text not null, brand text not null, unit text not null, description text not null,
  category_key text not null, vat_rate integer not null, characteristics text not null, available integer,
  search_text text not null, category_id integer, product_id integer, parent_id integer, primary key (run_id, n));
create index import_products_sku on import_products (run_id, sku_key);
create index import_products_product on import_products (run_id, product_id);
create table import_values (
  run_id integer not null, product_id integer not null, value_id integer not null, position integer not null,
  primary key (run_id, product_id, value_id));
create table import_prices (
  run_id integer not null, n integer not null, price_type integer not null, kopecks bigint,
  primary key (run_id, n, price_type));
create table import_stock (
  run_id integer not null, n integer not null, warehouse integer not null, quantity integer not null,
  primary key (run_id, n, warehouse))`

export async function up(db: Kysely<never>): Promise<void> {
  await run(db, imports)
}
