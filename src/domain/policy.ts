export const memberRoles = ['owner', 'buyer', 'accountant'] as const
export const staffRoles = ['manager', 'support', 'admin'] as const

export type MemberRole = (typeof memberRoles)[number]
export type StaffRole = (typeof staffRoles)[number]
export type Role = MemberRole | StaffRole

/** The person who acts: read from the database at every update, never cached. */
export interface Actor {
  id: number
  companyId: number | null
  roles: readonly Role[]
}

const buyers = ['owner', 'buyer'] as const
const members = ['owner', 'buyer', 'accountant'] as const

const rights = {
  'catalog.see': [...members, 'manager', 'support', 'admin'],
  order: [...buyers],
  claim: [...members],
  'documents.see': [...members, 'manager', 'admin'],
  'colleagues.invite': ['owner', 'manager'],
  'companies.manage': ['manager', 'admin'],
  'payments.record': ['manager'],
  'shipments.move': ['manager'],
  'catalog.import': ['manager', 'admin'],
  'staff.manage': ['admin'],
  'desk.see': ['manager', 'support', 'admin'],
  announce: ['support', 'admin'],
} as const satisfies Record<string, readonly Role[]>

export type Right = keyof typeof rights

export function may(actor: Actor, right: Right): boolean {
  const allowed: readonly Role[] = rights[right]
  return actor.roles.some((role) => allowed.includes(role))
}

export function isStaff(actor: Actor): boolean {
  return actor.roles.some((role) => (staffRoles as readonly Role[]).includes(role))
}

/** True for a company's own members with the right, and for every manager and admin. */
export function seesCompany(actor: Actor, companyId: number): boolean {
  if (!may(actor, 'documents.see')) return false
  return actor.companyId === companyId || actor.roles.includes('manager') || actor.roles.includes('admin')
}
