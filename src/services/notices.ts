import { findCompany } from '../db/companies.ts'
import { addNotices } from '../db/outbox.ts'
import { membersOf, staffIds } from '../db/people.ts'
import type { Db } from '../db/schema.ts'

export type NoticeKind =
  | 'registration'
  | 'welcome'
  | 'registration_refused'
  | 'reserve_warning'
  | 'reserve_ended'
  | 'payment_recorded'
  | 'extension_asked'
  | 'extension_answered'
  | 'claim_filed'
  | 'claim_refused'
  | 'shipment_filed'
  | 'shipment_cancelled'
  | 'shipment_moved'

export interface Notice {
  /** What makes it one of its kind, for all its receivers: `reserve-ended:42:7`. */
  key: string
  kind: NoticeKind
  aboutId: number
  details?: Record<string, unknown>
}

/** Writes a notice for each of these people, in the transaction that causes it; once, however often it is called. */
export async function notify(db: Db, userIds: readonly number[], notice: Notice, now: number): Promise<void> {
  const rows = [...new Set(userIds)].map((userId) => ({
    key: `${notice.key}:${userId}`,
    userId,
    kind: notice.kind,
    aboutId: notice.aboutId,
    details: JSON.stringify(notice.details ?? {}),
    createdAt: now,
    nextTryAt: now,
    attempts: 0,
    leasedUntil: null,
    sentAt: null,
    messageId: null,
    droppedAt: null,
    failure: null,
  }))
  await addNotices(db, rows)
}

/** Whom of a company something concerns: those who did it, or, once they have left, its owners. */
export async function colleaguesOf(db: Db, companyId: number, userIds: readonly number[]): Promise<number[]> {
  const members = await membersOf(db, companyId)
  const there = userIds.filter((id) => members.some((member) => member.userId === id))
  if (there.length > 0) return there
  const owners = members.filter((member) => member.role === 'owner')
  return (owners.length > 0 ? owners : members).map((member) => member.userId)
}

/** Who looks after dealers in general: the managers, or the administrators while there is no manager. */
export async function anyManagers(db: Db): Promise<number[]> {
  const managers = await staffIds(db, 'manager')
  return managers.length > 0 ? managers : staffIds(db, 'admin')
}

/** Who looks after a company: its manager while he is one, else all of them. */
export async function managersOf(db: Db, companyId: number): Promise<number[]> {
  const company = await findCompany(db, companyId)
  const managers = await staffIds(db, 'manager')
  if (company?.managerId && managers.includes(company.managerId)) return [company.managerId]
  return anyManagers(db)
}
