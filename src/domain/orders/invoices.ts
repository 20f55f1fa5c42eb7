import { vatOf } from '#domain/money.ts'
import { hashOf } from '#domain/text/hash.ts'

export type InvoiceState = 'unpaid' | 'partly_paid' | 'paid' | 'cancelled'

export interface Invoice {
  id: number
  number: number
  companyId: number
  createdBy: number
  createdAt: number
  /** Due at this instant: the end of a day. */
  payBy: number
  totalKopecks: number
  vatKopecks: number
  vatIncluded: boolean
  cancelledAt: number | null
  /** Σ allocations. */
  paidKopecks: number
}

export interface InvoiceLine {
  id: number
  invoiceId: number
  position: number
  productId: number
  sku: string
  name: string
  unit: string
  quantity: number
  priceKopecks: number
  vatRate: number
  /** The cost of the line, VAT included. */
  sumKopecks: number
  vatKopecks: number
}

export function invoiceState(invoice: Pick<Invoice, 'cancelledAt' | 'paidKopecks' | 'totalKopecks'>): InvoiceState {
  if (invoice.cancelledAt !== null) return 'cancelled'
  if (invoice.paidKopecks >= invoice.totalKopecks) return 'paid'
  return invoice.paidKopecks > 0 ? 'partly_paid' : 'unpaid'
}

export function unpaidKopecks(invoice: Pick<Invoice, 'cancelledAt' | 'paidKopecks' | 'totalKopecks'>): number {
  return invoice.cancelledAt === null ? Math.max(0, invoice.totalKopecks - invoice.paidKopecks) : 0
}

/** VAT per line, half up; a sum always contains its VAT, whether the price does or not. */
export function lineSums(priceKopecks: number, quantity: number, vatRate: number, vatIncluded: boolean) {
  const priced = priceKopecks * quantity
  const vatKopecks = vatOf(priced, vatRate, vatIncluded)
  return { sumKopecks: vatIncluded ? priced : priced + vatKopecks, vatKopecks }
}

/** Totals are the sums of the lines, VAT too: counted from the total, it would differ by kopecks. */
export function totals(lines: readonly { sumKopecks: number; vatKopecks: number }[]) {
  return {
    totalKopecks: lines.reduce((sum, line) => sum + line.sumKopecks, 0),
    vatKopecks: lines.reduce((sum, line) => sum + line.vatKopecks, 0),
  }
}

/** A number of at most 10 digits that tells one set of goods, quantities and prices from another, in any order. */
export function markOf(lines: readonly { productId: number; quantity: number; priceKopecks: number | null }[]): number {
  return hashOf(
    lines
      .map((line) => `${line.productId}:${line.quantity}:${line.priceKopecks ?? ''}`)
      .sort()
      .join(';'),
  )
}
