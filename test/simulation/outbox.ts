import type { Db } from '#db/schema/schema.ts'
import type { Telegram } from '#playground/telegram/server.ts'
import type { Deps } from '#services/kernel/deps.ts'
import type { Fuse } from './fuse.ts'

/** Counts of one notice: its arrivals at Telegram, and the sends whose answer the bot never got. */
interface Passage {
  came: number
  unknown: number
}

export type Passages = Map<number, Passage>

/** Watches each notice of a new process at Telegram; notices that the dead one had leased count as unknown. */
export async function watch(deps: Deps, telegram: Telegram, fuse: Fuse, passages: Passages): Promise<void> {
  const { send } = deps.notifier
  const leased = deps.db.selectFrom('outbox').select('id').where('leasedUntil', 'is not', null)
  for (const { id } of await leased.where('sentAt', 'is', null).where('droppedAt', 'is', null).execute()) {
    const passage = passages.get(id)
    if (passage) passage.unknown++
  }
  deps.notifier.send = async (notice) => {
    const passage = passages.get(notice.id) ?? { came: 0, unknown: 0 }
    passages.set(notice.id, passage)
    const before = telegram.calls.length
    const delivery = await send(notice)
    const calls = telegram.calls.slice(before).filter((call) => call.chatId === notice.userId && call.ok)
    const sent = calls.filter(({ method }) => method.startsWith('send')).length
    // Beside a new message an edit only retires the old one.
    passage.came += sent > 0 ? sent : calls.filter(({ method }) => method === 'editMessageText').length
    if (!fuse.blown() && (delivery.outcome === 'uncertain' || delivery.outcome === 'retry')) passage.unknown++
    return delivery
  }
}

/**
 * I12: every notice came once, or became pointless; it came more often only if an answer was lost, and then it is
 * marked.
 */
export async function auditOutbox(db: Db, telegram: Telegram, passages: Passages): Promise<string[]> {
  const rows = await db.selectFrom('outbox').selectAll().execute()
  const found: string[] = []
  for (const row of rows) {
    const { came, unknown } = passages.get(row.id) ?? { came: 0, unknown: 0 }
    const isMarked = row.failure?.startsWith('uncertain') ?? false
    if (row.sentAt === null && row.droppedAt === null) found.push(`I12: notice ${row.key} still waits`)
    if (row.failure?.startsWith('unreachable')) found.push(`I12: notice ${row.key} is said to be unreachable`)
    if (row.sentAt !== null && came === 0 && !isMarked) found.push(`I12: notice ${row.key} never came`)
    if (came > 1 + unknown) found.push(`I12: notice ${row.key} came ${came} times, ${unknown} answers were lost`)
    if (came > 1 && !isMarked && row.kind !== 'card_changed') found.push(`I12: double ${row.key} is not marked`)
  }
  const ignored = telegram.ignoredFloods()
  if (ignored > 0) found.push(`${ignored} calls ignored Telegram's wish to wait`)
  return found
}
