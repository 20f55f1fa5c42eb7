import { findProduct } from '#db/catalog/catalog.ts'
import { nextFreed, shelves } from '#db/catalog/stock.ts'
import { lockFor } from '#db/kernel/locks.ts'
import { lockInvoice } from '#db/orders/invoices.ts'
import { countGranted } from '#db/reserve/extensions.ts'
import { findManagerHold } from '#db/reserve/holds.ts'
import {
  addReservations,
  companyReserves,
  type InvoiceReserve,
  releaseRows,
  reservationsOf,
} from '#db/reserve/reservations.ts'
import type { Db } from '#db/schema/schema.ts'
import { type Actor, may, seesCompany } from '#domain/policy.ts'
import { decideTaking, isLive, type Reservation } from '#domain/reserve/reservations.ts'
import { type Refusal, refuse } from '#domain/result.ts'
import type { Deps } from '#services/kernel/deps.ts'
import { transaction } from '#services/kernel/transaction.ts'
import { addSilentAuditEntry } from '#services/notices/invoice-message.ts'
import { type InvoiceSheet, loadSheet } from '#services/orders/invoice-sheet.ts'
import { type SeeInvoice, seeInvoice } from '#services/orders/invoices.ts'
import { lockForStock } from './stock-lock.ts'

export interface ShortLine {
  sku: string
  missing: number
  /** The time at which others' reserves give the next pieces back; null if it is unknown. */
  freedAt: number | null
  /** The list states only availability, not a quantity: nothing can be reserved yet. */
  quantityUnknown: boolean
}

export type Reserve =
  | { ok: true; sheet: InvoiceSheet; taken: number; short: ShortLine[] }
  | Refusal<'forbidden' | 'not_found' | 'cancelled' | 'renewed'>
  | (Refusal<'too_many'> & { unpaid: number })

/**
 * Reserves all available pieces for an invoice, in one transaction, decided once on all its lines. Pressed again, it
 * reserves pieces that have become free since, and nothing twice: reserved pieces are not asked for again.
 */
export async function reserve(deps: Deps, actor: Actor, invoiceId: number): Promise<Reserve> {
  return transaction(deps, async (tx) => {
    await lockFor(tx, 'company', actor.companyId ?? 0)
    const locked = await lockForStock(deps, tx, invoiceId, { renews: true })
    if (!locked || !seesCompany(actor, locked.invoice.companyId)) return refuse('not_found')
    const { invoice, now } = locked
    if (!may(actor, 'order') || actor.companyId !== invoice.companyId) return refuse('forbidden')
    if (invoice.cancelledAt !== null) return refuse('cancelled')

    const before = await loadSheet(tx, invoice, now)
    const isSafe = invoice.paidKopecks > 0 || (await findManagerHold(tx, invoiceId)) !== undefined
    const limit = isSafe ? null : await reachedLimit(deps, tx, before, now)
    if (limit) return limit
    const demands = before.lines
      .filter((line) => line.missing > 0)
      .map(({ id, productId, missing }) => ({ lineId: id, productId, missing }))
    const free = await shelves(
      tx,
      demands.map((demand) => demand.productId),
      now,
    )
    const takings = decideTaking(demands, free)
    const row = {
      invoiceId,
      reservedBy: actor.id,
      reservedAt: now,
      untilAt: now + deps.settings.reserveForMs,
      protectedAt: isSafe ? now : null,
      releasedAt: null,
      releasedBy: null,
      shippedAt: null,
      shipmentId: null,
    }
    await addReservations(
      tx,
      takings.map((taking) => ({ ...row, ...taking })),
    )
    const taken = takings.reduce((sum, taking) => sum + taking.quantity, 0)
    if (taken > 0)
      await addSilentAuditEntry(
        tx,
        { at: now, userId: actor.id, action: 'reserve', subjectId: invoiceId, details: { taken } },
        actor.id,
      )
    const sheet = await loadSheet(tx, invoice, now)
    return { ok: true, sheet, taken, short: await shortLines(tx, sheet, now) }
  })
}

