import { addAuditEntry } from '#db/kernel/audit.ts'
import { lockFor } from '#db/kernel/locks.ts'
import { findCompany, updateCompany } from '#db/people/companies.ts'
import { type Actor, may } from '#domain/policy.ts'
import { type Refusal, refuse } from '#domain/result.ts'
import { shownPriceTypes } from '#services/catalog/prices.ts'
import type { Deps } from '#services/kernel/deps.ts'
import { transaction } from '#services/kernel/transaction.ts'

export type ChangeTerms = { ok: true } | Refusal<'forbidden' | 'not_found'>

/** The manager sets a company's terms: price column, days of deferral, credit limit. */
export async function changeTerms(
  deps: Deps,
  actor: Actor,
  companyId: number,
  change: { priceTypeId?: number; deferralDays?: number; creditLimitKopecks?: number },
): Promise<ChangeTerms> {
  if (!may(actor, 'companies.manage')) return refuse('forbidden')
  return transaction(deps, async (tx) => {
    await lockFor(tx, 'company', companyId)
    if (!(await findCompany(tx, companyId))) return refuse('not_found')
    if (change.priceTypeId !== undefined) {
      const types = await shownPriceTypes(tx)
      if (!types.some((type) => type.id === change.priceTypeId)) return refuse('not_found')
    }
    await updateCompany(tx, companyId, change)
    const entry = {
      at: deps.clock.now(),
      userId: actor.id,
      action: 'change terms',
      subject: 'company',
      subjectId: companyId,
    }
    await addAuditEntry(tx, { ...entry, details: change })
    return { ok: true }
  })
}
