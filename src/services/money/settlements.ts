import { credits, shippedDocuments } from '#db/money/settlements.ts'
import { listInvoices } from '#db/orders/invoices.ts'
import { type Company, findCompany } from '#db/people/companies.ts'
import type { Db } from '#db/schema/schema.ts'
import { openParts } from '#db/shipping/shipments.ts'
import { type AwaitedInvoice, awaitedInvoices } from '#domain/money/due.ts'
import { type Settlement, settle } from '#domain/money/settlements.ts'
import { shareOf } from '#domain/money.ts'
import type { Invoice } from '#domain/orders/invoices.ts'
import { type Actor, seesCompany } from '#domain/policy.ts'
import { type Refusal, refuse } from '#domain/result.ts'
import type { Deps } from '#services/kernel/deps.ts'

export interface SettlementSheet extends Settlement {
  company: Company
  at: number
  /** Invoices that wait for money for goods that have not left, the soonest first. */
  awaited: AwaitedInvoice[]
  freeLimitKopecks: number
}

export async function companySettlement(db: Db, companyId: number, now: number): Promise<Settlement> {
  return settle(await shippedDocuments(db, companyId), await credits(db, companyId), now)
}

/** Those of a company's invoices that wait for money. */
export async function awaitedOf(db: Db, { id, deferralDays }: Company, invoices: readonly Invoice[]) {
  return awaitedInvoices(invoices, await shippedDocuments(db, id), deferralDays)
}

/** A request that is not filed yet, or is checked again. */
export interface FurtherRequest {
  invoiceId: number
  amountKopecks: number
  /** The request's id, if it exists already. */
  shipmentId?: number
}

/**
 * The company's debt once all its open requests and a further one have left: shipped and open sums, less payments for
 * them and advances. The credit limit limits this sum.
 */
export async function owedWith(db: Db, companyId: number, now: number, further: FurtherRequest): Promise<number> {
  const parts = (await openParts(db, companyId)).filter(({ shipmentId }) => shipmentId !== further.shipmentId)
  const open = parts.map(({ shipmentNumber, invoiceId, quantity, lineQuantity, lineSumKopecks }) => {
    return { shipmentNumber, invoiceId, amountKopecks: shareOf(lineSumKopecks, quantity, lineQuantity) }
  })
  const { invoiceId, amountKopecks } = further
  open.push({ shipmentNumber: Number.MAX_SAFE_INTEGER, invoiceId, amountKopecks })
  const still = open.map((document) => ({ ...document, at: now, dueAt: Number.MAX_SAFE_INTEGER }))
  const shipped = await shippedDocuments(db, companyId)
  return settle([...shipped, ...still], await credits(db, companyId), now).debtKopecks
}

/** The sum that may still be shipped without money: the limit less debt and open requests, plus advances. */
async function freeLimit(db: Db, { id, creditLimitKopecks }: Company, now: number): Promise<number> {
  const ahead = (await credits(db, id)).reduce((sum, credit) => sum + credit.amountKopecks, creditLimitKopecks)
  const owed = await owedWith(db, id, now, { invoiceId: 0, amountKopecks: ahead })
  return Math.max(0, creditLimitKopecks - (owed - ahead))
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
  const awaited = await awaitedOf(deps.db, company, await listInvoices(deps.db, companyId))
  const freeLimitKopecks = await freeLimit(deps.db, company, now)
  return { ok: true, sheet: { ...settlement, company, at: now, awaited, freeLimitKopecks } }
}
