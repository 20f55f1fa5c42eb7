import { addAuditEntry } from '#db/kernel/audit.ts'
import { findInvoice } from '#db/orders/invoices.ts'
import { addClaim, type Claim, decideClaim, findClaim } from '#db/reserve/claims.ts'
import { shiftEnds } from '#db/reserve/reservations.ts'
import { unpaidKopecks } from '#domain/orders/invoices.ts'
import { type Actor, may, seesCompany } from '#domain/policy.ts'
import { noReason, type Reason } from '#domain/reasons.ts'
import { type Refusal, refuse } from '#domain/result.ts'
import type { Deps } from '#services/kernel/deps.ts'
import { transaction } from '#services/kernel/transaction.ts'
import { addSilentAuditEntry } from '#services/notices/invoice-message.ts'
import { notices } from '#services/notices/kinds.ts'
import { colleaguesOf, managersOf, notify } from '#services/notices/notices.ts'
import { type InvoiceSheet, loadSheet } from '#services/orders/invoice-sheet.ts'
import { seeInvoice } from '#services/orders/invoices.ts'
import { lockForStock } from './stock-lock.ts'

export type ClaimPayment =
  | { ok: true; sheet: InvoiceSheet; claim: Claim }
  | Refusal<'forbidden' | 'not_found' | 'cancelled' | 'already_paid' | 'claimed'>

/**
 * «Я оплатил»: the payment order goes to the manager, and the clock of the reserve stands for CLAIM_FREEZE, once per
 * invoice: ends move by as much. The same file delivered again is the same claim.
 */
export async function claimPayment(
  deps: Deps,
  actor: Actor,
  invoiceId: number,
  file: { id: string; kind: 'photo' | 'document' },
): Promise<ClaimPayment> {
  return transaction(deps, async (tx) => {
    const locked = await lockForStock(deps, tx, invoiceId)
    if (!locked || !seesCompany(actor, locked.invoice.companyId)) return refuse('not_found')
    const { invoice, now } = locked
    if (!may(actor, 'claim') || actor.companyId !== invoice.companyId) return refuse('forbidden')
    if (invoice.cancelledAt !== null) return refuse('cancelled')
    if (unpaidKopecks(invoice) === 0) return refuse('already_paid')
    const before = await findClaim(tx, invoiceId)
    if (before && before.fileId !== file.id) return refuse('claimed')
    if (!before) {
      const frozenUntil = now + deps.settings.claimFreezeMs
      const row = { invoiceId, claimedBy: actor.id, claimedAt: now, frozenUntil, fileId: file.id, fileKind: file.kind }
      await addClaim(tx, { ...row, decidedBy: null, decidedAt: null, outcome: null })
      const ending = (await loadSheet(tx, invoice, now)).rows.filter((one) => one.protectedAt === null)
      await shiftEnds(tx, ending, deps.settings.claimFreezeMs)
      await addSilentAuditEntry(tx, { at: now, userId: actor.id, action: 'claim', subjectId: invoiceId })
      const notice = notices.claimFiled(invoiceId)
      await notify(tx, await managersOf(tx, invoice.companyId), notice, now)
    }
    const claim = await findClaim(tx, invoiceId)
    if (!claim) throw new Error(`the claim of invoice ${invoiceId} was written and is not there`)
    return { ok: true, claim, sheet: await loadSheet(tx, invoice, now) }
  })
}

/** An invoice that this person is about to claim as paid. */
export async function seeClaimable(
  deps: Deps,
  actor: Actor,
  invoiceId: number,
): Promise<{ ok: true; sheet: InvoiceSheet } | Refusal<'forbidden' | 'not_found' | 'claimed'>> {
  if (!may(actor, 'claim')) return refuse('forbidden')
  const seen = await seeInvoice(deps, actor, invoiceId)
  return seen.ok && seen.sheet.claim !== null ? refuse('claimed') : seen
}

export type RefuseClaim = { ok: true; sheet: InvoiceSheet } | Refusal<'forbidden' | 'not_found' | 'decided'>

/** Refuses a claim whose money the manager did not find: the clock goes on from its former state. */
export async function refuseClaim(
  deps: Deps,
  actor: Actor,
  invoiceId: number,
  reason: Reason = noReason,
): Promise<RefuseClaim> {
  if (!may(actor, 'payments.record')) return refuse('forbidden')
  return transaction(deps, async (tx) => {
    const locked = await lockForStock(deps, tx, invoiceId)
    const claim = await findClaim(tx, invoiceId)
    if (!locked || !claim) return refuse('not_found')
    const { invoice, now } = locked
    if (!(await decideClaim(tx, invoiceId, { decidedBy: actor.id, decidedAt: now, outcome: 'refused' })))
      return refuse('decided')
    const { rows } = await loadSheet(tx, invoice, now)
    const frozen = rows.filter((row) => row.protectedAt === null && row.reservedAt <= claim.claimedAt)
    const left = Math.max(0, claim.frozenUntil - now)
    await shiftEnds(tx, frozen, -left)
    await addAuditEntry(tx, {
      at: now,
      userId: actor.id,
      action: 'refuse claim',
      subject: 'invoice',
      subjectId: invoiceId,
      details: { ...reason },
    })
    const notice = notices.claimRefused(invoiceId, { reason })
    await notify(tx, await colleaguesOf(tx, invoice.companyId, [claim.claimedBy]), notice, now)
    return { ok: true, sheet: await loadSheet(tx, invoice, now) }
  })
}

/** A claim that waits for a manager, with its invoice as it stands. */
export async function seeClaim(
  deps: Deps,
  actor: Actor,
  invoiceId: number,
): Promise<{ ok: true; claim: Claim; sheet: InvoiceSheet } | Refusal<'forbidden' | 'not_found'>> {
  if (!may(actor, 'payments.record')) return refuse('forbidden')
  const claim = await findClaim(deps.db, invoiceId)
  const invoice = await findInvoice(deps.db, invoiceId)
  if (!claim || claim.decidedAt !== null || !invoice) return refuse('not_found')
  return { ok: true, claim, sheet: await loadSheet(deps.db, invoice, deps.clock.now()) }
}
