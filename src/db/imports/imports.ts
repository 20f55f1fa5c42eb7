import { sql } from 'kysely'
import { isPostgres } from '#db/engine/ddl.ts'
import type { Db } from '#db/schema/schema.ts'
import {
  isSame,
  renamePriceTypes,
  renameWarehouses,
  type StatedPriceType,
  type StatedWarehouse,
} from './directories.ts'

export interface StatedCategory {
  key: string
  parentKey: string | null
  name: string
}

/** Adds unknown categories in the order of the file; an empty category is not shown. */
export async function ensureCategories(db: Db, stated: readonly StatedCategory[]): Promise<void> {
  const known = await categoriesByKey(db)
  let position = known.size
  for (const { key, parentKey, name } of stated) {
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

/** Updates names and places that changed; answers the categories. A key that stands for a name changes nothing. */
export async function renameDirectories(
  db: Db,
  stated: {
    priceTypes: readonly StatedPriceType[]
    warehouses: readonly StatedWarehouse[]
    categories: readonly StatedCategory[]
  },
): Promise<number[]> {
  await renamePriceTypes(db, stated.priceTypes)
  await renameWarehouses(db, stated.warehouses)
  const categories = await categoriesByKey(db)
  const changed: number[] = []
  for (const { key, parentKey, name } of stated.categories) {
    const row = categories.get(key)
    const now = { name, parentId: parentKey === null ? null : (categories.get(parentKey)?.id ?? null) }
    if (!row || isSame(row, now)) continue
    await db.updateTable('categories').set(now).where('id', '=', row.id).execute()
    changed.push(row.id)
  }
  return changed
}

/** Categories with a new name, and the name. */
export async function renamedCategories(db: Db, stated: readonly StatedCategory[]): Promise<Map<number, string>> {
  const known = stated.length > 0 ? await categoriesByKey(db) : new Map<string, { id: number; name: string }>()
  const renamed = new Map<number, string>()
  for (const { key, name } of stated) {
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

async function categoriesByKey(db: Db) {
  return new Map((await db.selectFrom('categories').selectAll().execute()).map((row) => [row.key, row]))
}

/** Adds an import that has not switched over yet: nobody sees anything of it. */
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

export interface FinishedImport {
  id: number
  fileName: string
  importedBy: number | null
  at: number
  /** JSON; empty if the import can't be taken back. */
  undo: string
}

/** The last import that counts; undefined before the first, and after a take-back. */
export async function lastImport(db: Db): Promise<FinishedImport | undefined> {
  const row = await db
    .selectFrom('imports')
    .select(['id', 'fileName', 'importedBy', 'at', 'undo', 'takenBackAt'])
    .where('result', 'not like', '%"unfinished"%')
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row && row.takenBackAt === null ? row : undefined
}

/** The result of a file that this person imported since then: its counts as JSON; undefined while it does not count. */
export function finishedImport(
  db: Db,
  given: { sha256: string; importedBy: number; since: number },
): Promise<{ id: number; result: string; undo: string } | undefined> {
  return db
    .selectFrom('imports')
    .select(['id', 'result', 'undo'])
    .where('sha256', '=', given.sha256)
    .where('importedBy', '=', given.importedBy)
    .where('at', '>=', given.since)
    .where('result', 'not like', '%"unfinished"%')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()
}

/** Makes other imports and take-backs wait; SQLite's write transaction is the lock. */
export async function lockImports(db: Db): Promise<void> {
  if (isPostgres(db)) await sql`lock table imports in share row exclusive mode`.execute(db)
}

/** True if an import was taken back. */
export async function isTakenBack(db: Db, importId: number): Promise<boolean> {
  const row = await db.selectFrom('imports').select('takenBackAt').where('id', '=', importId).executeTakeFirst()
  return row !== undefined && row.takenBackAt !== null
}

export async function markTakenBack(db: Db, importId: number, at: number): Promise<void> {
  await db.updateTable('imports').set({ takenBackAt: at }).where('id', '=', importId).execute()
}

export async function finishImport(
  db: Db,
  importId: number,
  given: { at: number; result: object; undo: string },
): Promise<void> {
  const { at, result, undo } = given
  await db
    .updateTable('imports')
    .set({ at, result: JSON.stringify(result), undo })
    .where('id', '=', importId)
    .execute()
}
