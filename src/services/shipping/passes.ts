import { createHash } from 'node:crypto'
import { addAuditEntry } from '#db/kernel/audit.ts'
import { addPass, findPassShipment } from '#db/shipping/passes.ts'
import { lockShipment } from '#db/shipping/shipments.ts'
import { type Actor, may } from '#domain/policy.ts'
import { type Refusal, refuse } from '#domain/result.ts'
import { shippingLimits } from '#domain/shipping/limits.ts'
import { endedStates } from '#domain/shipping/shipments.ts'
import type { Deps } from '#services/kernel/deps.ts'
import { transaction } from '#services/kernel/transaction.ts'
import { type ShipmentSheet, seeShipment } from './shipments.ts'

export type IssuePass =
  | { ok: true; token: string; sheet: ShipmentSheet }
  | Refusal<'not_found' | 'forbidden' | 'no_pass' | 'pass_over'>

/** A pass for a pickup that is ready. Asked for again, one more is issued, and the former ones stay good. */
export async function issuePass(deps: Deps, actor: Actor, shipmentId: number): Promise<IssuePass> {
  const seen = await seeCollectable(deps, actor, shipmentId)
  if (!seen.ok) return seen
  const token = deps.tokens.token()
  return transaction(deps, async (tx) => {
    const shipment = await lockShipment(tx, shipmentId)
    if (shipment?.state !== 'ready') return refuse('pass_over')
    const now = deps.clock.now()
    await addPass(
      tx,
      { tokenHash: hash(token), shipmentId, issuedBy: actor.id, issuedAt: now },
      shippingLimits.passesPerShipment,
    )
    await addAuditEntry(tx, { at: now, userId: actor.id, action: 'pass', subject: 'shipment', subjectId: shipmentId })
    return { ok: true, token, sheet: { ...seen.sheet, shipment } }
  })
}

export type SeeCollectable = { ok: true; sheet: ShipmentSheet } | Exclude<IssuePass, { ok: true }>

/** The company's own pickup that lies ready, for those who order. */
export async function seeCollectable(deps: Deps, actor: Actor, shipmentId: number): Promise<SeeCollectable> {
  const seen = await seeShipment(deps, actor, shipmentId)
  if (!seen.ok) return seen
  const { companyId, method, state } = seen.sheet.shipment
  if (actor.companyId !== companyId || !may(actor, 'order')) return refuse('forbidden')
  if (state === 'handed_over' || endedStates.includes(state)) return refuse('pass_over')
  return method === 'pickup' && state === 'ready' ? seen : refuse('no_pass')
}

/** `isOver`: the goods are gone, or the request is. */
export type FollowPass =
  | { ok: true; shipmentId: number; isOver: boolean }
  | Refusal<'not_staff' | 'unknown_pass' | 'not_found'>

/** The request of a scanned pass, for those who hand goods over; anybody else learns nothing, not even whether it is known. */
export async function followPass(deps: Deps, actor: Actor, token: string): Promise<FollowPass> {
  if (!may(actor, 'shipments.move')) return refuse('not_staff')
  const shipmentId = await findPassShipment(deps.db, hash(token))
  if (shipmentId === undefined) return refuse('unknown_pass')
  const seen = await seeShipment(deps, actor, shipmentId)
  return seen.ok ? { ok: true, shipmentId, isOver: seen.sheet.shipment.state !== 'ready' } : seen
}

function hash(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}
