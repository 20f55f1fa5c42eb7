import type { Generated } from 'kysely'

export interface MoneyTables {
  payments: PaymentsTable
  allocations: { id: Generated<number>; paymentId: number; invoiceId: number; amountKopecks: number }
  ledgerEntries: LedgerEntriesTable
}

interface PaymentsTable {
  id: Generated<number>
  /** Unique: the same payment twice is written once. */
  key: string
  companyId: number
  amountKopecks: number
  receivedAt: number
  recordedBy: number | null
  recordedAt: number
}

interface LedgerEntriesTable {
  id: Generated<number>
  /** `shipment:17`, `payment:4` */
  key: string
  companyId: number
  kind: 'shipment' | 'payment'
  debitKopecks: number
  creditKopecks: number
  at: number
  dueAt: number | null
  shipmentId: number | null
  paymentId: number | null
}
