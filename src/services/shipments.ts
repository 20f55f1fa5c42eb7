import { addDeed, nextNumber } from '../db/audit.ts'
import { type Company, findCompany } from '../db/companies.ts'
import { findInvoice } from '../db/invoices.ts'
import { bindRows, protectRows, reservationsOf, splitRow, unprotectRows } from '../db/reservations.ts'
import type { Db } from '../db/schema.ts'
import {
  addShipment,
  addShipmentEvent,
  findDraft,
  findShipment,
  findShipmentByNumber,
  findShipmentOfDraft,
  listShipments,
  lockShipment,
  moveShipment,
  type ShipmentLine,
  shipmentEvents,
  shipmentLines,
  updateDraft,
} from '../db/shipments.ts'
import { listWarehouses } from '../db/stock.ts'
import { type Actor, may, seesCompany } from '../domain/policy.ts'
import { isLive } from '../domain/reservations.ts'
import { type Refusal, refuse } from '../domain/result.ts'
import {
  canMove,
  type DayProblem,
  dayProblem,
  keepsGoods,
  leavesStock,
  type Shipment,
  type ShipmentState,
  type TermsProblem,
} from '../domain/shipments.ts'
import type { Deps } from './deps.ts'
import { type InvoiceSheet, loadSheet } from './invoices.ts'
import { managersOf, notify } from './notices.ts'
import { lockForStock } from './reservations.ts'
import { draftSheet, looseRows, missingField, whyNot } from './shipment-drafts.ts'
import { shipOut } from './shipping.ts'
import { transaction } from './transaction.ts'

export type FileShipment =
  | { ok: true; shipment: Shipment }
  | Refusal<'forbidden' | 'not_found' | 'incomplete' | 'cancelled' | 'nothing_reserved' | DayProblem>
  | (Refusal<TermsProblem> & { invoice: InvoiceSheet })

/** One draft, one request: pressed again, it answers the request that is there. */
export async function fileShipment(deps: Deps, actor: Actor, draftId: number): Promise<FileShipment> {
  if (!may(actor, 'order')) return refuse('forbidden')
  return transaction(deps, async (tx) => {
    const draft = await findDraft(tx, draftId)
    if (!draft || draft.userId !== actor.id) return refuse('not_found')
    const locked = await lockForStock(deps, tx, draft.invoiceId)
    if (!locked || locked.invoice.companyId !== actor.companyId) return refuse('not_found')
    const filed = await findShipmentOfDraft(tx, draftId)
    if (filed) return { ok: true, shipment: filed }

    const { invoice, now } = locked
    const { method } = draft
    if (method === null || missingField(draft) !== null) return refuse('incomplete')
    if (invoice.cancelledAt !== null) return refuse('cancelled')
    const problem = dayProblem(draft.shipOn, now, deps.settings.timeZone)
    if (problem) return refuse(problem)
    const sheet = await loadSheet(tx, invoice, now)
    const { lines } = await draftSheet(deps, tx, draft, sheet)
    const going = lines.filter((line) => line.quantity > 0)
    if (going.length === 0) return refuse('nothing_reserved')
    const terms = await whyNot(tx, sheet, going, now)
    if (terms) return { ...refuse(terms), invoice: sheet }

    const parts = await cutRows(tx, sheet, going, method === 'pickup' ? draft.warehouseId : null)
    const { id: _id, userId: _user, quantities: _quantities, createdAt: _at, filedAt: _filed, ...form } = draft
    const number = await nextNumber(tx, 'shipment')
    const warehouseId = method === 'pickup' ? draft.warehouseId : null
    const head = {
      number,
      draftId,
      companyId: invoice.companyId,
      filedBy: actor.id,
      filedAt: now,
      state: 'filed',
    } as const
    const shipmentId = await addShipment(tx, { ...form, ...head, method, warehouseId }, parts)
    await bindRows(
      tx,
      parts.map((part) => part.rowId),
      shipmentId,
    )
    await updateDraft(tx, draftId, { filedAt: now })
    await addShipmentEvent(tx, { shipmentId, state: 'filed', by: actor.id, at: now, reason: '' })
    await addDeed(tx, {
      at: now,
      userId: actor.id,
      action: 'file',
      subject: 'shipment',
      subjectId: shipmentId,
      details: { number },
    })
    const notice = { key: `shipment-filed:${shipmentId}`, kind: 'shipment_filed', aboutId: shipmentId } as const
    await notify(tx, await managersOf(tx, invoice.companyId), notice, now)
    return { ok: true, shipment: await mustFind(tx, shipmentId) }
  })
}

interface Part {
  rowId: number
  lineId: number
  warehouseId: number
  quantity: number
}

/** The rows that go, whole; one that goes in part is cut, so that a row belongs to one request. */
async function cutRows(
  tx: Db,
  sheet: InvoiceSheet,
  going: readonly { lineId: number; quantity: number }[],
  warehouseId: number | null,
): Promise<Part[]> {
  const parts: Part[] = []
  for (const { lineId, quantity } of going) {
    let wanted = quantity
    for (const row of looseRows(sheet)) {
      if (wanted === 0) break
      if (row.lineId !== lineId || (warehouseId !== null && row.warehouseId !== warehouseId)) continue
      const taken = Math.min(wanted, row.quantity)
      const rowId = taken < row.quantity ? await splitRow(tx, row.id, taken) : row.id
      parts.push({ rowId, lineId, warehouseId: row.warehouseId, quantity: taken })
      wanted -= taken
    }
  }
  return parts
}

