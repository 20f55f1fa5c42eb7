import { setImmediate } from 'node:timers/promises'
import { isPostgres } from '#db/engine/ddl.ts'
import {
  countDropped,
  endLeases,
  leaseNotices,
  nextNoticeTime,
  type OutboxRow,
  settleNotice,
} from '#db/notices/outbox.ts'
import { updateUser } from '#db/people/people.ts'
import { noticeLimits } from '#domain/notices/limits.ts'
import { hours, seconds } from '#domain/time.ts'
import type { Delivery, Deps } from '#services/kernel/deps.ts'
import { type Line, lineOf } from './outbox-line.ts'

/**
 * Sends due notices within Telegram's present limits: to different people side by side, to one in order. It never
 * sleeps; `nextNoticeAt` answers when more may go. True when there may be more now: run it again.
 */
export async function sendDueNotices(deps: Deps): Promise<boolean> {
  const line = lineOf(deps.notifier)
  await begin(deps, line)
  const bugs: unknown[] = []
  let started = 0
  while (started < noticeLimits.noticesAtOnce) {
    const { leased, going } = await leaseWhatMayGo(deps, line)
    for (const row of going) {
      const flight = send(deps, line, row)
        .catch((error: unknown) => void bugs.push(error))
        .finally(() => line.flights.delete(row.id))
      line.flights.set(row.id, flight)
    }
    started += leased
    if (leased === 0 && line.flights.size === 0) break
    if (line.flights.size > 0) await Promise.race(line.flights.values())
    // SQLite's answers so far may all have been synchronous: people's screens get a turn here.
    await setImmediate()
  }
  await Promise.all(line.flights.values())
  if (bugs.length > 0) throw bugs[0]
  return started > 0
}

/** Leases due notices up to the present budget, and puts off those whose receiver has used up its share. */
async function leaseWhatMayGo(deps: Deps, line: Line): Promise<{ leased: number; going: OutboxRow[] }> {
  const now = deps.clock.now()
  const free = Math.min(line.free(now), noticeLimits.noticesInFlight - line.flights.size)
  if (free <= 0) return { leased: 0, going: [] }
  const rows = await leaseNotices(deps.db, now, now + noticeLimits.noticeLeaseMs, free, [...line.flights.keys()])
  const going: OutboxRow[] = []
  for (const row of rows) {
    const opensAt = line.opensToAt(row.userId, now)
    if (opensAt > now) {
      await settleNotice(deps.db, row.id, { nextTryAt: opensAt })
      continue
    }
    line.take(row.userId, now)
    going.push(row)
  }
  return { leased: rows.length, going }
}

/**
 * Makes the leases of an earlier process due at once; on PostgreSQL other processes may be alive, so leases end by
 * themselves.
 */
async function begin(deps: Deps, line: Line): Promise<void> {
  line.beginning ??= isPostgres(deps.db) ? Promise.resolve() : endLeases(deps.db)
  try {
    await line.beginning
  } catch (error) {
    line.beginning = undefined
    throw error
  }
}

async function send(deps: Deps, line: Line, row: OutboxRow): Promise<void> {
  const { id, userId, kind, aboutId, createdAt } = row
  if (deps.clock.now() >= dropAt(row)) {
    line.giveBack(userId)
    return settleNotice(deps.db, id, { droppedAt: deps.clock.now(), failure: row.failure ?? 'too late' })
  }
  let delivery: Delivery
  try {
    const details = JSON.parse(row.details) as Record<string, unknown>
    const loaded = await deps.loadNotice(deps, { id, userId, kind, aboutId, details, createdAt })
    delivery = typeof loaded === 'string' ? { outcome: loaded } : await deps.notifier.send(loaded)
  } catch (error) {
    // A bug in one notice must not block the others; it may have thrown before or after the sending.
    await settle(deps, row, { outcome: 'retry', afterMs: null, failure: `uncertain: ${error}` })
    throw error
  }
  const now = deps.clock.now()
  if (delivery.outcome === 'obsolete') line.giveBack(userId)
  else line.answered(userId, now)
  if (delivery.outcome === 'retry' && delivery.afterMs !== null) line.flooded(userId, now, now + delivery.afterMs)
  await settle(deps, row, delivery)
}

async function settle(deps: Deps, row: OutboxRow, delivery: Delivery): Promise<void> {
  const now = deps.clock.now()
  switch (delivery.outcome) {
    case 'sent':
      return settleNotice(deps.db, row.id, { sentAt: now, messageId: delivery.messageId })
    // It may have arrived, and a second send would double it, so it counts as sent and is marked.
    case 'uncertain':
      return settleNotice(deps.db, row.id, { sentAt: now, failure: `uncertain: ${delivery.failure}` })
    case 'obsolete':
      return settleNotice(deps.db, row.id, { droppedAt: now, failure: 'obsolete' })
    // A person who comes back sees the present state on the screens; old notices are not saved up.
    case 'unreachable':
      await updateUser(deps.db, row.userId, { blockedAt: now })
      return settleNotice(deps.db, row.id, { droppedAt: now, failure: 'unreachable' })
    case 'retry': {
      const pause = delivery.afterMs ?? Math.min(hours(1), seconds(2) * 2 ** Math.min(row.attempts, 12))
      const nextTryAt = Math.min(now + pause, Math.max(now, dropAt(row)))
      // A notice that may have arrived once stays uncertain.
      const failure = row.failure?.startsWith('uncertain') ? row.failure : delivery.failure
      return settleNotice(deps.db, row.id, { nextTryAt, failure, attempts: row.attempts + 1 })
    }
  }
}

function dropAt(row: OutboxRow): number {
  return row.createdAt + noticeLimits.dropNoticeAfterMs
}

/** The time at which the next notice can be sent: it is due, and Telegram's limits allow it; null: none waits. */
export async function nextNoticeAt(deps: Deps): Promise<number | null> {
  const line = lineOf(deps.notifier)
  await begin(deps, line)
  const at = await nextNoticeTime(deps.db)
  return at === null ? null : Math.max(at, line.opensAt())
}

/** The count of notices of the last week that never arrived: for the managers' desk. */
export function droppedNotices(deps: Deps): Promise<number> {
  return countDropped(deps.db, deps.clock.now() - noticeLimits.droppedNoticesShownForMs)
}
