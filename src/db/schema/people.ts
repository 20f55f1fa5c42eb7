import type { Generated } from 'kysely'
import type { MemberRole, StaffRole } from '#domain/policy.ts'

export interface PeopleTables {
  users: UsersTable
  companies: CompaniesTable
  members: MembersTable
  staff: { userId: number; role: StaffRole; givenBy: number | null; givenAt: number }
  registrations: RegistrationsTable
  invitations: InvitationsTable
}

/** People, as Telegram knows them: `id` is Telegram's. */
interface UsersTable {
  id: number
  firstName: string
  username: string
  /** null: as the product's LOCALE says. */
  locale: string | null
  hints: number
  /** They blocked the bot: nothing is sent until they write again. */
  blockedAt: number | null
  createdAt: number
  /** When they last wrote, to the day. */
  seenAt: number
  /** When they first became a member of a company or of the staff; null: they only looked in. */
  joinedAt: number | null
}

interface MembersTable {
  userId: number
  companyId: number
  role: MemberRole
  addedBy: number | null
  addedAt: number
  /** The number that he has shared himself; empty: none. */
  phone: Generated<string>
}

interface CompaniesTable {
  id: Generated<number>
  name: string
  inn: string
  kpp: string
  priceTypeId: number | null
  managerId: number | null
  /** 0: goods go only when paid. */
  deferralDays: number
  creditLimitKopecks: number
  approvedBy: number
  approvedAt: number
}

/** Somebody who asks to come in; what he has told so far is kept between the questions. */
interface RegistrationsTable {
  userId: number
  phone: string
  inn: string
  companyName: string
  submittedAt: number | null
  refusedAt: number | null
  refusedBy: number | null
  /** The manager whose invitation vouches for him: no further approval is needed. */
  invitedBy: number | null
  /** When it was last answered or decided. */
  changedAt: number
}

/** Only the hash of the token is kept. companyId null: a new company comes in. */
interface InvitationsTable {
  id: Generated<number>
  tokenHash: string
  companyId: number | null
  role: MemberRole
  createdBy: number
  createdAt: number
  expiresAt: number
  usedBy: number | null
  usedAt: number | null
}
