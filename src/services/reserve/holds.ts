import { addManagerHold, removeManagerHold } from '#db/reserve/holds.ts'
import { protectRows, unprotectRows } from '#db/reserve/reservations.ts'
import { type Actor, may } from '#domain/policy.ts'
import { type Refusal, refuse } from '#domain/result.ts'
import { keepsGoods } from '#domain/shipping/shipments.ts'
import type { Deps } from '#services/kernel/deps.ts'
import { transaction } from '#services/kernel/transaction.ts'
import { addSilentAuditEntry } from '#services/notices/invoice-message.ts'
import { type InvoiceSheet, loadSheet } from '#services/orders/invoice-sheet.ts'
import { lockForStock } from './stock-lock.ts'

export type HoldReserve = { ok: true; sheet: InvoiceSheet } | Refusal<'forbidden' | 'not_found' | 'nothing_held'>

/** Sets a manager's hold on a reserve: the clock no longer ends it. Set again, it stays. */
export async function holdReserve(deps: Deps, actor: Actor, invoiceId: number): Promise<HoldReserve> {
  if (!may(actor, 'payments.record')) return refuse('forbidden')
  return transaction(deps, async (tx) => {
    const locked = await lockForStock(deps, tx, invoiceId)
    if (!locked) return refuse('not_found')
    const { invoice, now } = locked
    if ((await loadSheet(tx, invoice, now)).reserved === 0) return refuse('nothing_held')
    if (await addManagerHold(tx, { invoiceId, heldBy: actor.id, heldAt: now })) {
      await protectRows(tx, { invoiceId }, now)
      await addSilentAuditEntry(tx, { at: now, userId: actor.id, action: 'hold', subjectId: invoiceId })
    }
    return { ok: true, sheet: await loadSheet(tx, invoice, now) }
  })
}

/** Ends a manager's hold: rows that nothing else protects get back the time that they had when it began. */
export async function letReserveGo(deps: Deps, actor: Actor, invoiceId: number): Promise<HoldReserve> {
  if (!may(actor, 'payments.record')) return refuse('forbidden')
  return transaction(deps, async (tx) => {
    const locked = await lockForStock(deps, tx, invoiceId)
    if (!locked) return refuse('not_found')
    const { invoice, now } = locked
    if (await removeManagerHold(tx, invoiceId)) {
      const sheet = await loadSheet(tx, invoice, now)
      const keeping = sheet.shipments.filter((one) => keepsGoods(one.state)).map((one) => one.id)
      const loose = sheet.rows.filter((row) => row.shipmentId === null || !keeping.includes(row.shipmentId))
      if (invoice.paidKopecks === 0) await unprotectRows(tx, loose, now)
      await addSilentAuditEntry(tx, { at: now, userId: actor.id, action: 'let go', subjectId: invoiceId })
    }
    return { ok: true, sheet: await loadSheet(tx, invoice, now) }
  })
}
