import { type Kysely, sql } from 'kysely'
import { run } from '#db/engine/ddl.ts'

/** What the price list says of a product is kept as it says it; the values beside it are typed, to choose by. */
const columns = `
alter table products add column characteristics text not null default '[]';
alter table characteristic_values add column kind text not null default 'choice'`

interface Row {
  productId: number
  name: string
  unit: string
  value: string
}

/** The values of goods that are there already are what was told; the next import types them. */
export async function up(db: Kysely<never>): Promise<void> {
  await run(db, columns)
  const { rows } = await sql<Row>`
    select product_id, characteristics.name, characteristics.unit, characteristic_values.value from product_values
    join characteristic_values on characteristic_values.id = product_values.value_id
    join characteristics on characteristics.id = characteristic_values.characteristic_id
    order by product_id, position`.execute(db)
  const told = new Map<number, string[][]>()
  for (const { productId, name, unit, value } of rows) {
    const list = told.get(productId) ?? []
    list.push([name, unit, value])
    told.set(productId, list)
  }
  const lists = [...told].map(([id, list]) => sql`(cast(${id} as integer), cast(${JSON.stringify(list)} as text))`)
  for (let at = 0; at < lists.length; at += 500)
    await sql`with given (id, list) as (values ${sql.join(lists.slice(at, at + 500))})
      update products set characteristics = given.list from given where products.id = given.id`.execute(db)
}