async function mustFind(db: Db, id: number): Promise<Shipment> {
  const shipment = await findShipment(db, id)
  if (!shipment) throw new Error(`shipment request ${id} was written and is not there`)
  return shipment
}

export type MoveShipment =
  | { ok: true; shipment: Shipment; moved: boolean }
  | Refusal<'forbidden' | 'not_found' | 'too_late' | 'reserve_ended'>

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

/** The dealer takes a request back, until it is being picked. */
export async function cancelShipment(deps: Deps, actor: Actor, id: number): Promise<MoveShipment> {
  const shipment = await findShipment(deps.db, id)
  if (!shipment || shipment.companyId !== actor.companyId) return refuse('not_found')
  if (!may(actor, 'order')) return refuse('forbidden')
  return move(deps, actor, id, 'cancelled', '')
}

async function move(deps: Deps, actor: Actor, id: number, to: ShipmentState, reason: string): Promise<MoveShipment> {
  const found = await findShipment(deps.db, id)
  if (!found) return refuse('not_found')
  return transaction(deps, async (tx) => {
    const locked = await lockForStock(deps, tx, found.invoiceId)
    const shipment = await lockShipment(tx, id)
    if (!locked || !shipment) return refuse('not_found')
    const { invoice, now } = locked
    if (shipment.state === to) return { ok: true, shipment, moved: false }
    if (!canMove(shipment.state, to, shipment.method)) return refuse('too_late')

    const bound = (await reservationsOf(tx, shipment.invoiceId)).filter((row) => row.shipmentId === id)
    const live = bound.filter((row) => isLive(row, now))
    if (to !== 'refused' && to !== 'cancelled' && live.length < bound.length) return refuse('reserve_ended')
    if (!(await moveShipment(tx, shipment, { state: to, by: actor.id, at: now, reason }))) return refuse('too_late')
    if (to === 'accepted') await protectRows(tx, { shipmentId: id }, now)
    if (leavesStock(to)) await shipOut(deps, tx, shipment, now)
    if (to === 'refused' || to === 'cancelled') {
      await bindRows(
        tx,
        bound.map((row) => row.id),
        null,
      )
      const keeps = invoice.paidKopecks > 0 || !keepsGoods(shipment.state)
      if (!keeps) await unprotectRows(tx, live, now)
    }
    await addDeed(tx, { at: now, userId: actor.id, action: to, subject: 'shipment', subjectId: id })
    const about = { aboutId: id, details: { state: to, reason } }
    if (to === 'cancelled') {
      const notice = { key: `shipment-cancelled:${id}`, kind: 'shipment_cancelled', ...about } as const
      await notify(tx, await managersOf(tx, shipment.companyId), notice, now)
    } else {
      const notice = { key: `shipment-moved:${id}:${to}`, kind: 'shipment_moved', ...about } as const
      await notify(tx, [shipment.filedBy], notice, now)
    }
    return { ok: true, shipment: { ...shipment, state: to }, moved: true }
  })
}

export interface ShipmentSheet {
  shipment: Shipment
  company: Company
  invoiceNumber: number
  lines: ShipmentLine[]
  events: { state: ShipmentState; at: number; reason: string }[]
  warehouse: { name: string; address: string } | null
}

export type SeeShipment = { ok: true; sheet: ShipmentSheet } | Refusal<'not_found'>

export async function seeShipment(deps: Deps, actor: Actor, id: number): Promise<SeeShipment> {
  const shipment = await findShipment(deps.db, id)
  if (!shipment || !seesCompany(actor, shipment.companyId)) return refuse('not_found')
  const invoice = await findInvoice(deps.db, shipment.invoiceId)
  const company = await findCompany(deps.db, shipment.companyId)
  if (!invoice || !company) return refuse('not_found')
  const warehouse = (await listWarehouses(deps.db)).find((row) => row.id === shipment.warehouseId) ?? null
  const lines = await shipmentLines(deps.db, id)
  return {
    ok: true,
    sheet: {
      shipment,
      company,
      invoiceNumber: invoice.number,
      lines,
      events: await shipmentEvents(deps.db, id),
      warehouse,
    },
  }
}

export async function findShipmentNumbered(deps: Deps, actor: Actor, number: number): Promise<Shipment | null> {
  const shipment = await findShipmentByNumber(deps.db, number)
  return shipment && seesCompany(actor, shipment.companyId) ? shipment : null
}

/** The company's requests, the newest first; for managers those of all companies that are not finished. */
export async function seeShipments(
  deps: Deps,
  actor: Actor,
): Promise<{ ok: true; shipments: Shipment[] } | Refusal<'forbidden'>> {
  if (!may(actor, 'documents.see')) return refuse('forbidden')
  if (actor.companyId !== null) return { ok: true, shipments: await listShipments(deps.db, actor.companyId) }
  return {
    ok: true,
    shipments: await listShipments(deps.db, null, ['filed', 'accepted', 'picking', 'ready', 'dispatched']),
  }
}
