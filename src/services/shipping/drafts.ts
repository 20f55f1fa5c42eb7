import { findInvoice } from '#db/orders/invoices.ts'
import type { Db } from '#db/schema/schema.ts'
import { findDraft, openDraft } from '#db/shipping/shipments.ts'
import { type Actor, may, seesCompany } from '#domain/policy.ts'
import { type Refusal, refuse } from '#domain/result.ts'
import type { TermsProblem } from '#domain/shipping/shipments.ts'
import type { Deps } from '#services/kernel/deps.ts'
import { transaction } from '#services/kernel/transaction.ts'
import { type InvoiceSheet, loadSheet } from '#services/orders/invoice-sheet.ts'
import { whyNot } from './credit.ts'
import { type DraftSheet, draftSheet, looseRows } from './draft-sheet.ts'

export type StartShipment =
  | { ok: true; sheet: DraftSheet }
  | Refusal<'forbidden' | 'not_found' | 'cancelled' | 'nothing_reserved'>
  | (Refusal<TermsProblem> & { invoice: InvoiceSheet })

/** Opens the member's draft for an invoice, or says why goods may not go yet and leaves it at that. */
export async function startShipment(deps: Deps, actor: Actor, invoiceId: number): Promise<StartShipment> {
  return transaction(deps, async (tx) => {
    const now = deps.clock.now()
    const invoice = await findInvoice(tx, invoiceId)
    if (!invoice || !seesCompany(actor, invoice.companyId)) return refuse('not_found')
    if (!may(actor, 'order') || actor.companyId !== invoice.companyId) return refuse('forbidden')
    if (invoice.cancelledAt !== null) return refuse('cancelled')
    const sheet = await loadSheet(tx, invoice, now)
    const problem = await whyNot(tx, sheet, looseRows(sheet), now)
    if (problem) return { ...refuse(problem), invoice: sheet }
    if (looseRows(sheet).length === 0) return refuse('nothing_reserved')
    const blank = {
      method: null,
      warehouseId: null,
      carrier: '',
      terminal: '',
      address: '',
      shipOn: '',
      quantities: '{}',
    }
    const head = { userId: actor.id, invoiceId, createdAt: now, filedAt: null }
    const draft = await openDraft(tx, { ...blank, ...head, contactName: '', contactPhone: '' })
    return { ok: true, sheet: await draftSheet(deps, tx, draft, sheet) }
  })
}

export type SeeDraft = { ok: true; sheet: DraftSheet } | Refusal<'not_found' | 'filed'>

/** Only the draft's own author sees it. */
export async function seeDraft(deps: Deps, actor: Actor, draftId: number): Promise<SeeDraft> {
  return loadDraft(deps, deps.db, actor, draftId)
}

export async function loadDraft(deps: Deps, db: Db, actor: Actor, draftId: number): Promise<SeeDraft> {
  const draft = await findDraft(db, draftId)
  if (!draft || draft.userId !== actor.id) return refuse('not_found')
  const invoice = await findInvoice(db, draft.invoiceId)
  if (!invoice || invoice.companyId !== actor.companyId) return refuse('not_found')
  if (draft.filedAt !== null) return refuse('filed')
  return { ok: true, sheet: await draftSheet(deps, db, draft, await loadSheet(db, invoice, deps.clock.now())) }
}
