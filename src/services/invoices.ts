import { addDeed, nextNumber } from '../db/audit.ts'
import { cartLines, closeCart, lockCart, openCart, setCartLine } from '../db/carts.ts'
import { findProduct, pricesOf } from '../db/catalog.ts'
import { type Company, findCompany } from '../db/companies.ts'
import {
  addInvoice,
  findInvoice,
  findInvoiceByNumber,
  findInvoiceOfCart,
  invoiceLines,
  listInvoices,
  lockInvoice,
  markCancelled,
} from '../db/invoices.ts'
import { releaseRows, reservationsOf } from '../db/reservations.ts'
import type { Db } from '../db/schema.ts'
import { shipmentsOf } from '../db/shipments.ts'
import { type Invoice, type InvoiceLine, lineSums, totals } from '../domain/invoices.ts'
import { limits } from '../domain/limits.ts'
import { type Actor, may, seesCompany } from '../domain/policy.ts'
import { isLive, type Reservation } from '../domain/reservations.ts'
import { type Refusal, refuse } from '../domain/result.ts'
import type { Shipment } from '../domain/shipments.ts'
import { addDays, isWeekend, localTime, startOfDay } from '../domain/time.ts'
import type { Deps } from './deps.ts'
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

export interface SheetLine extends InvoiceLine {
  /** Pieces in live rows. */
  held: number
  shipped: number
  /** Neither held nor shipped. */
  missing: number
}

export interface InvoiceSheet {
  invoice: Invoice
  company: Company
  lines: SheetLine[]
  /** Live rows. */
  rows: Reservation[]
  held: number
  shipped: number
  missing: number
  quantity: number
  /** When the first unprotected live row ends; null where none will. */
  untilAt: number | null
  shipments: Shipment[]
}

/** An invoice with all that hangs on it, at `now`. */
export async function loadSheet(db: Db, invoice: Invoice, now: number): Promise<InvoiceSheet> {
  const company = await findCompany(db, invoice.companyId)
  if (!company) throw new Error(`invoice ${invoice.id} has no company`)
  const all = await reservationsOf(db, invoice.id)
  const rows = all.filter((row) => isLive(row, now))
  const sum = (list: readonly { quantity: number }[]) => list.reduce((total, { quantity }) => total + quantity, 0)
  const lines = (await invoiceLines(db, invoice.id)).map((line) => {
    const held = sum(rows.filter((row) => row.lineId === line.id))
    const shipped = sum(all.filter((row) => row.lineId === line.id && row.shippedAt !== null))
    return { ...line, held, shipped, missing: line.quantity - held - shipped }
  })
  const ends = rows.filter((row) => row.protectedAt === null).map((row) => row.untilAt)
  return {
    invoice,
    company,
    lines,
    rows,
    held: sum(rows),
    shipped: lines.reduce((total, line) => total + line.shipped, 0),
    missing: lines.reduce((total, line) => total + line.missing, 0),
    quantity: sum(lines),
    untilAt: ends.length > 0 ? Math.min(...ends) : null,
    shipments: await shipmentsOf(db, invoice.id),
  }
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

export type CancelInvoice =
  | { ok: true; released: number }
  | Refusal<'forbidden' | 'not_found' | 'paid' | 'shipped' | 'in_shipment'>

/** An unpaid invoice with nothing shipped; its reserves are released. Cancelled again, it stays cancelled. */
export async function cancelInvoice(deps: Deps, actor: Actor, id: number): Promise<CancelInvoice> {
  return transaction(deps, async (tx) => {
    const invoice = await lockInvoice(tx, id)
    if (!invoice || !seesCompany(actor, invoice.companyId)) return refuse('not_found')
    if (!may(actor, 'order')) return refuse('forbidden')
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
    await markCancelled(tx, id, actor.id, now)
    await addDeed(tx, {
      at: now,
      userId: actor.id,
      action: 'cancel',
      subject: 'invoice',
      subjectId: id,
      details: { released },
    })
    return { ok: true, released }
  })
}

export interface LineChange {
  sku: string
  name: string
  change: 'same' | 'dearer' | 'cheaper' | 'no_price' | 'gone'
  beforeKopecks: number
  nowKopecks: number | null
}

export type RepeatInvoice = { ok: true; changes: LineChange[] } | Refusal<'forbidden' | 'not_found'>

/** Fills the cart with an invoice's goods at today's prices and says what has changed. Pressed twice, it fills once. */
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
    const changes: LineChange[] = []
    for (const { productId, sku, name, quantity, priceKopecks, position } of lines) {
      const product = await findProduct(tx, productId)
      const nowKopecks = prices.get(productId) ?? null
      const gone = !product || product.hiddenAt !== null
      if (!gone) await setCartLine(tx, { cartId: cart.id, productId, quantity, addedAt: now + position })
      changes.push({
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
