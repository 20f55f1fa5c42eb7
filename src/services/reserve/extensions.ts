import { addAuditEntry } from '#db/kernel/audit.ts'
import { findInvoice } from '#db/orders/invoices.ts'
import {
  countGranted,
  decideExtension,
  type Extension,
  findExtension,
  latelyAsked,
  openExtension,
} from '#db/reserve/extensions.ts'
import { shiftEnds } from '#db/reserve/reservations.ts'
import { type Actor, may, seesCompany } from '#domain/policy.ts'
import { noReason, type Reason } from '#domain/reasons.ts'
import { type Refusal, refuse } from '#domain/result.ts'
import { seconds } from '#domain/time.ts'
import type { Deps } from '#services/kernel/deps.ts'
import { transaction } from '#services/kernel/transaction.ts'
import { changeCards } from '#services/notices/invoice-message.ts'
import { notices } from '#services/notices/kinds.ts'
import { colleaguesOf, managersOf, notify } from '#services/notices/notices.ts'
import { type InvoiceSheet, loadSheet } from '#services/orders/invoice-sheet.ts'
import { lockForStock } from './stock-lock.ts'

/** Telegram may deliver a press again for so long: a request that was granted meanwhile is not made anew, ms. */
const SAME_PRESS_MS = seconds(150)

export type AskExtension =
  | { ok: true; sheet: InvoiceSheet }
  | Refusal<'forbidden' | 'not_found' | 'reserve_ended' | 'endless'>

/** Asks for more time for a company's invoice, and may say how much and why. Asked again before the answer, it is the same request. */
export async function askExtension(
  deps: Deps,
  actor: Actor,
  invoiceId: number,
  { askedMs = 0, reason = '' }: { askedMs?: number; reason?: string } = {},
): Promise<AskExtension> {
  return transaction(deps, async (tx) => {
    const invoice = await findInvoice(tx, invoiceId)
    if (!invoice || !seesCompany(actor, invoice.companyId)) return refuse('not_found')
    const now = deps.clock.now()
    const answer = whyNotExtend(actor, await loadSheet(tx, invoice, now))
    if (!answer.ok) return answer
    const lately = await latelyAsked(tx, { invoiceId, askedBy: actor.id, since: now - SAME_PRESS_MS })
    if (lately && lately.grantedMs !== null) return answer
    const request = await openExtension(tx, { invoiceId, askedBy: actor.id, askedAt: now, askedMs, reason })
    await notify(tx, await managersOf(tx, invoice.companyId), notices.extensionAsked(request.id), now)
    await changeCards(tx, invoiceId, `extension-asked:${request.id}`, now)
    return answer
  })
}

/** An invoice for which this person is about to ask for more time. */
export async function seeExtendable(deps: Deps, actor: Actor, invoiceId: number): Promise<AskExtension> {
  const invoice = await findInvoice(deps.db, invoiceId)
  if (!invoice || !seesCompany(actor, invoice.companyId)) return refuse('not_found')
  return whyNotExtend(actor, await loadSheet(deps.db, invoice, deps.clock.now()))
}

function whyNotExtend(actor: Actor, sheet: InvoiceSheet): AskExtension {
  if (!may(actor, 'order') || actor.companyId !== sheet.company.id) return refuse('forbidden')
  if (sheet.reserved === 0) return refuse('reserve_ended')
  return sheet.untilAt === null ? refuse('endless') : { ok: true, sheet }
}

export type DecideExtension =
  | { ok: true; sheet: InvoiceSheet; grantedMs: number | null }
  | Refusal<'forbidden' | 'not_found' | 'decided' | 'reserve_ended'>

/** A manager grants `ms` more, or (null) refuses. Rows that have ended in between are not brought back. */
export async function answerExtension(
  deps: Deps,
  actor: Actor,
  extensionId: number,
  grantedMs: number | null,
  reason: Reason = noReason,
): Promise<DecideExtension> {
  if (!may(actor, 'payments.record')) return refuse('forbidden')
  const request = await findExtension(deps.db, extensionId)
  if (!request) return refuse('not_found')
  return transaction(deps, async (tx) => {
    const locked = await lockForStock(deps, tx, request.invoiceId)
    if (!locked) return refuse('not_found')
    const { invoice, now } = locked
    const ending = (await loadSheet(tx, invoice, now)).rows.filter((row) => row.protectedAt === null)
    const ended = grantedMs !== null && ending.length === 0
    const decision = { decidedBy: actor.id, decidedAt: now, grantedMs: ended ? null : grantedMs }
    if (!(await decideExtension(tx, extensionId, decision))) return refuse('decided')
    if (ended) return refuse('reserve_ended')
    if (grantedMs !== null) await shiftEnds(tx, ending, grantedMs)
    const entry = { at: now, userId: actor.id, subject: 'invoice', subjectId: invoice.id }
    await addAuditEntry(tx, { ...entry, action: 'answer extension', details: { grantedMs, ...reason } })
    const notice = notices.extensionAnswered(invoice.id, extensionId, { grantedMs: grantedMs ?? 0, reason })
    const receivers = await colleaguesOf(tx, invoice.companyId, [request.askedBy])
    await notify(tx, receivers, notice, now)
    return { ok: true, sheet: await loadSheet(tx, invoice, now), grantedMs }
  })
}

export interface ExtensionCard {
  extension: Extension
  sheet: InvoiceSheet
  /** The count of extensions granted before. */
  granted: number
}

/** A request that waits for an answer, with the invoice as it stands. */
export async function seeExtension(
  deps: Deps,
  actor: Actor,
  id: number,
): Promise<{ ok: true; card: ExtensionCard } | Refusal<'forbidden' | 'not_found'>> {
  if (!may(actor, 'payments.record')) return refuse('forbidden')
  const extension = await findExtension(deps.db, id)
  const invoice = extension?.decidedAt === null ? await findInvoice(deps.db, extension.invoiceId) : undefined
  if (!extension || !invoice) return refuse('not_found')
  const sheet = await loadSheet(deps.db, invoice, deps.clock.now())
  return { ok: true, card: { extension, sheet, granted: await countGranted(deps.db, invoice.id) } }
}
