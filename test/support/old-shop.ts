import { type Kysely, sql } from 'kysely'
import { migrate } from '#db/engine/migrate.ts'
import type { Schema } from '#db/schema/schema.ts'

/** The shape of the database before codes, sources and offered lists. */
const BEFORE = '0019_search_segments'

const oneC = '11111111-2222-3333-4444-555555555555'

/** Further goods, each with a price of either type and stock on either warehouse. */
const further = (goods: number) => `
insert into products (key, sku, sku_key, model, model_key, name, brand, unit, description, vat_rate)
  with recursive numbers (i) as (select 2 union all select i + 1 from numbers where i <= ${goods})
  select 'B-' || i, 'B-' || i, 'b' || i, '', '', 'Кабель ' || i, '', 'шт', '', 2200 from numbers;
insert into product_keys (key, source, product_id) select key, 'table', id from products where id > 1;
insert into prices (product_id, price_type_id, kopecks)
  select products.id, price_types.id, 10000 + products.id from products, price_types where products.id > 1;
insert into stock (product_id, warehouse_id, on_hand)
  select products.id, warehouses.id, products.id from products, warehouses where products.id > 1`

/** Makes a shop of that shape: goods with prices and stock, a warehouse of two sources, a company. */
export async function makeOldShop(db: Kysely<Schema>, goods = 0): Promise<void> {
  await migrate(db, BEFORE)
  for (const statement of [
    `insert into users (id, first_name, username, hints, created_at) values (7, 'Мария', '', 1, 0)`,
    `insert into price_types (key, name, currency, vat_included) values ('Дилерская', 'Дилерская', 'RUB', 1)`,
    `insert into price_types (key, name, currency, vat_included) values ('${oneC}', 'Дилерская', 'RUB', 1)`,
    `insert into warehouses (key, name, address) values ('Основной склад', 'Основной склад', '')`,
    `insert into warehouses (key, name, address) values ('Москва', 'Москва', '')`,
    `insert into products (key, sku, sku_key, model, model_key, name, brand, unit, description, vat_rate)
      values ('A-1', 'A-1', 'a1', '', '', 'Проектор', '', 'шт', '', 2200)`,
    `insert into product_keys (key, source, product_id) values ('A-1', 'table', 1)`,
    `insert into prices (product_id, price_type_id, kopecks) values (1, 1, 100000), (1, 2, 90000)`,
    `insert into stock (product_id, warehouse_id, on_hand) values (1, 1, 5), (1, 2, 3)`,
    `insert into companies (name, inn, kpp, price_type_id, deferral_days, credit_limit_kopecks, approved_by, approved_at)
      values ('Ромашка', '7707083893', '', 2, 0, 0, 7, 0)`,
    ...(goods > 0 ? further(goods).split(';') : []),
  ])
    await sql.raw(statement).execute(db)
}
