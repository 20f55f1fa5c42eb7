import { createHash } from 'node:crypto'
import { addAuditEntry } from '#db/kernel/audit.ts'
import { lockFor } from '#db/kernel/locks.ts'
import {
  addInvitation,
  type Company,
  findCompany,
  findInvitation,
  removeRegistration,
  saveRegistration,
  spendInvitation,
} from '#db/people/companies.ts'
import { addMember, findPerson } from '#db/people/people.ts'
import { neverRefused } from '#domain/people/companies.ts'
import { peopleLimits } from '#domain/people/limits.ts'
import { type Actor, type MemberRole, may } from '#domain/policy.ts'
import { type Refusal, refuse } from '#domain/result.ts'
import type { Deps } from '#services/kernel/deps.ts'
import { transaction } from '#services/kernel/transaction.ts'
import { tellOwners } from './colleagues.ts'

export type Invite =
  | { ok: true; token: string; expiresAt: number; role: MemberRole; company: Company | null }
  | Refusal<'forbidden' | 'not_found'>

/**
 * Makes a link's token: one use, seven days. An owner invites colleagues; a manager anybody, and (companyId null) a new
 * company.
 */
export async function invite(deps: Deps, actor: Actor, companyId: number | null, role: MemberRole): Promise<Invite> {
  if (!may(actor, 'colleagues.invite')) return refuse('forbidden')
  const manager = actor.roles.includes('manager')
  if (!manager && companyId !== actor.companyId) return refuse('not_found')
  return transaction(deps, async (tx) => {
    const company = companyId === null ? null : ((await findCompany(tx, companyId)) ?? null)
    if (companyId !== null && !company) return refuse('not_found')
    const now = deps.clock.now()
    const token = deps.tokens.token()
    const expiresAt = now + peopleLimits.invitationForMs
    const row = { tokenHash: hash(token), companyId, role, createdBy: actor.id, createdAt: now, expiresAt }
    await addInvitation(tx, { ...row, usedBy: null, usedAt: null })
    return { ok: true, token, expiresAt, role, company }
  })
}

export type Accept =
  | { ok: true; company: Company; role: MemberRole }
  /** A new company: its person goes on to register, and needs no further approval. */
  | { ok: true; company: null }
  | Refusal<'not_found' | 'expired' | 'used' | 'has_company'>

/** Follows an invitation link. */
export async function acceptInvitation(deps: Deps, actor: Actor, token: string): Promise<Accept> {
  return transaction(deps, async (tx) => {
    const now = deps.clock.now()
    const invitation = await findInvitation(tx, hash(token))
    if (!invitation) return refuse('not_found')
    // A person who follows two links at one instant joins the first one's company.
    await lockFor(tx, 'person', actor.id)
    if (((await findPerson(tx, actor.id))?.actor ?? actor).companyId !== null) return refuse('has_company')
    // A person of a new company who follows the link again goes on at the last step.
    if (invitation.usedBy === actor.id && invitation.companyId === null) return { ok: true, company: null }
    if (invitation.usedAt !== null) return refuse('used')
    if (invitation.expiresAt <= now) return refuse('expired')
    if (!(await spendInvitation(tx, invitation.id, actor.id, now))) return refuse('used')
    const { companyId, role, createdBy } = invitation
    if (companyId === null) {
      const blank = { phone: '', inn: '', companyName: '', submittedAt: null, ...neverRefused }
      await saveRegistration(tx, { userId: actor.id, ...blank, invitedBy: createdBy }, now)
      return { ok: true, company: null }
    }
    const company = await findCompany(tx, companyId)
    if (!company) return refuse('not_found')
    await addMember(tx, { userId: actor.id, companyId, role, addedBy: createdBy, addedAt: now })
    await removeRegistration(tx, actor.id)
    await tellOwners(tx, companyId, actor.id, now)
    await addAuditEntry(tx, {
      at: now,
      userId: actor.id,
      action: 'join',
      subject: 'company',
      subjectId: companyId,
      details: { role },
    })
    return { ok: true, company, role }
  })
}

function hash(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}
