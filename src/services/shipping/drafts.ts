import { findInvoice } from '#db/orders/invoices.ts'
import type { Db } from '#db/schema/schema.ts'
import { findDraft, findShipment, openDraft, shipmentLines, updateDraft } from '#db/shipping/shipments.ts'
import { type Actor, may, seesCompany } from '#domain/policy.ts'
import { type Refusal, refuse } from '#domain/result.ts'
import { answersLike } from '#domain/shipping/former.ts'
import { dayProblem, endedStates, type TermsProblem } from '#domain/shipping/shipments.ts'
import type { Deps } from '#services/kernel/deps.ts'
import { transaction } from '#services/kernel/transaction.ts'
import { type InvoiceSheet, loadSheet } from '#services/orders/invoice-sheet.ts'
import { whyNot } from './credit.ts'
import { type DraftSheet, draftSheet, looseRows } from './draft-sheet.ts'

export type StartShipment =
  | { ok: true; sheet: DraftSheet }
  | Refusal<'forbidden' | 'not_found' | 'cancelled' | 'nothing_reserved' | 'too_late'>
  | (Refusal<TermsProblem> & { invoice: InvoiceSheet })

/** Opens the member's draft for an invoice, or says why goods may not go yet and leaves it at that. */
export async function startShipment(deps: Deps, actor: Actor, invoiceId: number): Promise<StartShipment> {
  return transaction(deps, (tx) => start(deps, tx, actor, invoiceId))
}

/** A new draft with the answers of a request that was refused or taken back, its goods and no others. */
export async function startAgain(deps: Deps, actor: Actor, shipmentId: number): Promise<StartShipment> {
  return transaction(deps, async (tx) => {
    const former = await findShipment(tx, shipmentId)
    if (!former || !seesCompany(actor, former.companyId)) return refuse('not_found')
    if (!endedStates.includes(former.state)) return refuse('too_late')
    const started = await start(deps, tx, actor, former.invoiceId)
    if (!started.ok) return started
    const { draft, invoice, warehouses, days } = started.sheet
    const isPossible = dayProblem(former.shipOn, deps.clock.now(), deps.settings) === null
    const warehouseIds = warehouses.map(({ id }) => id)
    const answers = answersLike(former, isPossible ? former.shipOn : (days[0] ?? ''), warehouseIds)
    const wanted = new Map(invoice.lines.map((line) => [line.id, 0]))
    for (const part of await shipmentLines(tx, shipmentId))
      wanted.set(part.lineId, (wanted.get(part.lineId) ?? 0) + part.quantity)
    await updateDraft(tx, draft.id, { ...answers, quantities: JSON.stringify(Object.fromEntries(wanted)) })
    const seen = await loadDraft(deps, tx, actor, draft.id)
    return seen.ok ? seen : refuse('not_found')
  })
}

async function start(deps: Deps, tx: Db, actor: Actor, invoiceId: number): Promise<StartShipment> {
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
