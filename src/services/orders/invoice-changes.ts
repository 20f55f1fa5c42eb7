import { findProduct, pricesOf } from '#db/catalog/catalog.ts'
import { openCart, setCartLine } from '#db/orders/carts.ts'
import { findInvoice, invoiceLines, lockInvoice, markCancelled } from '#db/orders/invoices.ts'
import { releaseExpired } from '#db/reserve/clock.ts'
import { releaseRows } from '#db/reserve/reservations.ts'
import { type Actor, may, seesCompany } from '#domain/policy.ts'
import { type Refusal, refuse } from '#domain/result.ts'
import { priceTypeOf } from '#services/catalog/prices.ts'
import type { Deps } from '#services/kernel/deps.ts'
import { transaction } from '#services/kernel/transaction.ts'
import { addSilentAuditEntry } from '#services/notices/invoice-message.ts'
import { notices } from '#services/notices/kinds.ts'
import { managersOf, notify } from '#services/notices/notices.ts'
import { loadSheet } from './invoice-sheet.ts'

export type CancelInvoice =
  | { ok: true; released: number }
  | Refusal<'forbidden' | 'not_found' | 'paid' | 'shipped' | 'in_shipment'>

/** Cancels an unpaid invoice with nothing shipped, and releases its reserves. Cancelled again, it stays cancelled. */
export async function cancelInvoice(deps: Deps, actor: Actor, id: number): Promise<CancelInvoice> {
  return transaction(deps, async (tx) => {
    const invoice = await lockInvoice(tx, id)
    if (!invoice || !seesCompany(actor, invoice.companyId)) return refuse('not_found')
    if (!may(actor, 'order') || actor.companyId !== invoice.companyId) return refuse('forbidden')
    if (invoice.cancelledAt !== null) return { ok: true, released: 0 }
    if (invoice.paidKopecks > 0) return refuse('paid')
    const now = deps.clock.now()
    const sheet = await loadSheet(tx, invoice, now)
    if (sheet.shipped > 0) return refuse('shipped')
    if (sheet.rows.some((row) => row.shipmentId !== null)) return refuse('in_shipment')
    const released = await releaseRows(
      tx,
      sheet.rows.map((row) => row.id),
      now,
      actor.id,
    )
    await releaseExpired(tx, [id], now)
    await markCancelled(tx, id, actor.id, now)
    await notify(tx, await managersOf(tx, invoice.companyId), notices.invoiceCancelled(id), now)
    await addSilentAuditEntry(tx, { at: now, userId: actor.id, action: 'cancel', subjectId: id, details: { released } })
    return { ok: true, released }
  })
}

export interface LineChange {
  productId: number
  sku: string
  name: string
  change: 'same' | 'dearer' | 'cheaper' | 'no_price' | 'gone'
  beforeKopecks: number
  nowKopecks: number | null
}

export type RepeatInvoice = { ok: true; changes: LineChange[] } | Refusal<'forbidden' | 'not_found'>

/** Fills the cart with an invoice's goods at today's prices and answers the changes. Pressed twice, it fills once. */
export async function repeatInvoice(deps: Deps, actor: Actor, id: number): Promise<RepeatInvoice> {
  const { companyId } = actor
  if (!may(actor, 'order') || companyId === null) return refuse('forbidden')
  return transaction(deps, async (tx) => {
    const invoice = await findInvoice(tx, id)
    if (!invoice || !seesCompany(actor, invoice.companyId)) return refuse('not_found')
    const now = deps.clock.now()
    const lines = await invoiceLines(tx, id)
    const priceType = await priceTypeOf(tx, actor)
    const prices = await pricesOf(
      tx,
      lines.map((line) => line.productId),
      priceType?.id ?? null,
    )
    const cart = await openCart(tx, actor.id, companyId, now)
    if (!cart) return refuse('forbidden')
    const changes: LineChange[] = []
    for (const { productId, sku, name, quantity, priceKopecks, position } of lines) {
      const product = await findProduct(tx, productId)
      const nowKopecks = prices.get(productId) ?? null
      const gone = !product || product.hiddenAt !== null
      if (!gone) await setCartLine(tx, { cartId: cart.id, productId, quantity, addedAt: now + position })
      changes.push({
        productId,
        sku,
        name,
        change: gone ? 'gone' : compare(priceKopecks, nowKopecks),
        beforeKopecks: priceKopecks,
        nowKopecks,
      })
    }
    return { ok: true, changes }
  })
}

function compare(before: number, now: number | null): LineChange['change'] {
  if (now === null) return 'no_price'
  if (now === before) return 'same'
  return now > before ? 'dearer' : 'cheaper'
}
