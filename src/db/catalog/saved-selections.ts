import type { Insertable, Selectable } from 'kysely'
import type { Db, Schema } from '#db/schema/schema.ts'

export type SavedSelection = Selectable<Schema['savedSelections']>

/** Saves a selection of a company and overwrites the one under the same name. Answers its id. */
export async function saveSelection(db: Db, row: Insertable<Schema['savedSelections']>): Promise<number> {
  const { state, savedBy, savedAt } = row
  const { id } = await db
    .insertInto('savedSelections')
    .values(row)
    .onConflict((conflict) => conflict.columns(['companyId', 'name']).doUpdateSet({ state, savedBy, savedAt }))
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** A company's selections by their names. */
export function savedSelectionsOf(db: Db, companyId: number): Promise<SavedSelection[]> {
  return db.selectFrom('savedSelections').selectAll().where('companyId', '=', companyId).orderBy('name').execute()
}

export function findSavedSelection(db: Db, id: number): Promise<SavedSelection | undefined> {
  return db.selectFrom('savedSelections').selectAll().where('id', '=', id).executeTakeFirst()
}

/** False if the company has another selection of that name. */
export async function renameSavedSelection(db: Db, { id, companyId }: SavedSelection, name: string): Promise<boolean> {
  const same = db.selectFrom('savedSelections').select('id').where('companyId', '=', companyId).where('name', '=', name)
  if (await same.where('id', '!=', id).executeTakeFirst()) return false
  await db.updateTable('savedSelections').set({ name }).where('id', '=', id).execute()
  return true
}

export async function removeSavedSelection(db: Db, id: number): Promise<void> {
  await db.deleteFrom('savedSelections').where('id', '=', id).execute()
}

/** The token of a person's link to exactly this selection. */
export async function findToken(db: Db, sharedBy: number, state: string): Promise<string | undefined> {
  const shared = db.selectFrom('sharedSelections').select('token').where('sharedBy', '=', sharedBy)
  return (await shared.where('state', '=', state).executeTakeFirst())?.token
}

export async function findShared(db: Db, token: string): Promise<string | undefined> {
  const row = await db.selectFrom('sharedSelections').select('state').where('token', '=', token).executeTakeFirst()
  return row?.state
}

/** Adds a link, and removes a person's oldest ones beyond `most`. */
export async function addShared(db: Db, row: Insertable<Schema['sharedSelections']>, most: number): Promise<void> {
  await db.insertInto('sharedSelections').values(row).execute()
  const own = db.selectFrom('sharedSelections').select('token').where('sharedBy', '=', row.sharedBy)
  const newest = await own.orderBy('sharedAt', 'desc').orderBy('token').limit(most).execute()
  await db
    .deleteFrom('sharedSelections')
    .where('sharedBy', '=', row.sharedBy)
    .where(
      'token',
      'not in',
      newest.map(({ token }) => token),
    )
    .execute()
}
