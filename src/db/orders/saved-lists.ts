import { type Insertable, type Selectable, sql } from 'kysely'
import type { Db, Schema } from '#db/schema/schema.ts'

export type SavedList = Selectable<Schema['savedLists']>

/** Saves goods under a name of the company and overwrites the list under the same name. Answers the list's id. */
export async function saveList(
  db: Db,
  list: Insertable<Schema['savedLists']>,
  lines: readonly { productId: number; quantity: number }[],
): Promise<number> {
  const { savedBy, savedAt } = list
  const { id } = await db
    .insertInto('savedLists')
    .values(list)
    .onConflict((conflict) => conflict.columns(['companyId', 'name']).doUpdateSet({ savedBy, savedAt }))
    .returning('id')
    .executeTakeFirstOrThrow()
  await db.deleteFrom('savedListLines').where('listId', '=', id).execute()
  const rows = lines.map((line, i) => ({ ...line, listId: id, position: i + 1 }))
  if (rows.length > 0) await db.insertInto('savedListLines').values(rows).execute()
  return id
}

/** A company's lists by their names, with the number of lines. */
export function savedListsOf(db: Db, companyId: number): Promise<(SavedList & { lines: number })[]> {
  return db
    .selectFrom('savedLists')
    .selectAll('savedLists')
    .select(
      sql<number>`cast((select count(*) from saved_list_lines where list_id = saved_lists.id) as integer)`.as('lines'),
    )
    .where('companyId', '=', companyId)
    .orderBy('name')
    .execute()
}

export function findSavedList(db: Db, id: number): Promise<SavedList | undefined> {
  return db.selectFrom('savedLists').selectAll().where('id', '=', id).executeTakeFirst()
}

/** In the order of saving, hidden goods too. */
export function savedListLines(
  db: Db,
  listId: number,
): Promise<{ productId: number; quantity: number; sku: string; name: string; hiddenAt: number | null }[]> {
  return db
    .selectFrom('savedListLines')
    .innerJoin('products', 'products.id', 'savedListLines.productId')
    .select(['savedListLines.productId', 'savedListLines.quantity', 'products.sku', 'products.name'])
    .select('products.hiddenAt')
    .where('listId', '=', listId)
    .orderBy('position')
    .execute()
}

/** False if the company has another list of that name. */
export async function renameSavedList(db: Db, { id, companyId }: SavedList, name: string): Promise<boolean> {
  const same = db.selectFrom('savedLists').select('id').where('companyId', '=', companyId).where('name', '=', name)
  if (await same.where('id', '!=', id).executeTakeFirst()) return false
  await db.updateTable('savedLists').set({ name }).where('id', '=', id).execute()
  return true
}

export async function removeSavedList(db: Db, id: number): Promise<void> {
  await db.deleteFrom('savedLists').where('id', '=', id).execute()
}
