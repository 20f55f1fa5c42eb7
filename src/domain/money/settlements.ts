import { days } from '#domain/time.ts'
import { isOverdue } from './due.ts'

/** Goods that left: a debit, due on its day. */
export interface ShippedDocument {
  shipmentNumber: number
  invoiceId: number
  amountKopecks: number
  at: number
  dueAt: number
}

/** Money that came: allocated to an invoice, or (null) an advance. */
export interface Credit {
  invoiceId: number | null
  amountKopecks: number
}

export interface OpenDocument extends ShippedDocument {
  unpaidKopecks: number
  /** Whole days past the due date; 0 while it is not overdue. */
  daysOverdue: number
}

export interface Settlement {
  /** Credit minus debit: a negative balance is the dealer's debt. */
  balanceKopecks: number
  /** Σ of the unpaid parts of the documents. */
  debtKopecks: number
  overdueKopecks: number
  /** Unpaid documents, the soonest due first. */
  documents: OpenDocument[]
}

/**
 * Money pays for the goods of the invoice it was given for, the oldest due first; money paid ahead for goods that have
 * not left yet stays with their invoice. Advances go to the documents in the order of their due dates.
 */
export function settle(documents: readonly ShippedDocument[], credits: readonly Credit[], now: number): Settlement {
  const open = [...documents]
    .sort((a, b) => a.dueAt - b.dueAt || a.shipmentNumber - b.shipmentNumber)
    .map((document) => ({ ...document, unpaidKopecks: document.amountKopecks, daysOverdue: 0 }))
  for (const { invoiceId, amountKopecks } of credits) {
    if (invoiceId !== null)
      payOff(
        amountKopecks,
        open.filter((document) => document.invoiceId === invoiceId),
      )
  }
  for (const { invoiceId, amountKopecks } of credits) if (invoiceId === null) payOff(amountKopecks, open)
  const unpaid = open.filter((document) => document.unpaidKopecks > 0)
  for (const document of unpaid) document.daysOverdue = daysOverdue(document.dueAt, now)
  const sum = (rows: readonly { unpaidKopecks: number }[]) => rows.reduce((total, row) => total + row.unpaidKopecks, 0)
  const debit = documents.reduce((total, document) => total + document.amountKopecks, 0)
  const credit = credits.reduce((total, row) => total + row.amountKopecks, 0)
  return {
    balanceKopecks: credit - debit,
    debtKopecks: sum(unpaid),
    overdueKopecks: sum(unpaid.filter((document) => isOverdue(document.dueAt, now))),
    documents: unpaid,
  }
}

function payOff(amountKopecks: number, documents: readonly OpenDocument[]): void {
  let rest = amountKopecks
  for (const document of documents) {
    const part = Math.min(rest, document.unpaidKopecks)
    document.unpaidKopecks -= part
    rest -= part
  }
}

export function daysOverdue(dueAt: number, now: number): number {
  return isOverdue(dueAt, now) ? Math.ceil((now - dueAt) / days(1)) : 0
}
