import { expect } from 'vitest'
import type { Actor } from '#domain/policy.ts'
import { recordPayment } from '#services/money/payments.ts'
import { reserve } from '#services/reserve/reservations.ts'
import { changeDraft } from '#services/shipping/answers.ts'
import { startShipment } from '#services/shipping/drafts.ts'
import { fileShipment } from '#services/shipping/filing.ts'
import { moveRequest } from '#services/shipping/moves.ts'
import type { Shop } from '../../support/shop.ts'

/** A request for the goods of an invoice, taken from Moscow; `quantity` of its first line. */
export async function file({ deps, goods }: Shop, actor: Actor, invoiceId: number, quantity?: number): Promise<number> {
  const started = await startShipment(deps, actor, invoiceId)
  if (!started.ok) throw new Error(started.reason)
  const { id } = started.sheet.draft
  await changeDraft(deps, actor, id, { method: 'pickup' })
  await changeDraft(deps, actor, id, { warehouseId: goods.moscow })
  await changeDraft(deps, actor, id, { shipOn: started.sheet.days[0] ?? '' })
  const ready = await changeDraft(deps, actor, id, { contact: 'Пётр Сидоров, +7 916 123-45-67' })
  const [line] = ready.ok ? ready.sheet.lines : []
  if (line && quantity !== undefined) await changeDraft(deps, actor, id, { lineId: line.lineId, quantity })
  const filed = await fileShipment(deps, actor, id)
  if (!filed.ok) throw new Error(filed.reason)
  return filed.shipment.id
}

export async function handOver({ deps, manager }: Shop, id: number): Promise<void> {
  for (const state of ['accepted', 'picking', 'ready', 'handed_over'] as const) {
    expect(await moveRequest(deps, manager, id, state)).toMatchObject({ ok: true, moved: true })
  }
}

/** An invoice of seven pieces at a price that no seven divides, reserved and (if asked) paid. */
export async function reserved(given: Shop, actor: Actor, paid: boolean): Promise<number> {
  const id = await given.invoice(actor, [given.goods.cable, 7])
  await given.deps.db.updateTable('invoiceLines').set({ sumKopecks: 100_003 }).where('invoiceId', '=', id).execute()
  await given.deps.db.updateTable('invoices').set({ totalKopecks: 100_003 }).where('id', '=', id).execute()
  await reserve(given.deps, actor, id)
  if (paid) await recordPayment(given.deps, given.manager, id, null, `pay-${id}`)
  return id
}
