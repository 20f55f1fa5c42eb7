import { listWarehouses } from '#db/catalog/stock.ts'
import { documentsOfInvoice } from '#db/money/settlements.ts'
import { invoiceLines } from '#db/orders/invoices.ts'
import { type Company, findCompany } from '#db/people/companies.ts'
import { type Claim, findClaim } from '#db/reserve/claims.ts'
import { hasOpenExtension } from '#db/reserve/extensions.ts'
import { findManagerHold } from '#db/reserve/holds.ts'
import { reservationsOf } from '#db/reserve/reservations.ts'
import type { Db } from '#db/schema/schema.ts'
import { shipmentsOf } from '#db/shipping/shipments.ts'
import { type PayTerm, payTerm } from '#domain/money/due.ts'
import { settle } from '#domain/money/settlements.ts'
import { type Invoice, type InvoiceLine, invoiceState } from '#domain/orders/invoices.ts'
import { isLive, type Reservation } from '#domain/reserve/reservations.ts'
import type { Shipment } from '#domain/shipping/shipments.ts'

export interface SheetLine extends InvoiceLine {
  /** Pieces in live rows. */
  reserved: number
  shipped: number
  /** Neither reserved nor shipped. */
  missing: number
}

export interface InvoiceSheet {
  invoice: Invoice
  company: Company
  lines: SheetLine[]
  /** Live rows. */
  rows: Reservation[]
  /** The warehouses that they stand in. */
  places: { name: string; quantity: number }[]
  reserved: number
  shipped: number
  missing: number
  quantity: number
  /** The end of the first unprotected live row; null if there is none. */
  untilAt: number | null
  shipments: Shipment[]
  /** «Я оплатил», if it was ever pressed. */
  claim: Claim | null
  /** A request to extend waits for the manager. */
  extensionAsked: boolean
  /** A manager's hold protects the reserve. */
  hasManagerHold: boolean
  payTerm: PayTerm
}

/** Pieces that are paid and not there: only a paid invoice says which. */
export function paidUnreserved({ invoice, missing }: Pick<InvoiceSheet, 'invoice' | 'missing'>): number {
  return invoiceState(invoice) === 'paid' ? missing : 0
}

/** An invoice with everything that belongs to it, at `now`. */
export async function loadSheet(db: Db, invoice: Invoice, now: number): Promise<InvoiceSheet> {
  const company = await findCompany(db, invoice.companyId)
  if (!company) throw new Error(`invoice ${invoice.id} has no company`)
  const all = await reservationsOf(db, invoice.id)
  const rows = all.filter((row) => isLive(row, now))
  const sum = (list: readonly { quantity: number }[]) => list.reduce((total, { quantity }) => total + quantity, 0)
  const lines = (await invoiceLines(db, invoice.id)).map((line) => {
    const reserved = sum(rows.filter((row) => row.lineId === line.id))
    const shipped = sum(all.filter((row) => row.lineId === line.id && row.shippedAt !== null))
    return { ...line, reserved, shipped, missing: line.quantity - reserved - shipped }
  })
  const shipped = lines.reduce((total, line) => total + line.shipped, 0)
  const ends = rows.filter((row) => row.protectedAt === null).map((row) => row.untilAt)
  return {
    invoice,
    company,
    lines,
    rows,
    places: rows.length > 0 ? placesOf(rows, await listWarehouses(db)) : [],
    reserved: sum(rows),
    shipped,
    missing: lines.reduce((total, line) => total + line.missing, 0),
    quantity: sum(lines),
    untilAt: ends.length > 0 ? Math.min(...ends) : null,
    shipments: await shipmentsOf(db, invoice.id),
    claim: (await findClaim(db, invoice.id)) ?? null,
    extensionAsked: await hasOpenExtension(db, invoice.id),
    hasManagerHold: (await findManagerHold(db, invoice.id)) !== undefined,
    payTerm: payTerm(invoice, company.deferralDays, shipped > 0 ? await openDueDays(db, invoice, now) : []),
  }
}

/** The days by which what has left is to be paid: of the documents that this invoice's own money does not cover. */
async function openDueDays(db: Db, { id: invoiceId, paidKopecks: amountKopecks }: Invoice, now: number) {
  const { documents } = settle(await documentsOfInvoice(db, invoiceId), [{ invoiceId, amountKopecks }], now)
  return documents.map(({ dueAt }) => dueAt)
}

function placesOf(rows: readonly Reservation[], warehouses: readonly { id: number; name: string }[]) {
  return warehouses
    .map(({ id, name }) => {
      const here = rows.filter((row) => row.warehouseId === id)
      return { name, quantity: here.reduce((total, row) => total + row.quantity, 0) }
    })
    .filter(({ quantity }) => quantity > 0)
}
