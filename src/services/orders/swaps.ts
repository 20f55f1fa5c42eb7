import { findProduct, type Product } from '#db/catalog/catalog.ts'
import { addOperation, findOperation } from '#db/kernel/audit.ts'
import { addClosedCart, cartLines, findOpenCart, lockCart, replaceCartLine } from '#db/orders/carts.ts'
import { findInvoice, lockInvoice, markCancelled } from '#db/orders/invoices.ts'
import type { Db } from '#db/schema/schema.ts'
import type { Invoice } from '#domain/orders/invoices.ts'
import { orderLimits } from '#domain/orders/limits.ts'
import { type Actor, may, seesCompany } from '#domain/policy.ts'
import { type Refusal, refuse } from '#domain/result.ts'
import type { Deps } from '#services/kernel/deps.ts'
import { transaction } from '#services/kernel/transaction.ts'
import { addSilentAuditEntry } from '#services/notices/invoice-message.ts'
import { type LineOfGoods, priceLines, type UnpricedGoods, writeInvoice } from './invoice-making.ts'
import { type InvoiceSheet, loadSheet } from './invoice-sheet.ts'

export type SwapLine =
  | { ok: true; product: Product; quantity: number }
  | Refusal<'forbidden' | 'not_found' | 'too_many'>

/** Puts an analogue in a line's place in the cart, with the same count. Pressed again, it changes nothing. */
export async function swapLine(deps: Deps, actor: Actor, productId: number, analogueId: number): Promise<SwapLine> {
  if (!may(actor, 'order')) return refuse('forbidden')
  return transaction(deps, async (tx) => {
    const open = await findOpenCart(tx, actor.id)
    const locked = open && (await lockCart(tx, open.id))
    const cart = locked?.closedAt === null ? locked : undefined
    const lines = cart ? await cartLines(tx, cart.id) : []
    const product = await findProduct(tx, analogueId)
    if (!cart || !product || product.hiddenAt !== null) return refuse('not_found')
    const quantityOf = (id: number) => lines.find((line) => line.productId === id)?.quantity ?? 0
    const [before, there] = [quantityOf(productId), quantityOf(analogueId)]
    if (before === 0 || productId === analogueId)
      return there > 0 ? { ok: true, product, quantity: there } : refuse('not_found')
    const quantity = before + there
    if (quantity > orderLimits.quantity) return refuse('too_many')
    await replaceCartLine(tx, cart.id, productId, { productId: analogueId, quantity })
    return { ok: true, product, quantity }
  })
}

/** The reason why an invoice can't be remade: somebody relies on it as it is. */
export type NotRemadeReason = 'cancelled' | 'paid' | 'shipped' | 'in_shipment' | 'reserved' | 'claimed'

export function whyNotRemade({ invoice, shipped, rows, claim }: InvoiceSheet): NotRemadeReason | null {
  if (invoice.cancelledAt !== null) return 'cancelled'
  if (invoice.paidKopecks > 0) return 'paid'
  if (shipped > 0) return 'shipped'
  if (rows.some((row) => row.shipmentId !== null)) return 'in_shipment'
  if (rows.length > 0) return 'reserved'
  return claim && claim.decidedAt === null ? 'claimed' : null
}

export type SwapInvoiceLine =
  | { ok: true; invoice: Invoice; before: number }
  | Refusal<'forbidden' | 'not_found' | 'too_many' | NotRemadeReason>
  | UnpricedGoods

/**
 * Remakes an unreserved invoice with an analogue in a line's place, at today's prices, and cancels the old one. Pressed
 * again, it answers the invoice that it has made.
 */
export async function swapInvoiceLine(
  deps: Deps,
  actor: Actor,
  invoiceId: number,
  productId: number,
  analogueId: number,
): Promise<SwapInvoiceLine> {
  return transaction(deps, async (tx) => {
    const invoice = await lockInvoice(tx, invoiceId)
    if (!invoice || !seesCompany(actor, invoice.companyId)) return refuse('not_found')
    if (!may(actor, 'order') || actor.companyId !== invoice.companyId) return refuse('forbidden')
    const key = `swap:${invoiceId}:${productId}:${analogueId}`
    const made = await findOperation<number>(tx, key)
    const there = made === undefined ? undefined : await findInvoice(tx, made)
    if (there) return { ok: true, invoice: there, before: invoice.number }

    const now = deps.clock.now()
    const sheet = await loadSheet(tx, invoice, now)
    const reason = whyNotRemade(sheet)
    if (reason) return refuse(reason)
    const lines = await swapped(tx, sheet, productId, analogueId)
    if (!lines) return refuse('not_found')
    if (lines.some((line) => line.quantity > orderLimits.quantity)) return refuse('too_many')
    const answer = await priceLines(tx, actor, lines)
    if (!answer.ok) return answer

    const cart = { userId: actor.id, companyId: invoice.companyId, at: now }
    const goods = lines.map((line) => ({ productId: line.productId, quantity: line.quantity }))
    const cartId = await addClosedCart(tx, cart, goods)
    const anew = await writeInvoice(deps, tx, actor, { id: cartId, companyId: invoice.companyId }, answer.priced)
    await markCancelled(tx, invoiceId, actor.id, now)
    const details = { released: 0, madeAnew: anew.number }
    await addSilentAuditEntry(tx, { at: now, userId: actor.id, action: 'cancel', subjectId: invoiceId, details })
    await addOperation(tx, key, now, anew.id)
    return { ok: true, invoice: anew, before: invoice.number }
  })
}

/** The invoice's goods as they are now, with the analogue in the product's place; null: one of the two is missing. */
async function swapped(
  tx: Db,
  { lines }: InvoiceSheet,
  productId: number,
  analogueId: number,
): Promise<LineOfGoods[] | null> {
  const quantities = new Map<number, number>()
  for (const line of lines) {
    const id = line.productId === productId ? analogueId : line.productId
    quantities.set(id, (quantities.get(id) ?? 0) + line.quantity)
  }
  if (productId === analogueId || !lines.some((line) => line.productId === productId)) return null
  const goods: LineOfGoods[] = []
  for (const [id, quantity] of quantities) {
    const product = await findProduct(tx, id)
    if (!product || (id === analogueId && product.hiddenAt !== null)) return null
    const { sku, name, unit, vatRate, hiddenAt } = product
    goods.push({ productId: id, sku, name, unit, vatRate, hiddenAt, quantity })
  }
  return goods
}
