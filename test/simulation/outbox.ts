import type { Db } from '../../src/db/schema.ts'
import type { Telegram } from '../../src/playground/telegram/server.ts'

/** I12: every notice was sent or became pointless; what was sent twice is marked uncertain. */
export async function auditOutbox(db: Db, telegram: Telegram): Promise<string[]> {
  const rows = await db.selectFrom('outbox').selectAll().execute()
  const found: string[] = []
  for (const row of rows) {
    if (row.sentAt === null && row.droppedAt === null) found.push(`I12: notice ${row.key} still waits`)
    if (row.failure?.startsWith('unreachable')) found.push(`I12: notice ${row.key} is said to be unreachable`)
  }
  const ignored = telegram.ignoredFloods()
  if (ignored > 0) found.push(`${ignored} calls ignored Telegram's wish to wait`)
  return found
}
