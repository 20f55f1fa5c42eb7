import { pricesOf } from '#db/catalog/catalog.ts'
import { addAuditEntry, nextNumber } from '#db/kernel/audit.ts'
import type { Cart, CartLine } from '#db/orders/carts.ts'
import { addInvoice, findInvoice } from '#db/orders/invoices.ts'
import type { Db } from '#db/schema/schema.ts'
import { addWorkingDays, type WorkTime } from '#domain/calendar.ts'
import { type Invoice, lineSums, totals } from '#domain/orders/invoices.ts'
import { orderLimits } from '#domain/orders/limits.ts'
import type { Actor } from '#domain/policy.ts'
import { type Refusal, refuse } from '#domain/result.ts'
import { addDays, localTime, startOfDay } from '#domain/time.ts'
import { priceTypeOf } from '#services/catalog/prices.ts'
import type { Deps } from '#services/kernel/deps.ts'

/** The data for one invoice line. */
export type LineOfGoods = Pick<CartLine, 'productId' | 'sku' | 'name' | 'unit' | 'quantity' | 'vatRate' | 'hiddenAt'>

export interface PricedLines {
  lines: (Omit<LineOfGoods, 'hiddenAt'> & { priceKopecks: number; sumKopecks: number; vatKopecks: number })[]
  vatIncluded: boolean
}

/** These articles have no price, or are no longer sold. */
export type UnpricedGoods = Refusal<'no_price' | 'gone'> & { skus: string[] }

/** Prices lines at today's prices of the actor's company; nothing is written. */
export async function priceLines(
  db: Db,
  actor: Actor,
  lines: readonly LineOfGoods[],
): Promise<{ ok: true; priced: PricedLines } | UnpricedGoods> {
  const gone = lines.filter((line) => line.hiddenAt !== null)
  if (gone.length > 0) return { ...refuse('gone'), skus: gone.map((line) => line.sku) }
  const priceType = await priceTypeOf(db, actor)
  const prices = await pricesOf(
    db,
    lines.map((line) => line.productId),
    priceType?.id ?? null,
  )
  const unpriced = lines.filter((line) => !prices.has(line.productId))
  if (!priceType || unpriced.length > 0) return { ...refuse('no_price'), skus: unpriced.map((line) => line.sku) }

  const vatIncluded = priceType.vatIncluded === 1
  const priced = lines.map(({ productId, sku, name, unit, quantity, vatRate }) => {
    const priceKopecks = prices.get(productId) ?? 0
    const goods = { productId, sku, name, unit, quantity, vatRate, priceKopecks }
    return { ...goods, ...lineSums(priceKopecks, quantity, vatRate, vatIncluded) }
  })
  return { ok: true, priced: { lines: priced, vatIncluded } }
}

/** Writes the invoice of a cart, with its number and its audit entry. */
export async function writeInvoice(
  deps: Deps,
  tx: Db,
  actor: Actor,
  cart: Pick<Cart, 'id' | 'companyId'>,
  { lines, vatIncluded }: PricedLines,
): Promise<Invoice> {
  const now = deps.clock.now()
  const number = await nextNumber(tx, 'invoice')
  const head = {
    number,
    cartId: cart.id,
    companyId: cart.companyId,
    createdBy: actor.id,
    createdAt: now,
    payBy: payBy(now, deps.settings),
  }
  const state = { vatIncluded: vatIncluded ? 1 : 0, cancelledAt: null, cancelledBy: null }
  const id = await addInvoice(tx, { ...head, ...totals(lines), ...state }, lines)
  const entry = { at: now, userId: actor.id, action: 'create', subject: 'invoice', subjectId: id }
  await addAuditEntry(tx, { ...entry, details: { number } })
  return mustFind(tx, id)
}

async function mustFind(db: Db, id: number): Promise<Invoice> {
  const invoice = await findInvoice(db, id)
  if (!invoice) throw new Error(`invoice ${id} was written and is not there`)
  return invoice
}

/** The end of the fifth working day from today. */
function payBy(now: number, { calendar, timeZone }: WorkTime): number {
  const last = addWorkingDays(calendar, localTime(now, timeZone).day, orderLimits.payWithinDays)
  return startOfDay(addDays(last, 1), timeZone) - 1
}
