import type { Generated } from 'kysely'

export interface ReserveTables {
  reservations: ReservationsTable
  extensions: ExtensionsTable
  claims: ClaimsTable
  /** A manager holds an invoice's reserve: no row, no hold. */
  holds: { invoiceId: number; heldBy: number; heldAt: number }
}

interface ReservationsTable {
  id: Generated<number>
  invoiceId: number
  lineId: number
  productId: number
  warehouseId: number
  quantity: number
  reservedBy: number
  reservedAt: number
  untilAt: number
  protectedAt: number | null
  releasedAt: number | null
  /** null: the clock. */
  releasedBy: number | null
  shippedAt: number | null
  shipmentId: number | null
  /** The instant of its last written warning: a later one may still come. */
  warnedFor: Generated<number | null>
}

/** A dealer asks for more time; one open request per invoice. */
interface ExtensionsTable {
  id: Generated<number>
  invoiceId: number
  askedBy: number
  askedAt: number
  /** 0: as much as the manager likes. */
  askedMs: Generated<number>
  /** The dealer's own words; empty: none. */
  reason: Generated<string>
  decidedBy: number | null
  decidedAt: number | null
  /** null with a decision: refused. */
  grantedMs: number | null
}

/** «Я оплатил»: a payment order as a file, once per invoice; the clock stands still until `frozenUntil`. */
interface ClaimsTable {
  id: Generated<number>
  invoiceId: number
  claimedBy: number
  claimedAt: number
  frozenUntil: number
  /** Telegram's. */
  fileId: string
  fileKind: 'photo' | 'document'
  decidedBy: number | null
  decidedAt: number | null
  outcome: 'paid' | 'refused' | null
}
