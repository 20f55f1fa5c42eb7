import type { Db } from './schema.ts'

/** A price type, a warehouse or a category as a file names it; null is "not told": the key stands for a name. */
export interface ToldPriceType {
  key: string
  name: string | null
  currency: string
  vatIncluded: boolean
}

export interface ToldWarehouse {
  key: string
  name: string | null
  address: string | null
}

export interface ToldCategory {
  key: string
  parentKey: string | null
  name: string
}

/** Writes price types that are not there yet; answers the ids of all, in their order. */
export async function ensurePriceTypes(db: Db, told: readonly ToldPriceType[]): Promise<number[]> {
  for (const { key, name, currency, vatIncluded } of told) {
    await db
      .insertInto('priceTypes')
      .values({ key, name: name ?? key, currency, vatIncluded: vatIncluded ? 1 : 0 })
      .onConflict((conflict) => conflict.column('key').doNothing())
      .execute()
  }
  const rows = await db.selectFrom('priceTypes').select(['id', 'key']).execute()
  return idsOf(told, rows)
}

/** Writes warehouses that are not there yet; answers the ids of all, in their order. */
export async function ensureWarehouses(db: Db, told: readonly ToldWarehouse[]): Promise<number[]> {
  for (const { key, name, address } of told) {
    await db
      .insertInto('warehouses')
      .values({ key, name: name ?? key, address: address ?? '' })
      .onConflict((conflict) => conflict.column('key').doNothing())
      .execute()
  }
  const rows = await db.selectFrom('warehouses').select(['id', 'key']).execute()
  return idsOf(told, rows)
}

function idsOf(told: readonly { key: string }[], rows: readonly { id: number; key: string }[]): number[] {
  const ids = new Map(rows.map((row) => [row.key, row.id]))
  return told.map(({ key }) => ids.get(key) ?? 0)
}

/** Writes categories that are not there yet, in the order in which the file names them; none is seen while it is empty. */
export async function ensureCategories(db: Db, told: readonly ToldCategory[]): Promise<void> {
  const known = await categoriesByKey(db)
  let position = known.size
  for (const { key, parentKey, name } of told) {
    if (known.has(key)) continue
    const parentId = parentKey === null ? null : (known.get(parentKey)?.id ?? null)
    const row = { key, parentId, name, position: ++position }
    const added = await db
      .insertInto('categories')
      .values(row)
      .onConflict((conflict) => conflict.column('key').doUpdateSet({ key }))
      .returning('id')
      .executeTakeFirstOrThrow()
    known.set(key, { ...row, id: added.id })
  }
}

/** Names and places that changed; answers the categories. A key that stands for a name changes nothing. */
export async function renameDirectories(
  db: Db,
  told: {
    priceTypes: readonly ToldPriceType[]
    warehouses: readonly ToldWarehouse[]
    categories: readonly ToldCategory[]
  },
): Promise<number[]> {
  const priceTypes = new Map((await db.selectFrom('priceTypes').selectAll().execute()).map((row) => [row.key, row]))
  for (const { key, name, currency, vatIncluded } of told.priceTypes) {
    const row = priceTypes.get(key)
    const now = { name: name ?? key, currency, vatIncluded: vatIncluded ? 1 : 0 }
    if (!row || name === null || isSame(row, now)) continue
    await db.updateTable('priceTypes').set(now).where('id', '=', row.id).execute()
  }
  const warehouses = new Map((await db.selectFrom('warehouses').selectAll().execute()).map((row) => [row.key, row]))
  for (const { key, name, address } of told.warehouses) {
    const row = warehouses.get(key)
    if (!row || name === null) continue
    const now = { name, address: address ?? row.address }
    if (!isSame(row, now)) await db.updateTable('warehouses').set(now).where('id', '=', row.id).execute()
  }
  const categories = await categoriesByKey(db)
  const changed: number[] = []
  for (const { key, parentKey, name } of told.categories) {
    const row = categories.get(key)
    const now = { name, parentId: parentKey === null ? null : (categories.get(parentKey)?.id ?? null) }
    if (!row || isSame(row, now)) continue
    await db.updateTable('categories').set(now).where('id', '=', row.id).execute()
    changed.push(row.id)
  }
  return changed
}

/** Categories that will be called otherwise, and how. */
export async function renamedCategories(db: Db, told: readonly ToldCategory[]): Promise<Map<number, string>> {
  const known = told.length > 0 ? await categoriesByKey(db) : new Map<string, { id: number; name: string }>()
  const renamed = new Map<number, string>()
  for (const { key, name } of told) {
    const row = known.get(key)
    if (row && row.name !== name) renamed.set(row.id, name)
  }
  return renamed
}

/** All goods of these categories. */
export async function goodsIn(db: Db, categoryIds: readonly number[]): Promise<number[]> {
  if (categoryIds.length === 0) return []
  const rows = await db.selectFrom('products').select('id').where('categoryId', 'in', categoryIds).execute()
  return rows.map(({ id }) => id)
}

function isSame<Row extends object>(row: Row, now: Partial<Row>): boolean {
  return Object.entries(now).every(([name, value]) => row[name as keyof Row] === value)
}

async function categoriesByKey(db: Db) {
  return new Map((await db.selectFrom('categories').selectAll().execute()).map((row) => [row.key, row]))
}

/** An import that has not switched over yet: nothing of it is seen. */
export async function addImport(
  db: Db,
  given: { fileName: string; sha256: string; importedBy: number | null; at: number },
): Promise<number> {
  const result = JSON.stringify({ unfinished: true })
  const row = await db
    .insertInto('imports')
    .values({ ...given, result })
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

export async function finishImport(db: Db, importId: number, at: number, result: object): Promise<void> {
  await db
    .updateTable('imports')
    .set({ at, result: JSON.stringify(result) })
    .where('id', '=', importId)
    .execute()
}
