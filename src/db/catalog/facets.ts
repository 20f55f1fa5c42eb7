import type { Db } from '#db/schema/schema.ts'

export interface Facet {
  id: number
  name: string
  unit: string
}

/** These characteristics, in this order; those that no longer exist are absent. */
export async function listCharacteristics(db: Db, ids: readonly number[]): Promise<Facet[]> {
  if (ids.length === 0) return []
  const rows = await db.selectFrom('characteristics').selectAll().where('id', 'in', ids).execute()
  return rows.sort((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id))
}

/** The ones of these characteristics that have values to filter by, not only sentences. */
export async function choosable(db: Db, ids: readonly number[]): Promise<Facet[]> {
  const rows = await db
    .selectFrom('characteristicValues')
    .select('characteristicId')
    .distinct()
    .where('characteristicId', 'in', ids.length > 0 ? ids : [0])
    .where('kind', '!=', 'text')
    .execute()
  const known = new Set(rows.map(({ characteristicId }) => characteristicId))
  return listCharacteristics(
    db,
    ids.filter((id) => known.has(id)),
  )
}

export interface FacetValue {
  id: number
  value: string
  number: number | null
  /** The number of goods that have it. */
  products: number
}

/** The ones of these values that people filter by: no sentences. */
export function listValues(db: Db, ids: readonly number[]): Promise<Omit<FacetValue, 'products'>[]> {
  if (ids.length === 0) return Promise.resolve([])
  return db
    .selectFrom('characteristicValues')
    .select(['id', 'value', 'number'])
    .where('id', 'in', ids)
    .where('kind', '!=', 'text')
    .execute()
}

/** True if a characteristic has numbers below zero, as temperatures and levels have. */
export async function hasNegative(db: Db, characteristicId: number): Promise<boolean> {
  const query = db.selectFrom('characteristicValues').select('id').where('characteristicId', '=', characteristicId)
  return (await query.where('number', '<', 0).limit(1).executeTakeFirst()) !== undefined
}

/** The characteristics of these values. */
export async function listValueCharacteristics(db: Db, ids: readonly number[]): Promise<number[]> {
  if (ids.length === 0) return []
  const rows = await db.selectFrom('characteristicValues').select('characteristicId').where('id', 'in', ids).execute()
  return rows.map(({ characteristicId }) => characteristicId)
}

export interface NamedValue {
  id: number
  characteristicId: number
  name: string
  value: string
  unit: string
}

/** The names and units of chosen values, for screens. */
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

/** A member's choice in the catalog, as JSON text. */
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
