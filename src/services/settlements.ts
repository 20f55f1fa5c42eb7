import { type Company, findCompany } from '../db/companies.ts'
import { listInvoices } from '../db/invoices.ts'
import type { Db } from '../db/schema.ts'
import { credits, shippedDocuments } from '../db/settlements.ts'
import { type Invoice, unpaidKopecks } from '../domain/invoices.ts'
import { type Actor, seesCompany } from '../domain/policy.ts'
import { type Refusal, refuse } from '../domain/result.ts'
import { type Settlement, settle } from '../domain/settlements.ts'
import type { Deps } from './deps.ts'

export interface SettlementSheet extends Settlement {
  company: Company
  at: number
  /** Invoices that wait for money, the soonest due first. */
  unpaidInvoices: Invoice[]
  freeLimitKopecks: number
}

export async function companySettlement(db: Db, companyId: number, now: number): Promise<Settlement> {
  return settle(await shippedDocuments(db, companyId), await credits(db, companyId), now)
}

export async function seeSettlement(
  deps: Deps,
  actor: Actor,
  companyId: number | null = actor.companyId,
): Promise<{ ok: true; sheet: SettlementSheet } | Refusal<'forbidden' | 'not_found'>> {
  if (companyId === null || !seesCompany(actor, companyId)) return refuse('forbidden')
  const company = await findCompany(deps.db, companyId)
  if (!company) return refuse('not_found')
  const now = deps.clock.now()
  const settlement = await companySettlement(deps.db, companyId, now)
  const invoices = await listInvoices(deps.db, companyId)
  const unpaidInvoices = invoices.filter((invoice) => unpaidKopecks(invoice) > 0).sort((a, b) => a.payBy - b.payBy)
  const freeLimitKopecks = Math.max(0, company.creditLimitKopecks - settlement.debtKopecks)
  return { ok: true, sheet: { ...settlement, company, at: now, unpaidInvoices, freeLimitKopecks } }
}
