import type { Generated } from 'kysely'

export interface OrdersTables {
  carts: CartsTable
  cartLines: { cartId: number; productId: number; quantity: number; addedAt: number }
  savedLists: { id: Generated<number>; companyId: number; name: string; savedBy: number; savedAt: number }
  savedListLines: { listId: number; productId: number; quantity: number; position: number }
  offeredLists: OfferedListsTable
  /** Lists that members sent to order from. */
  quickOrders: QuickOrdersTable
  quickOrderLines: QuickOrderLinesTable
  invoices: InvoicesTable
  invoiceLines: InvoiceLinesTable
}

interface CartsTable {
  id: Generated<number>
  userId: number
  companyId: number
  createdAt: number
  closedAt: number | null
  /** 0: it was closed long ago, and its lines stand only in its invoice. */
  hasLines: Generated<number>
}

/** A price list that was looked at and waits for a decision. */
interface OfferedListsTable {
  id: Generated<number>
  userId: number
  /** Telegram's. */
  fileId: string
  fileName: string
  /** The last import at the time of the look: after another one the look is outdated. */
  importId: number | null
  /** JSON: the changes that the list would make. */
  look: string
  offeredAt: number
  decidedAt: number | null
}

interface QuickOrdersTable {
  id: Generated<number>
  userId: number
  companyId: number
  /** The update that brought it: the same message again is the same list. */
  updateId: number
  /** Of the file; empty for a text. */
  name: string
  createdAt: number
  /** The instant at which its goods went into the cart; null: not yet. */
  addedAt: number | null
  /** The message that brought it, and the bot's answer; null for lists of former versions. */
  messageId: number | null
  answerId: number | null
  /** JSON of the list as it came, while the bot asks which column is the count. */
  pending: string | null
  /** Rows of a form without a count. */
  unordered: Generated<number>
  /** Lines of a page around its table. */
  around: Generated<number>
}

interface QuickOrderLinesTable {
  orderId: number
  /** From 1. */
  position: number
  text: string
  /** JSON: the row of the file as it was. */
  cells: string
  outcome: 'taken' | 'choose' | 'bad_quantity' | 'unknown' | 'left_out'
  productId: number | null
  quantity: number | null
  /** JSON: ids of the goods to choose between. */
  candidates: string
}

interface InvoicesTable {
  id: Generated<number>
  number: number
  /** One cart, one invoice. */
  cartId: number
  companyId: number
  createdBy: number
  createdAt: number
  payBy: number
  totalKopecks: number
  vatKopecks: number
  vatIncluded: number
  cancelledAt: number | null
  cancelledBy: number | null
}

interface InvoiceLinesTable {
  id: Generated<number>
  invoiceId: number
  position: number
  productId: number
  sku: string
  name: string
  unit: string
  quantity: number
  priceKopecks: number
  vatRate: number
  sumKopecks: number
  vatKopecks: number
}
