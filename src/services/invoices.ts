import { addDeed, nextNumber } from '../db/audit.ts'
import { cartLines, closeCart, lockCart } from '../db/carts.ts'
import { pricesOf } from '../db/catalog.ts'
import { addInvoice, findInvoice, findInvoiceByNumber, findInvoiceOfCart, listInvoices } from '../db/invoices.ts'
import type { Db } from '../db/schema.ts'
import { type Invoice, lineSums, totals } from '../domain/invoices.ts'
import { limits } from '../domain/limits.ts'
import { type Actor, may, seesCompany } from '../domain/policy.ts'
import { type Refusal, refuse } from '../domain/result.ts'
import { addDays, isWeekend, localTime, startOfDay } from '../domain/time.ts'
import type { Deps } from './deps.ts'
import { type InvoiceSheet, loadSheet } from './invoice-sheet.ts'
import { priceTypeOf } from './prices.ts'
import { transaction } from './transaction.ts'

export type CreateInvoice =
  | { ok: true; invoice: Invoice }
  | Refusal<'forbidden' | 'not_found' | 'empty'>
  /** These articles have no price, or are no longer sold. */
  | (Refusal<'no_price' | 'gone'> & { skus: string[] })

/** One cart, one invoice: pressed again, or delivered again, it answers the invoice that is there. */
export async function createInvoice(deps: Deps, actor: Actor, cartId: number): Promise<CreateInvoice> {
  if (!may(actor, 'order')) return refuse('forbidden')
  return transaction(deps, async (tx) => {
    const cart = await lockCart(tx, cartId)
    if (!cart || cart.userId !== actor.id || cart.companyId !== actor.companyId) return refuse('not_found')
    const made = await findInvoiceOfCart(tx, cartId)
    if (made) return { ok: true, invoice: made }
    const lines = await cartLines(tx, cartId)
    if (lines.length === 0) return refuse('empty')
    const gone = lines.filter((line) => line.hiddenAt !== null)
    if (gone.length > 0) return { ...refuse('gone'), skus: gone.map((line) => line.sku) }

    const priceType = await priceTypeOf(tx, actor)
    const prices = await pricesOf(
      tx,
      lines.map((line) => line.productId),
      priceType?.id ?? null,
    )
    const unpriced = lines.filter((line) => !prices.has(line.productId))
    if (!priceType || unpriced.length > 0) return { ...refuse('no_price'), skus: unpriced.map((line) => line.sku) }

    const vatIncluded = priceType.vatIncluded === 1
    const priced = lines.map(({ productId, sku, name, unit, quantity, vatRate }) => {
      const priceKopecks = prices.get(productId) ?? 0
      return {
        productId,
        sku,
        name,
        unit,
        quantity,
        vatRate,
        priceKopecks,
        ...lineSums(priceKopecks, quantity, vatRate, vatIncluded),
      }
    })
    const now = deps.clock.now()
    const number = await nextNumber(tx, 'invoice')
    const head = {
      number,
      cartId,
      companyId: cart.companyId,
      createdBy: actor.id,
      createdAt: now,
      payBy: payBy(now, deps.settings.timeZone),
    }
    const id = await addInvoice(
      tx,
      { ...head, ...totals(priced), vatIncluded: vatIncluded ? 1 : 0, cancelledAt: null, cancelledBy: null },
      priced,
    )
    await closeCart(tx, cartId, now)
    await addDeed(tx, {
      at: now,
      userId: actor.id,
      action: 'create',
      subject: 'invoice',
      subjectId: id,
      details: { number },
    })
    return { ok: true, invoice: await mustFind(tx, id) }
  })
}

async function mustFind(db: Db, id: number): Promise<Invoice> {
  const invoice = await findInvoice(db, id)
  if (!invoice) throw new Error(`invoice ${id} was written and is not there`)
  return invoice
}

/** The end of the fifth working day from today. */
function payBy(now: number, timeZone: string): number {
  let day = localTime(now, timeZone).day
  for (let working = 0; working < limits.payWithinDays; ) {
    day = addDays(day, 1)
    if (!isWeekend(day)) working++
  }
  return startOfDay(addDays(day, 1), timeZone) - 1
}

export type SeeInvoice = { ok: true; sheet: InvoiceSheet } | Refusal<'not_found'>

/** Somebody else's invoice is answered like a missing one. */
export async function seeInvoice(deps: Deps, actor: Actor, id: number): Promise<SeeInvoice> {
  const invoice = await findInvoice(deps.db, id)
  if (!invoice || !seesCompany(actor, invoice.companyId)) return refuse('not_found')
  return { ok: true, sheet: await loadSheet(deps.db, invoice, deps.clock.now()) }
}

export async function findByNumber(deps: Deps, actor: Actor, number: number): Promise<Invoice | null> {
  const invoice = await findInvoiceByNumber(deps.db, number)
  return invoice && seesCompany(actor, invoice.companyId) ? invoice : null
}

export async function seeInvoices(
  deps: Deps,
  actor: Actor,
  companyId: number | null = actor.companyId,
): Promise<{ ok: true; invoices: Invoice[] } | Refusal<'forbidden'>> {
  if (companyId === null || !seesCompany(actor, companyId)) return refuse('forbidden')
  return { ok: true, invoices: await listInvoices(deps.db, companyId) }
}
