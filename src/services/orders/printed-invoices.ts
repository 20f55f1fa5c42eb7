import { findInvoiceByNumber } from '#db/orders/invoices.ts'
import type { Invoice } from '#domain/orders/invoices.ts'
import type { Actor } from '#domain/policy.ts'
import { type Refusal, refuse } from '#domain/result.ts'
import type { PrintedInvoice } from '#exchange/orders/draft.ts'
import type { Deps } from '#services/kernel/deps.ts'

/**
 * The invoice of a printed form, if its seller is ours; null: it is a foreign paper, to be read as a list. An invoice
 * of another company is answered like a missing one.
 */
export async function printedInvoice(
  deps: Deps,
  actor: Actor,
  { number, sellerInn }: PrintedInvoice,
): Promise<{ ok: true; invoice: Invoice } | Refusal<'not_found'> | null> {
  if (sellerInn !== deps.settings.seller.inn) return null
  const invoice = await findInvoiceByNumber(deps.db, number)
  return invoice && invoice.companyId === actor.companyId ? { ok: true, invoice } : refuse('not_found')
}
