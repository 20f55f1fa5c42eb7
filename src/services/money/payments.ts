import { addAuditEntry } from '#db/kernel/audit.ts'
import { addPayment, findPaymentByKey, lastPaymentAt } from '#db/money/payments.ts'
import { addLedgerEntry } from '#db/money/settlements.ts'
import { findInvoice } from '#db/orders/invoices.ts'
import { decideClaim } from '#db/reserve/claims.ts'
import { protectRows } from '#db/reserve/reservations.ts'
import { moneyLimits } from '#domain/money/limits.ts'
import { allocate } from '#domain/money/payments.ts'
import { parseKopecks } from '#domain/money.ts'
import { unpaidKopecks } from '#domain/orders/invoices.ts'
import { type Actor, may } from '#domain/policy.ts'
import { type Refusal, refuse } from '#domain/result.ts'
import type { Deps } from '#services/kernel/deps.ts'
import { transaction } from '#services/kernel/transaction.ts'
import { notices } from '#services/notices/kinds.ts'
import { colleaguesOf, notify } from '#services/notices/notices.ts'
import { type InvoiceSheet, loadSheet } from '#services/orders/invoice-sheet.ts'
import { type SeeInvoice, seeInvoice } from '#services/orders/invoices.ts'
import { lockForStock } from '#services/reserve/stock-lock.ts'

/** An invoice for which a manager is about to record money. */
export async function seeUnpaid(
  deps: Deps,
  actor: Actor,
  invoiceId: number,
): Promise<{ ok: true; sheet: InvoiceSheet } | Refusal<'forbidden' | 'not_found'>> {
  return may(actor, 'payments.record') ? seeInvoice(deps, actor, invoiceId) : refuse('forbidden')
}

export type RecordPayment =
  | { ok: true; sheet: InvoiceSheet; amountKopecks: number; advanceKopecks: number; repeated: boolean }
  | Refusal<'forbidden' | 'not_found' | 'bad_amount' | 'cancelled' | 'already_paid' | 'changed'>

/** A sum in roubles as typed, in kopecks; null if it is none, zero, or beyond the limit. */
export function parsePayment(typed: string): number | null {
  const kopecks = parseKopecks(typed)
  return kopecks === null || kopecks === 0 || kopecks > moneyLimits.paymentKopecks ? null : kopecks
}

/**
 * A manager records money by hand: `typed` is a sum in roubles, or null for the whole unpaid rest. From that instant
 * the invoice's live rows are protected. `key` makes it one payment, however often it is delivered.
 */
export async function recordPayment(
  deps: Deps,
  actor: Actor,
  invoiceId: number,
  typed: string | null,
  key: string,
): Promise<RecordPayment> {
  const asked = typed === null ? null : parsePayment(typed)
  if (!may(actor, 'payments.record')) return refuse('forbidden')
  return typed !== null && asked === null ? refuse('bad_amount') : record(deps, actor, invoiceId, { asked, key })
}

/** The same after the question «Записать …?»; `changed`: another sum is unpaid now than the question saw. */
export async function recordAsked(
  deps: Deps,
  actor: Actor,
  invoiceId: number,
  question: { kopecks: number; unpaidKopecks: number; key: string },
): Promise<RecordPayment> {
  const { kopecks: asked, unpaidKopecks: seen, key } = question
  if (!may(actor, 'payments.record')) return refuse('forbidden')
  if (asked <= 0 || asked > moneyLimits.paymentKopecks) return refuse('bad_amount')
  return record(deps, actor, invoiceId, { asked, seen, key })
}

async function record(
  deps: Deps,
  actor: Actor,
  invoiceId: number,
  { asked, seen, key }: { asked: number | null; seen?: number; key: string },
): Promise<RecordPayment> {
  return transaction(deps, async (tx) => {
    const locked = await lockForStock(deps, tx, invoiceId)
    if (!locked) return refuse('not_found')
    const { invoice, now } = locked
    const unpaid = unpaidKopecks(invoice)
    const amountKopecks = asked ?? unpaid
    const before = await findPaymentByKey(tx, key)
    if (before) {
      const isSame = before.invoiceIds.includes(invoiceId) && (asked === null || asked === before.amountKopecks)
      if (!isSame) throw new Error(`the key of payment ${before.id} comes again with another invoice or sum`)
      return {
        ok: true,
        sheet: await loadSheet(tx, invoice, now),
        amountKopecks: before.amountKopecks,
        advanceKopecks: 0,
        repeated: true,
      }
    }
    if (invoice.cancelledAt !== null) return refuse('cancelled')
    if (unpaid === 0) return refuse('already_paid')
    if (seen !== undefined && seen !== unpaid) return refuse('changed')
    const { companyId } = invoice
    const { allocations, restKopecks } = allocate(amountKopecks, [{ invoiceId, unpaidKopecks: unpaid }])
    const payment = { key, companyId, amountKopecks, receivedAt: now, recordedBy: actor.id, recordedAt: now }
    const paymentId = await addPayment(tx, payment, allocations)
    if (paymentId === null) throw new Error(`payment ${key} was written beside its lock`)
    const entry = { companyId, kind: 'payment', debitKopecks: 0, creditKopecks: amountKopecks, at: now } as const
    await addLedgerEntry(tx, { key: `payment:${paymentId}`, ...entry, dueAt: null, shipmentId: null, paymentId })
    await protectRows(tx, { invoiceId }, now)
    await decideClaim(tx, invoiceId, { decidedBy: actor.id, decidedAt: now, outcome: 'paid' })
    await addAuditEntry(tx, {
      at: now,
      userId: actor.id,
      action: 'record payment',
      subject: 'invoice',
      subjectId: invoiceId,
      details: { amountKopecks },
    })
    const notice = notices.paymentRecorded(invoiceId, paymentId, { amountKopecks })
    await notify(tx, await colleaguesOf(tx, companyId, [invoice.createdBy]), notice, now)
    const paid = await findInvoice(tx, invoiceId)
    return {
      ok: true,
      sheet: await loadSheet(tx, paid ?? invoice, now),
      amountKopecks,
      advanceKopecks: restKopecks,
      repeated: false,
    }
  })
}

export type CheckPayment = (SeeInvoice & { ok: true; lastTakenInAt: number | null }) | (SeeInvoice & { ok: false })

/** The paid part of an invoice, and the age of that knowledge. */
export async function checkPayment(deps: Deps, actor: Actor, invoiceId: number): Promise<CheckPayment> {
  const seen = await seeInvoice(deps, actor, invoiceId)
  return seen.ok ? { ...seen, lastTakenInAt: await lastPaymentAt(deps.db) } : seen
}
