import { demoCatalog } from '#playground/catalog/demo.ts'
import { importCatalog } from '#services/imports/imports.ts'
import type { Deps } from '#services/kernel/deps.ts'
import { approveRegistration } from '#services/people/approvals.ts'
import { whoIs } from '#services/people/people.ts'
import { tellCompanyName, tellInn, tellPhone } from '#services/people/registrations.ts'
import { giveRole } from '#services/people/staff.ts'
import { dealerCompany, type Phone, type PhoneName } from './cast.ts'

type Phones = Record<PhoneName, Phone>

/** Fills the product by its own verbs: goods, staff, one company. Existing data stays as it is. */
export async function seed(deps: Deps, phones: Phones): Promise<void> {
  done(await importCatalog(deps, null, demoCatalog))
  const { manager, support } = phones
  for (const role of ['manager', 'admin'] as const) done(await giveRole(deps, null, manager.person.id, role))
  done(await giveRole(deps, null, support.person.id, 'support'))
  await letDealerIn(deps, phones)
}

async function letDealerIn(deps: Deps, { dealer, manager }: Phones): Promise<void> {
  const { actor } = await meet(deps, dealer)
  if (actor.companyId !== null) return
  done(await tellPhone(deps, actor, { phone: dealer.profile.phone ?? '', userId: actor.id }))
  done(await tellInn(deps, actor, dealerCompany.inn))
  done(await tellCompanyName(deps, actor, dealerCompany.name))
  done(await approveRegistration(deps, (await meet(deps, manager)).actor, actor.id))
}

function meet(deps: Deps, { profile }: Phone) {
  return whoIs(deps, { id: profile.id, firstName: profile.firstName, username: profile.username ?? '' })
}

function done(outcome: { ok: true } | { ok: false; reason: string }): void {
  if (!outcome.ok) throw new Error(`the playground could not be set up: ${outcome.reason}`)
}
