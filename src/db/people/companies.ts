import type { Insertable, Selectable, Updateable } from 'kysely'
import type { Db, Schema } from '#db/schema/schema.ts'

export type Company = Selectable<Schema['companies']>
export type Registration = Omit<Schema['registrations'], 'changedAt'>
export type Invitation = Selectable<Schema['invitations']>

export function findCompany(db: Db, id: number): Promise<Company | undefined> {
  return db.selectFrom('companies').selectAll().where('id', '=', id).executeTakeFirst()
}

export function findCompanies(db: Db, ids: readonly number[]): Promise<Company[]> {
  if (ids.length === 0) return Promise.resolve([])
  return db.selectFrom('companies').selectAll().where('id', 'in', ids).execute()
}

export function findCompanyByInn(db: Db, inn: string): Promise<Company | undefined> {
  return db.selectFrom('companies').selectAll().where('inn', '=', inn).executeTakeFirst()
}

/** The company of that INN: a new one, or one that was added a moment ago. */
export async function addCompany(db: Db, row: Insertable<Schema['companies']>): Promise<Company> {
  await db
    .insertInto('companies')
    .values(row)
    .onConflict((conflict) => conflict.column('inn').doNothing())
    .execute()
  return db.selectFrom('companies').selectAll().where('inn', '=', row.inn).executeTakeFirstOrThrow()
}

export async function updateCompany(db: Db, id: number, change: Updateable<Schema['companies']>): Promise<void> {
  await db.updateTable('companies').set(change).where('id', '=', id).execute()
}

/** Companies in the order of their names; `words` are searched in the INN (as typed) and the name (any letter case). */
export async function listCompanies(db: Db, words = ''): Promise<Company[]> {
  const all = await db.selectFrom('companies').selectAll().orderBy('name').orderBy('id').execute()
  const wanted = words.trim().toLowerCase()
  return all.filter((company) => company.inn.startsWith(wanted) || company.name.toLowerCase().includes(wanted))
}

export function findRegistration(db: Db, userId: number): Promise<Registration | undefined> {
  return db.selectFrom('registrations').selectAll().where('userId', '=', userId).executeTakeFirst()
}

export async function saveRegistration(db: Db, row: Registration, now: number): Promise<void> {
  const { userId, ...answers } = row
  const change = { ...answers, changedAt: now }
  await db
    .insertInto('registrations')
    .values({ userId, ...change })
    .onConflict((conflict) => conflict.column('userId').doUpdateSet(change))
    .execute()
}

/** Registrations that wait for a manager, the oldest first. */
export function waitingRegistrations(db: Db): Promise<Registration[]> {
  return db
    .selectFrom('registrations')
    .selectAll()
    .where('submittedAt', 'is not', null)
    .orderBy('submittedAt')
    .execute()
}

/** False if it was decided already. */
export async function removeRegistration(db: Db, userId: number): Promise<boolean> {
  const removed = await db.deleteFrom('registrations').where('userId', '=', userId).executeTakeFirst()
  return removed.numDeletedRows === 1n
}

export async function addInvitation(db: Db, row: Insertable<Schema['invitations']>): Promise<void> {
  await db.insertInto('invitations').values(row).execute()
}

export function findInvitation(db: Db, tokenHash: string): Promise<Invitation | undefined> {
  return db.selectFrom('invitations').selectAll().where('tokenHash', '=', tokenHash).executeTakeFirst()
}

/** Guarded: false means that it is used or has expired. */
export async function spendInvitation(db: Db, id: number, userId: number, now: number): Promise<boolean> {
  const spent = await db
    .updateTable('invitations')
    .set({ usedBy: userId, usedAt: now })
    .where('id', '=', id)
    .where('usedAt', 'is', null)
    .where('expiresAt', '>', now)
    .executeTakeFirst()
  return spent.numUpdatedRows === 1n
}
