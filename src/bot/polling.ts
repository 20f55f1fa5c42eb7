import { setTimeout as pause } from 'node:timers/promises'
import { type Api, GrammyError } from 'grammy'
import type { Update } from 'grammy/types'
import type { Log } from '../log.ts'

/** What the bot listens to. */
export const allowedUpdates = ['message', 'callback_query', 'inline_query', 'my_chat_member'] as const

const POLL_SECONDS = 30
const PAUSE_MS = 1_000
const PAUSE_MOST_MS = 30_000
/** How long an answer may take before others are asked for beside it. */
const PATIENCE_MS = 50

/**
 * Long polling, at least once: an update is confirmed when it and all before it have had their effect, so that after a
 * crash Telegram gives it again. People are served side by side, whoever waits for a slow answer; one person's updates
 * in their order (`sequentialize`). Ends when `signal` aborts; throws where the token is wrong.
 */
export async function poll(
  api: Api,
  handle: (update: Update) => Promise<void>,
  log: Log,
  signal: AbortSignal,
): Promise<void> {
  const taken = createTaken()
  let pauseMs = PAUSE_MS
  while (!signal.aborted) {
    try {
      const wanted = { offset: taken.offset(), timeout: POLL_SECONDS, allowed_updates: allowedUpdates }
      const updates = await api.getUpdates(wanted, signal as Parameters<Api['getUpdates']>[1])
      pauseMs = PAUSE_MS
      for (const update of updates) taken.take(update, handle)
      await taken.settled(PATIENCE_MS)
    } catch (error) {
      if (signal.aborted) break
      if (error instanceof GrammyError && error.error_code === 401) throw error
      const wait = error instanceof GrammyError ? (error.parameters.retry_after ?? 0) * 1_000 : 0
      log.warn({ err: error }, 'no updates from Telegram, trying again')
      await pause(Math.max(wait, pauseMs), undefined, { signal }).catch(() => {})
      pauseMs = Math.min(pauseMs * 2, PAUSE_MOST_MS)
    }
  }
  await taken.settled()
  const offset = taken.offset()
  if (offset > 0) await api.getUpdates({ offset, limit: 1, timeout: 0 }).catch(() => {})
}

/** What Telegram has given and does not know yet to be done. While anything is open it gives that again, at once. */
function createTaken() {
  const open = new Map<number, Promise<void>>()
  const done = new Set<number>()
  const failures: unknown[] = []
  let next = 0
  return {
    /** Everything below is done. */
    offset(): number {
      while (done.delete(next)) next++
      return next
    },
    take(update: Update, handle: (update: Update) => Promise<void>): void {
      const id = update.update_id
      if (open.size === 0 && done.size === 0) next = id
      if (open.has(id) || done.has(id)) return
      const work = handle(update)
        .then(
          () => void done.add(id),
          (error: unknown) => void failures.push(error),
        )
        .finally(() => open.delete(id))
      open.set(id, work)
    },
    /** Ends when all is done, or after `ms`; throws where something has failed: it comes again. */
    async settled(ms?: number): Promise<void> {
      const all = Promise.all(open.values())
      const tired = new AbortController()
      await (ms === undefined ? all : Promise.race([all, pause(ms, undefined, tired).catch(() => {})]))
      tired.abort()
      if (failures.length > 0) throw failures.splice(0)[0]
    },
  }
}
