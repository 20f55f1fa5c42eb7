import type { Kysely } from 'kysely'
import { run } from '#db/engine/ddl.ts'

/** Written once for every dialect: see `run` for what is translated. */
const people = `
create table users (
  id bigint primary key, first_name text not null, username text not null, locale text, hints integer not null,
  blocked_at bigint, created_at bigint not null);
create table price_types (
  id serial primary key, key text not null unique, name text not null, currency text not null,
  vat_included integer not null);
create table companies (
  id serial primary key, name text not null, inn text not null unique, kpp text not null,
  price_type_id integer references price_types (id), manager_id bigint references users (id),
  deferral_days integer not null check (deferral_days >= 0),
  credit_limit_kopecks bigint not null check (credit_limit_kopecks >= 0),
  approved_by bigint not null references users (id), approved_at bigint not null);
create table members (
  user_id bigint primary key references users (id), company_id integer not null references companies (id),
  role text not null, added_by bigint, added_at bigint not null);
create index members_company on members (company_id);
create table staff (
  user_id bigint not null references users (id), role text not null, given_by bigint, given_at bigint not null,
  primary key (user_id, role));
create table registrations (
  user_id bigint primary key references users (id), phone text not null, inn text not null,
  company_name text not null, submitted_at bigint, refused_at bigint, refused_by bigint, invited_by bigint);
create table invitations (
  id serial primary key, token_hash text not null unique, company_id integer references companies (id),
  role text not null, created_by bigint not null references users (id), created_at bigint not null,
  expires_at bigint not null, used_by bigint, used_at bigint)`

const catalog = `
create table imports (
  id serial primary key, file_name text not null, sha256 text not null, imported_by bigint, at bigint not null,
  result text not null);
create table categories (
  id serial primary key, key text not null unique, parent_id integer references categories (id), name text not null,
  position integer not null);
create index categories_parent on categories (parent_id);
create table products (
  id serial primary key, key text not null unique, sku text not null, sku_key text not null, model text not null,
  model_key text not null, name text not null, brand text not null, unit text not null, description text not null,
  category_id integer references categories (id), vat_rate integer not null, available integer, hidden_at bigint,
  search_text text not null, import_id integer references imports (id));
create index products_sku on products (sku_key);
create index products_model on products (model_key);
create index products_category on products (category_id);
create table characteristics (
  id serial primary key, name text not null, unit text not null, unique (name, unit));
create table characteristic_values (
  id serial primary key, characteristic_id integer not null references characteristics (id), value text not null,
  number double precision, unique (characteristic_id, value));
create table product_values (
  product_id integer not null references products (id), value_id integer not null references characteristic_values (id),
  position integer not null, primary key (product_id, value_id));
create index product_values_value on product_values (value_id);
create table prices (
  product_id integer not null references products (id), price_type_id integer not null references price_types (id),
  kopecks bigint not null check (kopecks >= 0), primary key (product_id, price_type_id));
create table warehouses (id serial primary key, key text not null unique, name text not null, address text not null);
create table stock (
  product_id integer not null references products (id), warehouse_id integer not null references warehouses (id),
  on_hand integer not null check (on_hand >= 0), primary key (product_id, warehouse_id));
create table selections (
  user_id bigint primary key references users (id), state text not null, updated_at bigint not null)`

