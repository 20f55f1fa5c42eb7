import { addAuditEntry } from '#db/kernel/audit.ts'
import { lockFor } from '#db/kernel/locks.ts'
import { findCompany, updateCompany } from '#db/people/companies.ts'
import { type Actor, may } from '#domain/policy.ts'
import { type Refusal, refuse } from '#domain/result.ts'
import { shownPriceTypes } from '#services/catalog/prices.ts'
import type { Deps } from '#services/kernel/deps.ts'
import { transaction } from '#services/kernel/transaction.ts'
import { notices } from '#services/notices/kinds.ts'
import { membersInRoles, notify } from '#services/notices/notices.ts'

export type ChangeTerms = { ok: true } | Refusal<'forbidden' | 'not_found'>

/** The manager sets a company's terms: price column, days of deferral, credit limit; its owner and accountant are told. */
export async function changeTerms(
  deps: Deps,
  actor: Actor,
  companyId: number,
  change: { priceTypeId?: number; deferralDays?: number; creditLimitKopecks?: number },
): Promise<ChangeTerms> {
  if (!may(actor, 'companies.manage')) return refuse('forbidden')
  return transaction(deps, async (tx) => {
    await lockFor(tx, 'company', companyId)
    const before = await findCompany(tx, companyId)
    if (!before) return refuse('not_found')
    if (change.priceTypeId !== undefined) {
      const types = await shownPriceTypes(tx)
      if (!types.some((type) => type.id === change.priceTypeId)) return refuse('not_found')
    }
    await updateCompany(tx, companyId, change)
    const now = deps.clock.now()
    const entry = { at: now, userId: actor.id, action: 'change terms', subject: 'company', subjectId: companyId }
    const entryId = await addAuditEntry(tx, { ...entry, details: change })
    const changed = Object.entries(change).filter(([name, value]) => before[name as keyof typeof change] !== value)
    if (changed.length === 0) return { ok: true }
    const receivers = await membersInRoles(tx, companyId, ['owner', 'accountant'])
    await notify(tx, receivers, notices.termsChanged(companyId, entryId, Object.fromEntries(changed)), now)
    return { ok: true }
  })
}
