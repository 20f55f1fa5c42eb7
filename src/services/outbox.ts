import { leaseNotices, nextNoticeTime, type OutboxRow, settleNotice } from '../db/outbox.ts'
import { updateUser } from '../db/people.ts'
import { limits } from '../domain/limits.ts'
import { hours, seconds } from '../domain/time.ts'
import type { Delivery, Deps } from './deps.ts'

/** Sends what is due, in order per person. True when there may be more: run it again. */
export async function sendDueNotices(deps: Deps): Promise<boolean> {
  const now = deps.clock.now()
  const rows = await leaseNotices(deps.db, now, now + limits.noticeLease, limits.noticesAtOnce)
  for (const row of rows) {
    const { id, userId, kind, aboutId, createdAt } = row
    const details = JSON.parse(row.details) as Record<string, unknown>
    const delivery = await deps.notifier.send({ id, userId, kind, aboutId, details, createdAt })
    await settle(deps, row, delivery)
  }
  return rows.length > 0
}

async function settle(deps: Deps, row: OutboxRow, delivery: Delivery): Promise<void> {
  const now = deps.clock.now()
  switch (delivery.outcome) {
    case 'sent':
      return settleNotice(deps.db, row.id, { sentAt: now, messageId: delivery.messageId })
    // It may have arrived: sent again it would double, so it counts as sent and is marked.
    case 'uncertain':
      return settleNotice(deps.db, row.id, { sentAt: now, failure: `uncertain: ${delivery.failure}` })
    case 'obsolete':
      return settleNotice(deps.db, row.id, { droppedAt: now, failure: 'obsolete' })
    case 'unreachable':
      await updateUser(deps.db, row.userId, { blockedAt: now })
      return settleNotice(deps.db, row.id, { droppedAt: now, failure: 'unreachable' })
    case 'retry': {
      const attempts = row.attempts + 1
      if (now - row.createdAt > limits.dropNoticeAfter) {
        return settleNotice(deps.db, row.id, { droppedAt: now, failure: delivery.failure, attempts })
      }
      const pause = delivery.afterMs ?? Math.min(hours(1), seconds(2) * 2 ** Math.min(row.attempts, 12))
      return settleNotice(deps.db, row.id, { nextTryAt: now + pause, failure: delivery.failure, attempts })
    }
  }
}

export async function nextNoticeAt(deps: Deps): Promise<number | null> {
  return nextNoticeTime(deps.db)
}
