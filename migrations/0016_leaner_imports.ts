import type { Kysely } from 'kysely'
import { run } from '#db/engine/ddl.ts'

/**
 * The words that goods are found by live in the index of the search. What a switch-over asks of hidden goods, of goods
 * sold as variants and of those without quantities is asked of these few, not of all.
 */
const statements = `
alter table products drop column search_text;
alter table import_products drop column search_text;
create index products_hidden on products (hidden_at) where hidden_at is not null;
create index products_in_variants on products (id) where sold_as_variants = 1;
create index products_uncounted on products (id) where available is not null;
create index import_products_deleted on import_products (run_id) where told = 'deleted';
create index import_products_variants on import_products (run_id) where told = 'variant';
create index import_products_available on import_products (run_id, available) where available is not null`

export async function up(db: Kysely<never>): Promise<void> {
  await run(db, statements)
}
