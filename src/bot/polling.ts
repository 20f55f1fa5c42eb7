import { setTimeout as pause } from 'node:timers/promises'
import { type Api, GrammyError } from 'grammy'
import type { Update } from 'grammy/types'
import type { Log } from '../log.ts'

/** What the bot listens to. */
export const allowedUpdates = ['message', 'callback_query', 'inline_query', 'my_chat_member'] as const

const POLL_SECONDS = 30
const PAUSE_MS = 1_000
const PAUSE_MOST_MS = 30_000

/**
 * Long polling, at least once: a batch is confirmed when all of it has had its effect, so that after a crash Telegram
 * gives it again. People of one batch are served side by side; one person's updates in their order (`sequentialize`).
 * Ends when `signal` aborts; throws where the token is wrong.
 */
export async function poll(
  api: Api,
  handle: (update: Update) => Promise<void>,
  log: Log,
  signal: AbortSignal,
): Promise<void> {
  let offset = 0
  let pauseMs = PAUSE_MS
  while (!signal.aborted) {
    try {
      const wanted = { offset, timeout: POLL_SECONDS, allowed_updates: allowedUpdates }
      const updates = await api.getUpdates(wanted, signal as Parameters<Api['getUpdates']>[1])
      pauseMs = PAUSE_MS
      await Promise.all(updates.map(handle))
      offset = (updates.at(-1)?.update_id ?? offset - 1) + 1
    } catch (error) {
      if (signal.aborted) break
      if (error instanceof GrammyError && error.error_code === 401) throw error
      const wait = error instanceof GrammyError ? (error.parameters.retry_after ?? 0) * 1_000 : 0
      log.warn({ err: error }, 'no updates from Telegram, trying again')
      await pause(Math.max(wait, pauseMs), undefined, { signal }).catch(() => {})
      pauseMs = Math.min(pauseMs * 2, PAUSE_MOST_MS)
    }
  }
  if (offset > 0) await api.getUpdates({ offset, limit: 1, timeout: 0 }).catch(() => {})
}