/**
 * The limits of unpaid goods: the invoices of a company that may reserve, and the times that each piece may be reserved
 * again; each extension that a manager grants allows once more.
 */
async function reachedLimit(
  { settings }: Deps,
  tx: Db,
  { invoice, lines, missing }: InvoiceSheet,
  now: number,
): Promise<(Reserve & { ok: false }) | null> {
  if (missing === 0) return null
  const unpaid = (await companyReserves(tx, invoice.companyId, now)).filter(
    (one) => one.untilAt !== null && one.invoiceId !== invoice.id,
  ).length
  if (unpaid >= settings.unpaidReserves) return { ...refuse('too_many'), unpaid }
  const times = 1 + settings.reserveRenewals + (await countGranted(tx, invoice.id))
  const pieces = lines.reduce((sum, line) => sum + line.quantity, 0)
  const taken = (await reservationsOf(tx, invoice.id)).reduce((sum, row) => sum + row.quantity, 0)
  return taken + missing > times * pieces ? refuse('renewed') : null
}

/** The answer to a reservation, as it stands now. */
export async function seeReserve(
  deps: Deps,
  actor: Actor,
  invoiceId: number,
): Promise<(SeeInvoice & { ok: false }) | (SeeInvoice & { ok: true; short: ShortLine[] })> {
  const seen = await seeInvoice(deps, actor, invoiceId)
  return seen.ok ? { ...seen, short: await shortLines(deps.db, seen.sheet, deps.clock.now()) } : seen
}

async function shortLines(db: Db, sheet: InvoiceSheet, now: number): Promise<ShortLine[]> {
  const short = sheet.lines.filter((line) => line.missing > 0)
  if (short.length === 0) return []
  const freed = await nextFreed(
    db,
    short.map((line) => line.productId),
    now,
  )
  const answers: ShortLine[] = []
  for (const { productId, sku, missing } of short) {
    const others = freed.find((row) => row.productId === productId && row.invoiceId !== sheet.invoice.id)
    const product = await findProduct(db, productId)
    answers.push({ sku, missing, freedAt: others?.untilAt ?? null, quantityUnknown: product?.available === 1 })
  }
  return answers
}

export type ReleaseReserve =
  | { ok: true; released: number }
  | Refusal<'forbidden' | 'not_found' | 'paid' | 'in_shipment'>

/**
 * Releases a reserve by hand. Paid goods and goods in a shipment request stay; released again, nothing is left to
 * release.
 */
export async function releaseReserve(deps: Deps, actor: Actor, invoiceId: number): Promise<ReleaseReserve> {
  return transaction(deps, async (tx) => {
    const invoice = await lockInvoice(tx, invoiceId)
    if (!invoice || !seesCompany(actor, invoice.companyId)) return refuse('not_found')
    if (!may(actor, 'order') || actor.companyId !== invoice.companyId) return refuse('forbidden')
    const now = deps.clock.now()
    const rows = (await reservationsOf(tx, invoiceId)).filter((row) => isLive(row, now))
    if (rows.length === 0) return { ok: true, released: 0 }
    if (invoice.paidKopecks > 0) return refuse('paid')
    const loose = rows.filter((row: Reservation) => row.shipmentId === null)
    if (loose.length === 0) return refuse('in_shipment')
    const released = await releaseRows(
      tx,
      loose.map((row) => row.id),
      now,
      actor.id,
    )
    await addSilentAuditEntry(tx, {
      at: now,
      userId: actor.id,
      action: 'release',
      subjectId: invoiceId,
      details: { released },
    })
    return { ok: true, released }
  })
}

/** The reserves of the actor's company, per invoice, the soonest to end first. */
export async function seeReserves(
  deps: Deps,
  actor: Actor,
): Promise<{ ok: true; reserves: InvoiceReserve[] } | Refusal<'forbidden'>> {
  if (actor.companyId === null || !may(actor, 'documents.see')) return refuse('forbidden')
  return { ok: true, reserves: await companyReserves(deps.db, actor.companyId, deps.clock.now()) }
}
