import type { Insertable } from 'kysely'
import type { Db, Schema } from '#db/schema/schema.ts'
import type { Actor, MemberRole, StaffRole } from '#domain/policy.ts'

export type User = Schema['users']

/** A person who writes to the bot: Telegram's profile, the company, and the roles. */
export interface KnownPerson {
  user: User
  actor: Actor
  companyName: string | null
}

export interface TelegramProfile {
  id: number
  firstName: string
  username: string
}

/** One read of all data about the sender of an update. */
export async function findPerson(db: Db, id: number): Promise<KnownPerson | undefined> {
  const rows = await db
    .selectFrom('users')
    .leftJoin('members', 'members.userId', 'users.id')
    .leftJoin('companies', 'companies.id', 'members.companyId')
    .leftJoin('staff', 'staff.userId', 'users.id')
    .selectAll('users')
    .select(['members.companyId', 'members.role as memberRole', 'companies.name as companyName'])
    .select('staff.role as staffRole')
    .where('users.id', '=', id)
    .execute()
  const [first] = rows
  if (!first) return undefined
  const { companyId, memberRole, companyName, staffRole: _, ...user } = first
  const staffRoles = rows.flatMap((row) => row.staffRole ?? [])
  return { user, actor: { id, companyId, roles: memberRole ? [memberRole, ...staffRoles] : staffRoles }, companyName }
}

/** Saves a newcomer, a new name, or the time of a visit; people who write to the bot can be reached again. */
export async function saveProfile(db: Db, profile: TelegramProfile, now: number): Promise<void> {
  await db
    .insertInto('users')
    .values({ ...profile, ...newcomer(now) })
    .onConflict((conflict) =>
      conflict
        .column('id')
        .doUpdateSet({ firstName: profile.firstName, username: profile.username, blockedAt: null, seenAt: now }),
    )
    .execute()
}

const newcomer = (now: number) => ({
  locale: null,
  hints: 1,
  blockedAt: null,
  createdAt: now,
  seenAt: now,
  joinedAt: null,
})

/** Adds a row for a person who has never written to the bot: staff named in the settings or at the terminal. */
export async function ensureUser(db: Db, id: number, now: number): Promise<void> {
  await db
    .insertInto('users')
    .values({ id, firstName: '', username: '', ...newcomer(now) })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute()
}

export async function updateUser(
  db: Db,
  id: number,
  change: Partial<Pick<User, 'locale' | 'hints' | 'blockedAt'>>,
): Promise<void> {
  await db.updateTable('users').set(change).where('id', '=', id).execute()
}

export interface StaffMember {
  userId: number
  firstName: string
  username: string
  role: StaffRole
}

export function listStaff(db: Db): Promise<StaffMember[]> {
  return db
    .selectFrom('staff')
    .innerJoin('users', 'users.id', 'staff.userId')
    .select(['staff.userId', 'users.firstName', 'users.username', 'staff.role'])
    .orderBy('staff.userId')
    .orderBy('staff.role')
    .execute()
}

export async function staffIds(db: Db, role: StaffRole): Promise<number[]> {
  const rows = await db.selectFrom('staff').select('userId').where('role', '=', role).orderBy('userId').execute()
  return rows.map((row) => row.userId)
}

/** Rows without a foreign key may name this person from now on: the person's row stays, even after leaving. */
async function markJoined(db: Db, id: number, at: number): Promise<void> {
  await db.updateTable('users').set({ joinedAt: at }).where('id', '=', id).where('joinedAt', 'is', null).execute()
}

/** False if the person has the role already. */
export async function addStaff(db: Db, row: Schema['staff']): Promise<boolean> {
  const added = await db
    .insertInto('staff')
    .values(row)
    .onConflict((conflict) => conflict.columns(['userId', 'role']).doNothing())
    .executeTakeFirst()
  await markJoined(db, row.userId, row.givenAt)
  return added.numInsertedOrUpdatedRows === 1n
}

/** False if the person does not have the role. */
export async function removeStaff(db: Db, userId: number, role: StaffRole): Promise<boolean> {
  const removed = await db.deleteFrom('staff').where('userId', '=', userId).where('role', '=', role).executeTakeFirst()
  return removed.numDeletedRows === 1n
}

export interface Member {
  userId: number
  firstName: string
  username: string
  role: MemberRole
  phone: string
}

/** The members of these companies, in the order of joining. */
export function membersOf(db: Db, companyIds: readonly number[]): Promise<(Member & { companyId: number })[]> {
  if (companyIds.length === 0) return Promise.resolve([])
  return db
    .selectFrom('members')
    .innerJoin('users', 'users.id', 'members.userId')
    .select(['members.userId', 'users.firstName', 'users.username', 'members.role', 'members.companyId'])
    .select('members.phone')
    .where('members.companyId', 'in', companyIds)
    .orderBy('members.addedAt')
    .orderBy('members.userId')
    .execute()
}

/** False if the person belongs to a company already. */
export async function addMember(db: Db, row: Insertable<Schema['members']>): Promise<boolean> {
  const added = await db
    .insertInto('members')
    .values(row)
    .onConflict((conflict) => conflict.column('userId').doNothing())
    .executeTakeFirst()
  await markJoined(db, row.userId, row.addedAt)
  return added.numInsertedOrUpdatedRows === 1n
}

/** He has shared his number. */
export async function savePhone(db: Db, userId: number, phone: string): Promise<void> {
  await db.updateTable('members').set({ phone }).where('userId', '=', userId).execute()
}

export async function removeMember(db: Db, userId: number, companyId: number): Promise<boolean> {
  const removed = await db
    .deleteFrom('members')
    .where('userId', '=', userId)
    .where('companyId', '=', companyId)
    .executeTakeFirst()
  return removed.numDeletedRows === 1n
}
