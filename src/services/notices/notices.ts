import { addNotices } from '#db/notices/outbox.ts'
import { findCompanies } from '#db/people/companies.ts'
import { membersOf, staffIds } from '#db/people/people.ts'
import type { Db } from '#db/schema/schema.ts'
import type { MemberRole } from '#domain/policy.ts'
import type { Notice } from './kinds.ts'

/** Writes a notice for each of these people, in the transaction that causes it; once, however often it is called. */
export function notify(db: Db, userIds: readonly number[], notice: Notice, now: number): Promise<void> {
  return notifyAll(db, [{ userIds, notice }], now)
}

export async function notifyAll(
  db: Db,
  notices: readonly { userIds: readonly number[]; notice: Notice }[],
  now: number,
): Promise<void> {
  const rows = notices.flatMap(({ userIds, notice }) => {
    const { key, kind, aboutId } = notice
    const details = JSON.stringify(notice.details ?? {})
    return [...new Set(userIds)].map((userId) => ({
      ...{ key: `${key}:${userId}`, userId, kind, aboutId, details },
      ...{ createdAt: now, nextTryAt: now, attempts: 0, leasedUntil: null, sentAt: null, messageId: null },
      ...{ droppedAt: null, failure: null },
    }))
  })
  await addNotices(db, rows)
}

/** Who is notified of events at a company. */
export interface Audience {
  /** The colleagues who acted, or, once they have left, the owners. */
  colleagues(companyId: number, userIds: readonly number[]): number[]
  /** The company's manager while in office, else all managers, else the administrators. */
  managers(companyId: number): number[]
  concerned(companyId: number, userIds: readonly number[]): number[]
}

/** Reads the audiences of all these companies at once. */
export async function audienceOf(db: Db, companyIds: readonly number[]): Promise<Audience> {
  const ids = [...new Set(companyIds)]
  const members = Map.groupBy(await membersOf(db, ids), (member) => member.companyId)
  const managerOf = new Map((await findCompanies(db, ids)).map((company) => [company.id, company.managerId]))
  const all = await staffIds(db, 'manager')
  const anyone = await anyManagers(db)

  function colleagues(companyId: number, userIds: readonly number[]): number[] {
    const people = members.get(companyId) ?? []
    const there = userIds.filter((id) => people.some((member) => member.userId === id))
    if (there.length > 0) return there
    const owners = people.filter((member) => member.role === 'owner')
    return (owners.length > 0 ? owners : people).map((member) => member.userId)
  }

  function managers(companyId: number): number[] {
    const own = managerOf.get(companyId)
    return own && all.includes(own) ? [own] : anyone
  }

  return { colleagues, managers, concerned: (id, userIds) => [...colleagues(id, userIds), ...managers(id)] }
}

export async function colleaguesOf(db: Db, companyId: number, userIds: readonly number[]): Promise<number[]> {
  return (await audienceOf(db, [companyId])).colleagues(companyId, userIds)
}

export async function managersOf(db: Db, companyId: number): Promise<number[]> {
  return (await audienceOf(db, [companyId])).managers(companyId)
}

/** A company's members with these roles. */
export async function membersInRoles(db: Db, companyId: number, roles: readonly MemberRole[]): Promise<number[]> {
  const members = await membersOf(db, [companyId])
  return members.filter(({ role }) => roles.includes(role)).map(({ userId }) => userId)
}

/** The managers in general, or the administrators while there is no manager. */
export async function anyManagers(db: Db): Promise<number[]> {
  const managers = await staffIds(db, 'manager')
  return managers.length > 0 ? managers : staffIds(db, 'admin')
}