const orders = `
create table counters (name text primary key, value integer not null);
insert into counters (name, value) values ('invoice', 1000), ('shipment', 0);
create table carts (
  id serial primary key, user_id bigint not null references users (id),
  company_id integer not null references companies (id), created_at bigint not null, closed_at bigint);
create unique index carts_open on carts (user_id) where closed_at is null;
create table cart_lines (
  cart_id integer not null references carts (id), product_id integer not null references products (id),
  quantity integer not null check (quantity > 0), added_at bigint not null, primary key (cart_id, product_id));
create table invoices (
  id serial primary key, number integer not null unique, cart_id integer not null unique references carts (id),
  company_id integer not null references companies (id), created_by bigint not null references users (id),
  created_at bigint not null, pay_by bigint not null, total_kopecks bigint not null, vat_kopecks bigint not null,
  vat_included integer not null, cancelled_at bigint, cancelled_by bigint);
create index invoices_company on invoices (company_id);
create table invoice_lines (
  id serial primary key, invoice_id integer not null references invoices (id), position integer not null,
  product_id integer not null references products (id), sku text not null, name text not null, unit text not null,
  quantity integer not null check (quantity > 0), price_kopecks bigint not null, vat_rate integer not null,
  sum_kopecks bigint not null, vat_kopecks bigint not null, unique (invoice_id, position));
create table shipment_drafts (
  id serial primary key, user_id bigint not null references users (id),
  invoice_id integer not null references invoices (id), method text, warehouse_id integer references warehouses (id),
  carrier text not null, terminal text not null, address text not null, ship_on text not null,
  contact_name text not null, contact_phone text not null, quantities text not null, created_at bigint not null,
  filed_at bigint);
create unique index shipment_drafts_open on shipment_drafts (user_id, invoice_id) where filed_at is null;
create table shipments (
  id serial primary key, number integer not null unique, draft_id integer not null unique references shipment_drafts (id),
  invoice_id integer not null references invoices (id), company_id integer not null references companies (id),
  method text not null, warehouse_id integer references warehouses (id), carrier text not null, terminal text not null,
  address text not null, ship_on text not null, contact_name text not null, contact_phone text not null,
  state text not null, filed_by bigint not null references users (id), filed_at bigint not null);
create index shipments_company on shipments (company_id);
create index shipments_invoice on shipments (invoice_id);
create table shipment_lines (
  id serial primary key, shipment_id integer not null references shipments (id),
  line_id integer not null references invoice_lines (id), warehouse_id integer not null references warehouses (id),
  quantity integer not null check (quantity > 0));
create index shipment_lines_shipment on shipment_lines (shipment_id);
create table shipment_events (
  id serial primary key, shipment_id integer not null references shipments (id), state text not null,
  by bigint not null, at bigint not null, reason text not null, unique (shipment_id, state));
create table reservations (
  id serial primary key, invoice_id integer not null references invoices (id),
  line_id integer not null references invoice_lines (id), product_id integer not null references products (id),
  warehouse_id integer not null references warehouses (id), quantity integer not null check (quantity > 0),
  reserved_by bigint not null references users (id), reserved_at bigint not null, until_at bigint not null,
  protected_at bigint, released_at bigint, released_by bigint, shipped_at bigint,
  shipment_id integer references shipments (id),
  check (released_at is null or shipped_at is null));
create index reservations_live on reservations (product_id) where released_at is null and shipped_at is null;
create index reservations_due on reservations (until_at)
  where released_at is null and shipped_at is null and protected_at is null;
create index reservations_invoice on reservations (invoice_id);
create table stock_moves (
  id serial primary key, product_id integer not null references products (id),
  warehouse_id integer not null references warehouses (id), delta integer not null, at bigint not null,
  import_id integer references imports (id), shipment_id integer references shipments (id));
create index stock_moves_product on stock_moves (product_id)`

const money = `
create table payments (
  id serial primary key, key text not null unique, company_id integer not null references companies (id),
  amount_kopecks bigint not null check (amount_kopecks > 0), received_at bigint not null, recorded_by bigint,
  recorded_at bigint not null);
create index payments_company on payments (company_id);
create table allocations (
  id serial primary key, payment_id integer not null references payments (id),
  invoice_id integer not null references invoices (id), amount_kopecks bigint not null check (amount_kopecks > 0),
  unique (payment_id, invoice_id));
create index allocations_invoice on allocations (invoice_id);
create table ledger_entries (
  id serial primary key, key text not null unique, company_id integer not null references companies (id),
  kind text not null, debit_kopecks bigint not null, credit_kopecks bigint not null, at bigint not null, due_at bigint,
  shipment_id integer references shipments (id), payment_id integer references payments (id));
create index ledger_entries_company on ledger_entries (company_id)`

const machinery = `
create table outbox (
  id serial primary key, key text not null unique, user_id bigint not null references users (id), kind text not null,
  about_id bigint not null, details text not null, created_at bigint not null, next_try_at bigint not null,
  attempts integer not null, leased_until bigint, sent_at bigint, message_id bigint, dropped_at bigint, failure text);
create index outbox_due on outbox (next_try_at) where sent_at is null and dropped_at is null;
create index outbox_waiting on outbox (user_id, id) where sent_at is null and dropped_at is null;
create table conversation_states (key text primary key, value text not null, updated_at bigint not null);
create table operations (key text primary key, at bigint not null, result text not null);
create table audit_trail (
  id serial primary key, at bigint not null, user_id bigint, action text not null, subject text not null,
  subject_id bigint not null, details text not null);
create index audit_trail_subject on audit_trail (subject, subject_id)`

export async function up(db: Kysely<never>): Promise<void> {
  for (const statements of [people, catalog, orders, money, machinery]) await run(db, statements)
}
