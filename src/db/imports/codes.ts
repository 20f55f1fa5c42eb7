import { type RawBuilder, sql } from 'kysely'
import { isPostgres } from '#db/engine/ddl.ts'
import type { Db } from '#db/schema/schema.ts'

/** Writes the keys of the codes of the chosen products. */
export async function addCodes(db: Db, chosen: RawBuilder<unknown>): Promise<void> {
  const each = isPostgres(db)
    ? sql`json_array_elements(cast(products.codes as json)) as code (value)`
    : sql`json_each(products.codes) as code`
  await sql`insert into product_codes (key, kind, product_id, value)
    select code.value ->> 2, code.value ->> 0, products.id, code.value ->> 1
    from products, ${each} where products.codes <> '[]' and ${chosen}
    on conflict (key, kind, product_id) do nothing`.execute(db)
}

/** Replaces the codes of goods for which a run states others; call it before the goods themselves change. */
export async function switchCodes(db: Db, runId: number): Promise<void> {
  const changed = sql`(select staged.product_id from import_products staged
    join products on products.id = staged.product_id
    where staged.run_id = ${runId} and staged.told in ('goods', 'variant') and products.codes <> staged.codes)`
  await sql`delete from product_codes where product_id in ${changed}`.execute(db)
  const each = isPostgres(db)
    ? sql`json_array_elements(cast(staged.codes as json)) as code (value)`
    : sql`json_each(staged.codes) as code`
  await sql`insert into product_codes (key, kind, product_id, value)
    select code.value ->> 2, code.value ->> 0, staged.product_id, code.value ->> 1
    from import_products staged, ${each}
    where staged.run_id = ${runId} and staged.told in ('goods', 'variant') and staged.product_id in ${changed}
    on conflict (key, kind, product_id) do nothing`.execute(db)
}
