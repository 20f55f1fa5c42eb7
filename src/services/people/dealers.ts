import type { PriceType } from '#db/catalog/catalog.ts'
import { addDeed } from '#db/kernel/audit.ts'
import { lockFor } from '#db/kernel/locks.ts'
import { closeCart, findOpenCart } from '#db/orders/carts.ts'
import { type Company, findCompany, listCompanies, updateCompany } from '#db/people/companies.ts'
import { findPerson, type Member, membersOf, removeMember } from '#db/people/people.ts'
import { type Actor, may } from '#domain/policy.ts'
import { type Refusal, refuse } from '#domain/result.ts'
import { shownPriceTypes } from '#services/catalog/prices.ts'
import type { Deps } from '#services/kernel/deps.ts'
import { transaction } from '#services/kernel/transaction.ts'

export async function listDealers(
  deps: Deps,
  actor: Actor,
  words = '',
): Promise<{ ok: true; companies: Company[] } | Refusal<'forbidden'>> {
  if (!may(actor, 'dealers.manage')) return refuse('forbidden')
  return { ok: true, companies: await listCompanies(deps.db, words) }
}

export interface DealerCard {
  company: Company
  members: Member[]
  priceTypes: PriceType[]
  managerName: string | null
}

export async function seeDealer(
  deps: Deps,
  actor: Actor,
  companyId: number,
): Promise<{ ok: true; card: DealerCard } | Refusal<'forbidden' | 'not_found'>> {
  if (!may(actor, 'dealers.manage') && !(actor.roles.includes('owner') && actor.companyId === companyId)) {
    return refuse('forbidden')
  }
  const company = await findCompany(deps.db, companyId)
  if (!company) return refuse('not_found')
  const manager = company.managerId === null ? undefined : await findPerson(deps.db, company.managerId)
  const [members, priceTypes] = [await membersOf(deps.db, [companyId]), await shownPriceTypes(deps.db)]
  return { ok: true, card: { company, members, priceTypes, managerName: manager?.user.firstName ?? null } }
}

export type ChangeTerms = { ok: true } | Refusal<'forbidden' | 'not_found'>

/** The manager sets what a dealer buys by: price column, days of deferral, credit limit. */
export async function changeTerms(
  deps: Deps,
  actor: Actor,
  companyId: number,
  change: { priceTypeId?: number; deferralDays?: number; creditLimitKopecks?: number },
): Promise<ChangeTerms> {
  if (!may(actor, 'dealers.manage')) return refuse('forbidden')
  return transaction(deps, async (tx) => {
    await lockFor(tx, 'company', companyId)
    if (!(await findCompany(tx, companyId))) return refuse('not_found')
    if (change.priceTypeId !== undefined) {
      const types = await shownPriceTypes(tx)
      if (!types.some((type) => type.id === change.priceTypeId)) return refuse('not_found')
    }
    await updateCompany(tx, companyId, change)
    const deed = {
      at: deps.clock.now(),
      userId: actor.id,
      action: 'change terms',
      subject: 'company',
      subjectId: companyId,
    }
    await addDeed(tx, { ...deed, details: change })
    return { ok: true }
  })
}

/** Takes a person out of a company: he loses its rights with his next press, and the cart he filled for it. */
export async function dismissMember(deps: Deps, actor: Actor, companyId: number, userId: number): Promise<ChangeTerms> {
  const owner = actor.roles.includes('owner') && actor.companyId === companyId && actor.id !== userId
  if (!owner && !may(actor, 'dealers.manage')) return refuse('forbidden')
  return transaction(deps, async (tx) => {
    await lockFor(tx, 'person', userId)
    await lockFor(tx, 'cart', userId)
    if (!(await removeMember(tx, userId, companyId))) return refuse('not_found')
    const now = deps.clock.now()
    const cart = await findOpenCart(tx, userId)
    if (cart) await closeCart(tx, cart.id, now)
    const deed = { at: now, userId: actor.id, action: 'dismiss', subject: 'company', subjectId: companyId }
    await addDeed(tx, { ...deed, details: { userId } })
    return { ok: true }
  })
}
