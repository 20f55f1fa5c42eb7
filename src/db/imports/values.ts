import { sql } from 'kysely'
import { givenNumbers, numberAt } from '#db/engine/ddl.ts'
import type { Db } from '#db/schema/schema.ts'
import type { TypedValue } from '#domain/catalog/characteristics.ts'

/** All characteristics, the oldest first. */
export function allCharacteristics(db: Db): Promise<{ id: number; name: string; unit: string }[]> {
  return db.selectFrom('characteristics').selectAll().orderBy('id').execute()
}

/** All values of kind `choice`, the oldest first. */
export function allChoices(db: Db): Promise<{ characteristicId: number; value: string }[]> {
  return db
    .selectFrom('characteristicValues')
    .select(['characteristicId', 'value'])
    .where('kind', '=', 'choice')
    .orderBy('id')
    .execute()
}

export async function addCharacteristic(db: Db, name: string, unit: string): Promise<number> {
  await db
    .insertInto('characteristics')
    .values({ name, unit })
    .onConflict((conflict) => conflict.columns(['name', 'unit']).doNothing())
    .execute()
  const query = db.selectFrom('characteristics').select('id').where('name', '=', name).where('unit', '=', unit)
  return (await query.executeTakeFirstOrThrow()).id
}

export async function setUnit(db: Db, id: number, unit: string): Promise<void> {
  await db.updateTable('characteristics').set({ unit }).where('id', '=', id).execute()
}

export interface ProductValue {
  productId: number
  characteristicId: number
  value: string
}

/** Equal keys mean the same value. */
export const valueKey = (characteristicId: number, text: string): string => `${characteristicId} ${text}`

/** The typed values of products in their order. */
export function valuesOf(db: Db, productIds: readonly number[]): Promise<ProductValue[]> {
  if (productIds.length === 0) return Promise.resolve([])
  return db
    .selectFrom('productValues')
    .innerJoin('characteristicValues', 'characteristicValues.id', 'productValues.valueId')
    .select(['productValues.productId', 'characteristicValues.characteristicId', 'characteristicValues.value'])
    .where('productValues.productId', 'in', productIds)
    .orderBy('productValues.productId')
    .orderBy('productValues.position')
    .execute()
}

export interface WantedValue extends TypedValue {
  characteristicId: number
  /** Its `valueKey`. */
  key: string
}

/** The ids of these values in their order; unknown values are added. A value without goods is shown nowhere. */
export async function valueIds(db: Db, wanted: readonly WantedValue[], known: Map<string, number>): Promise<number[]> {
  const missing = [...new Map(wanted.filter((one) => !known.has(one.key)).map((one) => [one.key, one])).values()]
  for (let at = 0; at < missing.length; at += 500) {
    const rows = missing.slice(at, at + 500)
    await db
      .insertInto('characteristicValues')
      .values(rows.map(({ key: _, text, ...row }) => ({ ...row, value: text })))
      .onConflict((conflict) =>
        conflict
          .columns(['characteristicId', 'value'])
          .doUpdateSet({ number: sql`excluded.number`, kind: sql`excluded.kind` }),
      )
      .execute()
    const pairs = sql.join(
      rows.map((one) => sql`(cast(${one.characteristicId} as integer), cast(${one.text} as text))`),
    )
    const { rows: found } = await sql<{ id: number; characteristicId: number; value: string }>`
      select id, characteristic_id, value from characteristic_values
      where (characteristic_id, value) in (values ${pairs})`.execute(db)
    for (const { id, characteristicId, value } of found) known.set(valueKey(characteristicId, value), id)
  }
  return wanted.map((one) => known.get(one.key) ?? 0)
}

export interface PlacedValue {
  productId: number
  valueId: number
  position: number
}

/** Adds values of goods that are not shown yet. */
export async function addValues(db: Db, values: readonly PlacedValue[]): Promise<void> {
  if (values.length === 0) return
  await sql`insert into product_values (product_id, value_id, position)
    select ${numberAt(0)}, ${numberAt(1)}, ${numberAt(2)} from ${givenNumbers(db, values.map(inOrder))} where true
    on conflict (product_id, value_id) do nothing`.execute(db)
}

/** Stages the values that shown goods get in place of all their present ones. */
export async function stageValues(db: Db, runId: number, values: readonly PlacedValue[]): Promise<void> {
  if (values.length === 0) return
  await sql`insert into import_values (run_id, product_id, value_id, position)
    select cast(${runId} as bigint), ${numberAt(0)}, ${numberAt(1)}, ${numberAt(2)}
    from ${givenNumbers(db, values.map(inOrder))} where true
    on conflict (run_id, product_id, value_id) do nothing`.execute(db)
}

const inOrder = ({ productId, valueId, position }: PlacedValue) => [productId, valueId, position]
