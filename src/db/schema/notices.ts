import type { Generated } from 'kysely'

export interface NoticesTables {
  outbox: OutboxTable
  /** The newest message about an invoice in a user's chat. */
  cards: { userId: number; invoiceId: number; messageId: number; sentAt: number }
}

interface OutboxTable {
  id: Generated<number>
  key: string
  userId: number
  kind: string
  aboutId: number
  /** JSON: values for the text in addition to the data that is read at the send. */
  details: string
  createdAt: number
  nextTryAt: number
  attempts: number
  leasedUntil: number | null
  sentAt: number | null
  messageId: number | null
  droppedAt: number | null
  failure: string | null
}
