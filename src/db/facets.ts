import { sql } from 'kysely'
import { conditions, type Filter } from './catalog.ts'
import type { Db } from './schema.ts'

export interface CharacteristicValue {
  name: string
  value: string
  unit: string
}

/** The characteristics of one product in the order of its source. */
export function characteristicsOf(db: Db, productId: number): Promise<CharacteristicValue[]> {
  return db
    .selectFrom('productValues')
    .innerJoin('characteristicValues', 'characteristicValues.id', 'productValues.valueId')
    .innerJoin('characteristics', 'characteristics.id', 'characteristicValues.characteristicId')
    .select(['characteristics.name', 'characteristicValues.value', 'characteristics.unit'])
    .where('productValues.productId', '=', productId)
    .orderBy('productValues.position')
    .execute()
}

export interface Facet {
  id: number
  name: string
  unit: string
  /** Different values among the matching goods. */
  values: number
  /** True where every value is a number: it is chosen by ranges. */
  numeric: boolean
}

/** Characteristics by which the matching goods differ, the commonest first, then as the price list orders them. */
export async function listFacets(db: Db, filter: Filter, limit: number): Promise<Facet[]> {
  const { rows } = await sql<Omit<Facet, 'numeric'> & { numbers: number }>`
    select characteristics.id, characteristics.name, characteristics.unit,
      cast(count(distinct characteristic_values.id) as integer) as "values",
      cast(count(distinct case when number is not null then characteristic_values.id end) as integer) as numbers
    from products join product_values on product_values.product_id = products.id
    join characteristic_values on characteristic_values.id = product_values.value_id
    join characteristics on characteristics.id = characteristic_values.characteristic_id
    where ${conditions(filter)}
    group by characteristics.id, characteristics.name, characteristics.unit
    having count(distinct characteristic_values.id) > 1
    order by count(*) desc, avg(product_values.position), characteristics.name limit ${limit}`.execute(db)
  return rows.map(({ numbers, ...facet }) => ({ ...facet, numeric: numbers === facet.values }))
}

export interface FacetValue {
  id: number
  value: string
  number: number | null
  products: number
}

/** The values of one characteristic among the matching goods, with how many goods each would leave. */
export async function facetValues(db: Db, characteristicId: number, filter: Filter): Promise<FacetValue[]> {
  const { rows } = await sql<FacetValue>`
    select characteristic_values.id, characteristic_values.value, characteristic_values.number,
      cast(count(distinct products.id) as integer) as products
    from products join product_values on product_values.product_id = products.id
    join characteristic_values on characteristic_values.id = product_values.value_id
    where characteristic_values.characteristic_id = ${characteristicId} and ${conditions(filter)}
    group by characteristic_values.id, characteristic_values.value, characteristic_values.number
    order by characteristic_values.number is null, characteristic_values.number, products desc, characteristic_values.value`.execute(
    db,
  )
  return rows
}

export interface NamedValue {
  id: number
  characteristicId: number
  name: string
  value: string
  unit: string
}

/** Chosen values by their ids, for showing what is chosen. */
export function namedValues(db: Db, ids: readonly number[]): Promise<NamedValue[]> {
  if (ids.length === 0) return Promise.resolve([])
  return db
    .selectFrom('characteristicValues')
    .innerJoin('characteristics', 'characteristics.id', 'characteristicValues.characteristicId')
    .select([
      'characteristicValues.id',
      'characteristicValues.characteristicId',
      'characteristics.name',
      'characteristicValues.value',
      'characteristics.unit',
    ])
    .where('characteristicValues.id', 'in', ids)
    .orderBy('characteristicValues.id')
    .execute()
}

export function findCharacteristic(
  db: Db,
  id: number,
): Promise<{ id: number; name: string; unit: string } | undefined> {
  return db.selectFrom('characteristics').selectAll().where('id', '=', id).executeTakeFirst()
}

/** What a member has chosen in the catalog, as JSON text. */
export async function readSelection(db: Db, userId: number): Promise<string | undefined> {
  const row = await db.selectFrom('selections').select('state').where('userId', '=', userId).executeTakeFirst()
  return row?.state
}

export async function writeSelection(db: Db, userId: number, state: string, now: number): Promise<void> {
  await db
    .insertInto('selections')
    .values({ userId, state, updatedAt: now })
    .onConflict((conflict) => conflict.column('userId').doUpdateSet({ state, updatedAt: now }))
    .execute()
}
