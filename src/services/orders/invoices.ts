import { cartLines, closeCart, lockCart } from '#db/orders/carts.ts'
import {
  findInvoice,
  findInvoiceByNumber,
  findInvoiceOfCart,
  listInvoices,
  reservedAndShipped,
} from '#db/orders/invoices.ts'
import { type Invoice, markOf } from '#domain/orders/invoices.ts'
import { type Actor, may, seesCompany } from '#domain/policy.ts'
import { type Refusal, refuse } from '#domain/result.ts'
import type { Deps } from '#services/kernel/deps.ts'
import { transaction } from '#services/kernel/transaction.ts'
import { priceLines, type UnpricedGoods, writeInvoice } from './invoice-making.ts'
import { type InvoiceSheet, loadSheet } from './invoice-sheet.ts'

export type CreateInvoice =
  | { ok: true; invoice: Invoice }
  | Refusal<'forbidden' | 'not_found' | 'empty' | 'cart_changed'>
  | UnpricedGoods

/**
 * One cart, one invoice: pressed again, or delivered again, it answers the invoice that is there. With the mark of a
 * cart that was shown, another cart than that one is refused.
 */
export async function createInvoice(deps: Deps, actor: Actor, cartId: number, mark?: number): Promise<CreateInvoice> {
  if (!may(actor, 'order')) return refuse('forbidden')
  return transaction(deps, async (tx) => {
    const cart = await lockCart(tx, cartId)
    if (!cart || cart.userId !== actor.id || cart.companyId !== actor.companyId) return refuse('not_found')
    const made = await findInvoiceOfCart(tx, cartId)
    if (made) return { ok: true, invoice: made }
    if (cart.closedAt !== null) return refuse('not_found')
    const lines = await cartLines(tx, cartId)
    if (lines.length === 0) return refuse('empty')
    const answer = await priceLines(tx, actor, lines)
    if (!answer.ok) return answer
    if (mark !== undefined && mark !== markOf(answer.priced.lines)) return refuse('cart_changed')
    const invoice = await writeInvoice(deps, tx, actor, cart, answer.priced)
    await closeCart(tx, cartId, deps.clock.now())
    return { ok: true, invoice }
  })
}

export type SeeInvoice = { ok: true; sheet: InvoiceSheet } | Refusal<'not_found'>

/** A foreign invoice is answered like a missing one. */
export async function seeInvoice(deps: Deps, actor: Actor, id: number): Promise<SeeInvoice> {
  const invoice = await findInvoice(deps.db, id)
  if (!invoice || !seesCompany(actor, invoice.companyId)) return refuse('not_found')
  return { ok: true, sheet: await loadSheet(deps.db, invoice, deps.clock.now()) }
}

export async function findByNumber(deps: Deps, actor: Actor, number: number): Promise<Invoice | null> {
  const invoice = await findInvoiceByNumber(deps.db, number)
  return invoice && seesCompany(actor, invoice.companyId) ? invoice : null
}

export interface ListedInvoice extends Invoice {
  /** Some of its goods are in a live reserve. */
  isReserved: boolean
  /** Some of its goods are shipped. */
  isShipped: boolean
}

export async function seeInvoices(
  deps: Deps,
  actor: Actor,
  companyId: number | null = actor.companyId,
): Promise<{ ok: true; invoices: ListedInvoice[] } | Refusal<'forbidden'>> {
  if (companyId === null || !seesCompany(actor, companyId)) return refuse('forbidden')
  const all = await listInvoices(deps.db, companyId)
  const { reserved, shipped } = await reservedAndShipped(deps.db, companyId, deps.clock.now())
  const invoices = all.map((one) => ({ ...one, isReserved: reserved.has(one.id), isShipped: shipped.has(one.id) }))
  return { ok: true, invoices }
}
