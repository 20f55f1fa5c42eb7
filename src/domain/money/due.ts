import { type Invoice, unpaidKopecks } from '#domain/orders/invoices.ts'

/**
 * When an invoice is to be paid: before its goods go (a day), some days after they go (on credit, nothing has gone yet),
 * or by the day of what has gone.
 */
export type PayTerm =
  | { kind: 'ahead'; by: number }
  | { kind: 'after_shipping'; days: number }
  | { kind: 'shipped'; by: number }

/** The one meaning of overdue: goods that left are unpaid past their day. An invoice whose goods stand here never is. */
export function isOverdue(dueAt: number, now: number): boolean {
  return dueAt < now
}

/** `dueAts`: the days of the invoice's shipped and unpaid documents. */
export function payTerm(
  { payBy }: Pick<Invoice, 'payBy'>,
  deferralDays: number,
  dueAts: readonly number[] = [],
): PayTerm {
  if (dueAts.length > 0) return { kind: 'shipped', by: Math.min(...dueAts) }
  return deferralDays > 0 ? { kind: 'after_shipping', days: deferralDays } : { kind: 'ahead', by: payBy }
}

/** The unpaid part for goods that have not left: what has left is a document's debt, and no invoice waits for it. */
export function awaitedKopecks(
  invoice: Pick<Invoice, 'cancelledAt' | 'paidKopecks' | 'totalKopecks'>,
  shippedKopecks: number,
): number {
  const unpaid = unpaidKopecks(invoice)
  return Math.min(unpaid, Math.max(0, invoice.totalKopecks - shippedKopecks))
}

export interface AwaitedInvoice {
  invoice: Invoice
  awaitedKopecks: number
  term: PayTerm
}

/** The invoices that wait for money, the soonest first. */
export function awaitedInvoices(
  invoices: readonly Invoice[],
  documents: readonly { invoiceId: number; amountKopecks: number }[],
  deferralDays: number,
): AwaitedInvoice[] {
  return invoices
    .map((invoice) => {
      const own = documents.filter(({ invoiceId }) => invoiceId === invoice.id)
      const shippedKopecks = own.reduce((sum, { amountKopecks }) => sum + amountKopecks, 0)
      return {
        invoice,
        awaitedKopecks: awaitedKopecks(invoice, shippedKopecks),
        term: payTerm(invoice, deferralDays),
      }
    })
    .filter((one) => one.awaitedKopecks > 0)
    .sort((a, b) => a.invoice.payBy - b.invoice.payBy || a.invoice.number - b.invoice.number)
}
