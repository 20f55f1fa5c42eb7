import { type AuditEntry, addAuditEntry } from '#db/kernel/audit.ts'
import { cardHolders } from '#db/notices/invoice-message.ts'
import type { Db } from '#db/schema/schema.ts'
import { notices } from './kinds.ts'
import { notify } from './notices.ts'

/**
 * Writes an audit entry about an invoice without a notice to its company; the invoice messages in chats change in
 * place, without a sound. The message of `reader`, who has just seen the answer, stays.
 */
export async function addSilentAuditEntry(
  tx: Db,
  entry: Omit<AuditEntry, 'subject'>,
  reader: number | null = null,
): Promise<void> {
  const entryId = await addAuditEntry(tx, { ...entry, subject: 'invoice' })
  await changeCards(tx, entry.subjectId, `${entryId}`, entry.at, reader)
}

/** Brings the invoice messages up to date; `occasion` makes the change one of its kind. */
export async function changeCards(
  tx: Db,
  invoiceId: number,
  occasion: string,
  now: number,
  reader: number | null = null,
): Promise<void> {
  const holders = (await cardHolders(tx, invoiceId)).filter((id) => id !== reader)
  await notify(tx, holders, notices.cardChanged(invoiceId, occasion), now)
}
