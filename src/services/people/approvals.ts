import type { PriceType } from '#db/catalog/catalog.ts'
import { addAuditEntry } from '#db/kernel/audit.ts'
import { lockFor } from '#db/kernel/locks.ts'
import {
  addCompany,
  type Company,
  findCompanyByInn,
  findRegistration,
  type Registration,
  removeRegistration,
  saveRegistration,
} from '#db/people/companies.ts'
import { addMember, findPerson, membersOf } from '#db/people/people.ts'
import type { Db } from '#db/schema/schema.ts'
import { usualPriceType } from '#domain/catalog/price-kinds.ts'
import { type Actor, may } from '#domain/policy.ts'
import { noReason, type Reason } from '#domain/reasons.ts'
import { type Refusal, refuse } from '#domain/result.ts'
import { shownPriceTypes } from '#services/catalog/prices.ts'
import type { Deps } from '#services/kernel/deps.ts'
import { transaction } from '#services/kernel/transaction.ts'
import { notices } from '#services/notices/kinds.ts'
import { notify } from '#services/notices/notices.ts'
import { tellOwners } from './colleagues.ts'

export type DecideRegistration = { ok: true; company: Company | null } | Refusal<'forbidden' | 'not_found' | 'decided'>

/** `changed`: the registration screen's facts about the company are out of date. */
export type Approved = DecideRegistration | Refusal<'changed'>

/** `choose`: no price type is surely the dealers', so the manager chooses one for this company. */
export type Approval = Approved | { ok: false; reason: 'choose'; registration: Registration; priceTypes: PriceType[] }

/**
 * Approves a registration; the approving manager becomes the company's manager. `seen`: the facts on the registration
 * screen: the price type, and the company to join. Pressed again, or by another manager, it answers that it is decided.
 */
export async function approveRegistration(
  deps: Deps,
  actor: Actor,
  userId: number,
  seen: { priceTypeId?: number | null; joins?: number | null } = {},
): Promise<Approval> {
  if (!may(actor, 'companies.manage')) return refuse('forbidden')
  return transaction(deps, async (tx) => {
    await lockFor(tx, 'person', userId)
    const registration = await findRegistration(tx, userId)
    if (!registration?.submittedAt) return decidedBefore(tx, userId)
    // If two people name one INN, the second joins the first one's company: only if the screen said so.
    await lockFor(tx, 'inn', registration.inn)
    const known = await findCompanyByInn(tx, registration.inn)
    if ((known?.id ?? 0) !== (seen.joins ?? 0)) return refuse('changed')
    const now = deps.clock.now()
    const priceTypes = await shownPriceTypes(tx)
    const priceType = priceTypes.find(({ id }) => id === seen.priceTypeId) ?? usualPriceType(priceTypes)
    if (!priceType && !known && priceTypes.length > 0) return { ok: false, reason: 'choose', registration, priceTypes }
    const company = await letIn(tx, registration, { managerId: actor.id, priceTypeId: priceType?.id ?? null, now })
    await notify(tx, [userId], notices.welcome(company.id, now), now)
    return { ok: true, company }
  })
}

/** The reason is read by the person, in the notice and on the first screen. */
export async function refuseRegistration(
  deps: Deps,
  actor: Actor,
  userId: number,
  reason: Reason = noReason,
): Promise<DecideRegistration> {
  if (!may(actor, 'companies.manage')) return refuse('forbidden')
  return transaction(deps, async (tx) => {
    const now = deps.clock.now()
    await lockFor(tx, 'person', userId)
    const registration = await findRegistration(tx, userId)
    if (!registration?.submittedAt) return decidedBefore(tx, userId)
    const refused = { refusedAt: now, refusedBy: actor.id, refusedPrepared: reason.prepared, refusedText: reason.text }
    await saveRegistration(tx, { ...registration, submittedAt: null, ...refused }, now)
    const entry = { at: now, userId: actor.id, action: 'refuse', subject: 'registration', subjectId: userId }
    await addAuditEntry(tx, { ...entry, details: { ...reason } })
    await notify(tx, [userId], notices.registrationRefused(userId, now), now)
    return { ok: true, company: null }
  })
}

async function decidedBefore(tx: Db, userId: number): Promise<Refusal<'decided' | 'not_found'>> {
  const person = await findPerson(tx, userId)
  const refused = await findRegistration(tx, userId)
  return refuse(person?.actor.companyId || refused?.refusedAt ? 'decided' : 'not_found')
}

/** The first person of a company is its owner; later ones with the same INN are buyers. */
export async function letIn(
  tx: Db,
  registration: Registration,
  { managerId, priceTypeId, now }: { managerId: number; priceTypeId: number | null; now: number },
): Promise<Company> {
  const { userId, phone, inn, companyName } = registration
  const company = await addCompany(tx, {
    name: companyName,
    inn,
    kpp: '',
    priceTypeId,
    managerId,
    deferralDays: 0,
    creditLimitKopecks: 0,
    approvedBy: managerId,
    approvedAt: now,
  })
  const colleagues = await membersOf(tx, [company.id])
  const role = colleagues.length === 0 ? 'owner' : 'buyer'
  await addMember(tx, { userId, companyId: company.id, role, addedBy: managerId, addedAt: now, phone })
  await removeRegistration(tx, userId)
  await tellOwners(tx, company.id, userId, now)
  await addAuditEntry(tx, {
    at: now,
    userId: managerId,
    action: 'approve',
    subject: 'company',
    subjectId: company.id,
    details: { userId },
  })
  return company
}
