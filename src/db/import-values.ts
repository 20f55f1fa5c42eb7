import { sql } from 'kysely'
import type { Db } from './schema.ts'

export interface NamedValueOf {
  productId: number
  name: string
  unit: string
  value: string
}

/** The characteristics of products in their order; with `runId` as that run is about to write them. */
export async function valuesOf(db: Db, productIds: readonly number[], runId?: number): Promise<NamedValueOf[]> {
  if (productIds.length === 0) return []
  const ids = sql.join(productIds)
  const { rows } = await sql<NamedValueOf>`
    select held.product_id, characteristics.name, characteristics.unit, characteristic_values.value
    from (select product_id, value_id, position from product_values where product_id in (${ids})
        and not exists (select 1 from import_values
          where run_id = ${runId ?? 0} and import_values.product_id = product_values.product_id)
      union all select product_id, value_id, position from import_values
        where run_id = ${runId ?? 0} and product_id in (${ids})) held
    join characteristic_values on characteristic_values.id = held.value_id
    join characteristics on characteristics.id = characteristic_values.characteristic_id
    order by held.product_id, held.position`.execute(db)
  return rows
}

export interface WantedValue {
  name: string
  unit: string
  value: string
  number: number | null
}

/** The ids of these values in their order; those that nobody has had are written. Nobody sees one that no goods have. */
export async function valueIds(db: Db, wanted: readonly WantedValue[], known: Map<string, number>): Promise<number[]> {
  const characteristic = (one: WantedValue) => JSON.stringify([one.name, one.unit])
  const whole = (one: WantedValue) => JSON.stringify([one.name, one.unit, one.value])
  const missing = [...new Map(wanted.filter((one) => !known.has(whole(one))).map((one) => [whole(one), one])).values()]
  const names = [...new Map(missing.map((one) => [characteristic(one), one])).values()]
  for (const { name, unit } of names.filter((one) => !known.has(characteristic(one)))) {
    known.set(JSON.stringify([name, unit]), await characteristicId(db, name, unit))
  }
  for (let at = 0; at < missing.length; at += 500) {
    const rows = missing.slice(at, at + 500).map((one) => ({
      key: whole(one),
      row: { characteristicId: known.get(characteristic(one)) ?? 0, value: one.value, number: one.number },
    }))
    await db
      .insertInto('characteristicValues')
      .values(rows.map(({ row }) => row))
      .onConflict((conflict) => conflict.columns(['characteristicId', 'value']).doNothing())
      .execute()
    const pairs = sql.join(
      rows.map(({ row }) => sql`(cast(${row.characteristicId} as integer), cast(${row.value} as text))`),
    )
    const { rows: found } = await sql<{ id: number; characteristicId: number; value: string }>`
      select id, characteristic_id, value from characteristic_values
      where (characteristic_id, value) in (values ${pairs})`.execute(db)
    const ids = new Map(found.map((one) => [JSON.stringify([one.characteristicId, one.value]), one.id]))
    for (const { key, row } of rows) {
      known.set(key, ids.get(JSON.stringify([row.characteristicId, row.value])) ?? 0)
    }
  }
  return wanted.map((one) => known.get(whole(one)) ?? 0)
}

async function characteristicId(db: Db, name: string, unit: string): Promise<number> {
  await db
    .insertInto('characteristics')
    .values({ name, unit })
    .onConflict((conflict) => conflict.columns(['name', 'unit']).doNothing())
    .execute()
  const query = db.selectFrom('characteristics').select('id').where('name', '=', name).where('unit', '=', unit)
  return (await query.executeTakeFirstOrThrow()).id
}

export interface PlacedValue {
  productId: number
  valueId: number
  position: number
}

/** Of goods that nobody sees yet. */
export async function addValues(db: Db, values: readonly PlacedValue[]): Promise<void> {
  for (let at = 0; at < values.length; at += 1000) {
    await db
      .insertInto('productValues')
      .values(values.slice(at, at + 1000))
      .onConflict((conflict) => conflict.columns(['productId', 'valueId']).doNothing())
      .execute()
  }
}

/** What goods that are seen are to have instead of all they have. */
export async function stageValues(db: Db, runId: number, values: readonly PlacedValue[]): Promise<void> {
  for (let at = 0; at < values.length; at += 1000) {
    await db
      .insertInto('importValues')
      .values(values.slice(at, at + 1000).map((value) => ({ runId, ...value })))
      .onConflict((conflict) => conflict.columns(['runId', 'productId', 'valueId']).doNothing())
      .execute()
  }
}
