import { addAuditEntry } from '#db/kernel/audit.ts'
import { lockFor } from '#db/kernel/locks.ts'
import { closeCart, findOpenCart } from '#db/orders/carts.ts'
import { removeMember } from '#db/people/people.ts'
import type { Db } from '#db/schema/schema.ts'
import { type Actor, may } from '#domain/policy.ts'
import { type Refusal, refuse } from '#domain/result.ts'
import type { Deps } from '#services/kernel/deps.ts'
import { transaction } from '#services/kernel/transaction.ts'
import { notices } from '#services/notices/kinds.ts'
import { membersInRoles, notify } from '#services/notices/notices.ts'

export type DismissMember = { ok: true } | Refusal<'forbidden' | 'not_found'>

/**
 * Takes a person out of a company: from the next press on the company's rights are gone, and so is the cart filled for
 * it.
 */
export async function dismissMember(
  deps: Deps,
  actor: Actor,
  companyId: number,
  userId: number,
): Promise<DismissMember> {
  const owner = actor.roles.includes('owner') && actor.companyId === companyId && actor.id !== userId
  if (!owner && !may(actor, 'companies.manage')) return refuse('forbidden')
  return transaction(deps, async (tx) => {
    await lockFor(tx, 'person', userId)
    await lockFor(tx, 'cart', userId)
    if (!(await removeMember(tx, userId, companyId))) return refuse('not_found')
    const now = deps.clock.now()
    const cart = await findOpenCart(tx, userId)
    if (cart) await closeCart(tx, cart.id, now)
    const entry = { at: now, userId: actor.id, action: 'dismiss', subject: 'company', subjectId: companyId }
    await addAuditEntry(tx, { ...entry, details: { userId } })
    await notify(tx, [userId], notices.dismissed(companyId, userId, now), now)
    return { ok: true }
  })
}

/** The owners of a company learn who has joined it. */
export async function tellOwners(tx: Db, companyId: number, userId: number, now: number): Promise<void> {
  const owners = (await membersInRoles(tx, companyId, ['owner'])).filter((id) => id !== userId)
  await notify(tx, owners, notices.colleagueJoined(userId, companyId, now), now)
}
