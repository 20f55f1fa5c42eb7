import type { PriceType } from '#db/catalog/catalog.ts'
import { type Company, findCompany, listCompanies } from '#db/people/companies.ts'
import { findPerson, type Member, membersOf } from '#db/people/people.ts'
import { type Actor, may } from '#domain/policy.ts'
import { type Refusal, refuse } from '#domain/result.ts'
import { shownPriceTypes } from '#services/catalog/prices.ts'
import type { Deps } from '#services/kernel/deps.ts'

export async function seeCompanies(
  deps: Deps,
  actor: Actor,
  words = '',
): Promise<{ ok: true; companies: Company[] } | Refusal<'forbidden'>> {
  if (!may(actor, 'companies.manage')) return refuse('forbidden')
  return { ok: true, companies: await listCompanies(deps.db, words) }
}

export interface CompanyCard {
  company: Company
  members: Member[]
  priceTypes: PriceType[]
  managerName: string | null
}

export async function seeCompany(
  deps: Deps,
  actor: Actor,
  companyId: number,
): Promise<{ ok: true; card: CompanyCard } | Refusal<'forbidden' | 'not_found'>> {
  if (!may(actor, 'companies.manage') && !(actor.roles.includes('owner') && actor.companyId === companyId)) {
    return refuse('forbidden')
  }
  const company = await findCompany(deps.db, companyId)
  if (!company) return refuse('not_found')
  const manager = company.managerId === null ? undefined : await findPerson(deps.db, company.managerId)
  const [members, priceTypes] = [await membersOf(deps.db, [companyId]), await shownPriceTypes(deps.db)]
  return { ok: true, card: { company, members, priceTypes, managerName: manager?.user.firstName ?? null } }
}
