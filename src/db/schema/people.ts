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
  /** null: the setting LOCALE. */
  locale: string | null
  hints: number
  /** The user blocked the bot: nothing is sent until the user writes again. */
  blockedAt: number | null
  createdAt: number
  /** The last message, to the day. */
  seenAt: number
  /** The first membership in a company or the staff; null: only looked in. */
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

/** A person who asks to come in; answers are saved between the questions. */
interface RegistrationsTable {
  userId: number
  phone: string
  inn: string
  companyName: string
  submittedAt: number | null
  refusedAt: number | null
  refusedBy: number | null
  /** The refusal's reason: the number of prepared words, or words that a manager typed. */
  refusedPrepared: number
  refusedText: string
  /** The manager whose invitation vouches for the person: no further approval is needed. */
  invitedBy: number | null
  /** The last answer or decision. */
  changedAt: number
}

/** Only the hash of the token is stored. companyId null: a new company comes in. */
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
