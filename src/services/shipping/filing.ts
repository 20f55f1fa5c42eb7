import { addAuditEntry, nextNumber } from '#db/kernel/audit.ts'
import { lockFor } from '#db/kernel/locks.ts'
import { bindRows, splitRow } from '#db/reserve/reservations.ts'
import type { Db } from '#db/schema/schema.ts'
import {
  addShipment,
  addShipmentEvent,
  findDraft,
  findShipment,
  findShipmentOfDraft,
  updateDraft,
} from '#db/shipping/shipments.ts'
import { type Actor, may } from '#domain/policy.ts'
import { type Refusal, refuse } from '#domain/result.ts'
import { type DayProblem, dayProblem, type Shipment, type TermsProblem } from '#domain/shipping/shipments.ts'
import type { Day } from '#domain/time.ts'
import type { Deps } from '#services/kernel/deps.ts'
import { transaction } from '#services/kernel/transaction.ts'
import { notices } from '#services/notices/kinds.ts'
import { managersOf, notify } from '#services/notices/notices.ts'
import { type InvoiceSheet, loadSheet } from '#services/orders/invoice-sheet.ts'
import { lockForStock } from '#services/reserve/stock-lock.ts'
import { whyNot } from './credit.ts'
import { draftSheet, looseRows, missingField } from './draft-sheet.ts'

export type FileShipment =
  | { ok: true; shipment: Shipment }
  | Refusal<'forbidden' | 'not_found' | 'incomplete' | 'cancelled' | 'nothing_reserved'>
  | (Refusal<DayProblem> & { shipOn: Day })
  | (Refusal<TermsProblem> & { invoice: InvoiceSheet })

/** One draft, one request: pressed again, it answers the request that is there. */
export async function fileShipment(deps: Deps, actor: Actor, draftId: number): Promise<FileShipment> {
  if (!may(actor, 'order')) return refuse('forbidden')
  return transaction(deps, async (tx) => {
    await lockFor(tx, 'company', actor.companyId ?? 0)
    await lockFor(tx, 'draft', draftId)
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
    const problem = dayProblem(draft.shipOn, now, deps.settings)
    if (problem) return { ...refuse(problem), shipOn: draft.shipOn }
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
    await addAuditEntry(tx, {
      at: now,
      userId: actor.id,
      action: 'file',
      subject: 'shipment',
      subjectId: shipmentId,
      details: { number },
    })
    await notify(tx, await managersOf(tx, invoice.companyId), notices.shipmentFiled(shipmentId), now)
    return { ok: true, shipment: await mustFind(tx, shipmentId) }
  })
}

interface RowPart {
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
): Promise<RowPart[]> {
  const parts: RowPart[] = []
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
