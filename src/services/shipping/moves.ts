import { addAuditEntry } from '#db/kernel/audit.ts'
import { lockFor } from '#db/kernel/locks.ts'
import { findManagerHold } from '#db/reserve/holds.ts'
import { bindRows, protectRows, reservationsOf, unprotectRows } from '#db/reserve/reservations.ts'
import { findShipment, lockShipment, moveShipment, saveTracking } from '#db/shipping/shipments.ts'
import { type Actor, may } from '#domain/policy.ts'
import { isLive } from '#domain/reserve/reservations.ts'
import { type Refusal, refuse } from '#domain/result.ts'
import {
  canMove,
  keepsGoods,
  leavesStock,
  parseTracking,
  type Shipment,
  type ShipmentState,
  type TermsProblem,
} from '#domain/shipping/shipments.ts'
import type { Deps } from '#services/kernel/deps.ts'
import { transaction } from '#services/kernel/transaction.ts'
import { changeCards } from '#services/notices/invoice-message.ts'
import { notices } from '#services/notices/kinds.ts'
import { colleaguesOf, managersOf, notify } from '#services/notices/notices.ts'
import { type InvoiceSheet, loadSheet } from '#services/orders/invoice-sheet.ts'
import { lockForStock } from '#services/reserve/stock-lock.ts'
import { whyNot } from './credit.ts'
import { shipOut } from './hand-over.ts'

export type MoveShipment =
  | { ok: true; shipment: Shipment; moved: boolean }
  | Refusal<'forbidden' | 'not_found' | 'too_late' | 'reserve_ended' | 'bad_tracking'>
  | (Refusal<TermsProblem> & { invoice: InvoiceSheet })

/** A manager moves a request; each move tells the dealer. Pressed again, it answers the same and does nothing. */
export async function moveRequest(
  deps: Deps,
  actor: Actor,
  id: number,
  to: ShipmentState,
  reason = '',
): Promise<MoveShipment> {
  if (!may(actor, 'shipments.move') || to === 'cancelled') return refuse('forbidden')
  return move(deps, actor, id, to, reason)
}

/** The goods leave with a carrier's number, typed or none. Pressed again, the number is the first one. */
export async function dispatchShipment(deps: Deps, actor: Actor, id: number, typed: string): Promise<MoveShipment> {
  if (!may(actor, 'shipments.move')) return refuse('forbidden')
  const tracking = typed === '' ? '' : parseTracking(typed)
  return tracking === null ? refuse('bad_tracking') : move(deps, actor, id, 'dispatched', '', tracking)
}

/** The dealer takes a request back, until it is being picked. */
export async function cancelShipment(deps: Deps, actor: Actor, id: number): Promise<MoveShipment> {
  const shipment = await findShipment(deps.db, id)
  if (!shipment || shipment.companyId !== actor.companyId) return refuse('not_found')
  if (!may(actor, 'order')) return refuse('forbidden')
  return move(deps, actor, id, 'cancelled', '')
}

async function move(
  deps: Deps,
  actor: Actor,
  id: number,
  to: ShipmentState,
  reason: string,
  tracking = '',
): Promise<MoveShipment> {
  const found = await findShipment(deps.db, id)
  if (!found) return refuse('not_found')
  return transaction(deps, async (tx) => {
    if (to === 'accepted') await lockFor(tx, 'company', found.companyId)
    const locked = await lockForStock(deps, tx, found.invoiceId)
    const shipment = await lockShipment(tx, id)
    if (!locked || !shipment) return refuse('not_found')
    const { invoice, now } = locked
    if (shipment.state === to) return { ok: true, shipment, moved: false }
    if (!canMove(shipment.state, to, shipment.method)) return refuse('too_late')

    const bound = (await reservationsOf(tx, shipment.invoiceId)).filter((row) => row.shipmentId === id)
    const live = bound.filter((row) => isLive(row, now))
    const ended = bound.some((row) => row.shippedAt === null && !isLive(row, now))
    if (to !== 'refused' && to !== 'cancelled' && ended) return refuse('reserve_ended')
    if (to === 'accepted') {
      // Terms may have changed since it was filed, and other requests may have been accepted.
      const sheet = await loadSheet(tx, invoice, now)
      const terms = await whyNot(tx, sheet, bound, now, id)
      if (terms) return { ...refuse(terms), invoice: sheet }
    }
    if (!(await moveShipment(tx, shipment, { state: to, by: actor.id, at: now, reason }))) return refuse('too_late')
    if (to === 'accepted') await protectRows(tx, { shipmentId: id }, now)
    if (tracking !== '') await saveTracking(tx, id, tracking)
    if (leavesStock(to)) await shipOut(deps, tx, shipment, now)
    if (to === 'refused' || to === 'cancelled') {
      await bindRows(
        tx,
        bound.map((row) => row.id),
        null,
      )
      const hasManagerHold = (await findManagerHold(tx, invoice.id)) !== undefined
      const keeps = hasManagerHold || invoice.paidKopecks > 0 || !keepsGoods(shipment.state)
      if (!keeps) await unprotectRows(tx, live, now)
    }
    await addAuditEntry(tx, { at: now, userId: actor.id, action: to, subject: 'shipment', subjectId: id })
    const details = { state: to, reason }
    if (to === 'cancelled')
      await notify(tx, await managersOf(tx, shipment.companyId), notices.shipmentCancelled(id, details), now)
    const people = await colleaguesOf(tx, shipment.companyId, [shipment.filedBy])
    await notify(tx, people, notices.shipmentMoved(id, details), now)
    if (leavesStock(to)) await changeCards(tx, invoice.id, `shipped:${id}`, now)
    return { ok: true, shipment: { ...shipment, state: to, tracking: tracking || shipment.tracking }, moved: true }
  })
}
