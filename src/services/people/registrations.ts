import { lockFor } from '#db/kernel/locks.ts'
import {
  type Company,
  findCompanyByInn,
  findRegistration,
  type Registration,
  saveRegistration,
  waitingRegistrations,
} from '#db/people/companies.ts'
import { findPerson } from '#db/people/people.ts'
import type { Db } from '#db/schema/schema.ts'
import { usualPriceType } from '#domain/catalog/price-kinds.ts'
import { type InnProblem, neverRefused, parseInn, parseName } from '#domain/people/companies.ts'
import { type Actor, may } from '#domain/policy.ts'
import { type Refusal, refuse } from '#domain/result.ts'
import { shownPriceTypes } from '#services/catalog/prices.ts'
import type { Deps } from '#services/kernel/deps.ts'
import { transaction } from '#services/kernel/transaction.ts'
import { notices } from '#services/notices/kinds.ts'
import { anyManagers, notify } from '#services/notices/notices.ts'
import { letIn } from './approvals.ts'
import { parsePhone } from './phones.ts'

const empty = {
  phone: '',
  inn: '',
  companyName: '',
  submittedAt: null,
  ...neverRefused,
  invitedBy: null,
}

/** A newcomer's registration so far. */
export async function seeRegistration(deps: Deps, actor: Actor): Promise<Registration> {
  return (await findRegistration(deps.db, actor.id)) ?? { userId: actor.id, ...empty }
}

/** Starts or resumes a registration: given answers stay; after a refusal the company is asked again. */
export async function startRegistration(deps: Deps, actor: Actor): Promise<Registration | null> {
  if (actor.companyId !== null) return null
  const before = await seeRegistration(deps, actor)
  const answers = before.refusedAt === null ? {} : { inn: '', companyName: '' }
  const registration = { ...before, ...answers, ...neverRefused }
  await saveRegistration(deps.db, registration, deps.clock.now())
  return registration
}

/** Takes an application back before it is decided: company and INN are asked again, the phone stays. */
export async function withdrawRegistration(deps: Deps, actor: Actor): Promise<{ ok: true } | Refusal<'decided'>> {
  return transaction(deps, async (tx) => {
    await lockFor(tx, 'person', actor.id)
    const before = await findRegistration(tx, actor.id)
    if (!before) return refuse('decided')
    const withdrawn = { ...before, inn: '', companyName: '', submittedAt: null }
    if (before.submittedAt !== null) await saveRegistration(tx, withdrawn, deps.clock.now())
    return { ok: true }
  })
}

export type TellPhone = { ok: true } | Refusal<'not_own' | 'bad_phone' | 'submitted'>

/** Takes only the sender's own number, as Telegram vouches for it. */
export async function tellPhone(
  deps: Deps,
  actor: Actor,
  contact: { phone: string; userId: number | null },
): Promise<TellPhone> {
  if (contact.userId !== actor.id) return refuse('not_own')
  const phone =
    parsePhone(contact.phone.startsWith('+') ? contact.phone : `+${contact.phone}`) ?? parsePhone(contact.phone)
  if (!phone) return refuse('bad_phone')
  return change(deps, actor, { phone })
}

export type TellInn =
  | { ok: true }
  | Refusal<'submitted'>
  | (Refusal<'bad_inn'> & { problem: InnProblem; digits: number })

export async function tellInn(deps: Deps, actor: Actor, text: string): Promise<TellInn> {
  const parsed = parseInn(text)
  if (!parsed.ok) return { ...refuse('bad_inn'), problem: parsed.problem, digits: parsed.digits }
  return change(deps, actor, { inn: parsed.inn })
}

export type TellName = { ok: true; company: Company | null } | Refusal<'bad_name' | 'submitted' | 'incomplete'>

/** Takes the last answer: the request goes to the managers; if a manager invited the person, the company is let in. */
export async function tellCompanyName(deps: Deps, actor: Actor, text: string): Promise<TellName> {
  const companyName = parseName(text)
  if (!companyName) return refuse('bad_name')
  return transaction(deps, async (tx) => {
    const now = deps.clock.now()
    await lockFor(tx, 'person', actor.id)
    const before = await findRegistration(tx, actor.id)
    if (before?.submittedAt) return refuse('submitted')
    if (before) await lockFor(tx, 'inn', before.inn)
    if (!before || before.phone === '' || before.inn === '') return refuse('incomplete')
    const registration = { ...before, companyName, submittedAt: now }
    // An invitation vouches for a new company; a manager checks anybody who names an existing one.
    const isNew = !(await findCompanyByInn(tx, before.inn))
    const priceTypes = await shownPriceTypes(tx)
    const priceTypeId = usualPriceType(priceTypes)?.id ?? null
    // A manager chooses a new company's price type if none is surely the dealers'.
    if (isNew && before.invitedBy !== null && (priceTypeId !== null || priceTypes.length === 0)) {
      return { ok: true, company: await letIn(tx, registration, { managerId: before.invitedBy, priceTypeId, now }) }
    }
    await saveRegistration(tx, registration, now)
    await notify(tx, await anyManagers(tx), notices.registration(actor.id, now), now)
    return { ok: true, company: null }
  })
}

async function change(
  deps: Deps,
  actor: Actor,
  answers: Partial<Registration>,
): Promise<{ ok: true } | Refusal<'submitted'>> {
  return transaction(deps, async (tx) => {
    await lockFor(tx, 'person', actor.id)
    const before = (await findRegistration(tx, actor.id)) ?? { userId: actor.id, ...empty }
    if (before.submittedAt) return refuse('submitted')
    await saveRegistration(tx, { ...before, ...answers }, deps.clock.now())
    return { ok: true }
  })
}

export interface RegistrationCard {
  registration: Registration
  firstName: string
  username: string
  /** The existing company with that INN: the person would join it. */
  company: Company | null
  /** Other waiting registrations with the same INN. */
  rivals: Registration[]
}

/** A registration that waits for approval; null: there is none. */
export async function registrationCard(db: Db, userId: number): Promise<RegistrationCard | null> {
  const registration = await findRegistration(db, userId)
  const person = await findPerson(db, userId)
  if (!registration?.submittedAt || !person) return null
  const { firstName, username } = person.user
  const company = (await findCompanyByInn(db, registration.inn)) ?? null
  const waiting = await waitingRegistrations(db)
  const rivals = waiting.filter((other) => other.inn === registration.inn && other.userId !== userId)
  return { registration, firstName, username, company, rivals }
}

export async function seeRegistrationCard(
  deps: Deps,
  actor: Actor,
  userId: number,
): Promise<{ ok: true; card: RegistrationCard } | Refusal<'forbidden' | 'not_found'>> {
  if (!may(actor, 'companies.manage')) return refuse('forbidden')
  const card = await registrationCard(deps.db, userId)
  return card ? { ok: true, card } : refuse('not_found')
}

export async function listRegistrations(
  deps: Deps,
  actor: Actor,
): Promise<{ ok: true; registrations: Registration[] } | Refusal<'forbidden'>> {
  if (!may(actor, 'companies.manage')) return refuse('forbidden')
  return { ok: true, registrations: await waitingRegistrations(deps.db) }
}
