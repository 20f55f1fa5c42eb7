import { setTimeout as pause } from 'node:timers/promises'
import { type Api, GrammyError } from 'grammy'
import type { Update } from 'grammy/types'
import type { Log } from '../log.ts'
import type { OpenUpdates } from './open-updates.ts'

/** What the bot listens to. */
export const allowedUpdates = ['message', 'callback_query', 'inline_query', 'my_chat_member'] as const

const POLL_SECONDS = 30
const PAUSE_MS = 1_000
const PAUSE_MOST_MS = 30_000
/** How long others wait behind an answer. */
const PATIENCE_MS = 250
/** With so many slow answers at a time the next ones wait. */
const MOST_SLOW = 100

export interface Polling {
  api: Api
  handle: (update: Update) => Promise<void>
  open: OpenUpdates
  log: Log
  signal: AbortSignal
}

/**
 * Long polling, at least once: a batch is confirmed when all of it has had its effect, so that after a crash Telegram
 * gives it again; what takes long is kept in the database meanwhile, so that nobody waits behind it. People are served
 * side by side, one person's updates in their order (`sequentialize`). Ends when `signal` aborts; throws where the token
 * is wrong.
 */
export async function poll(given: Polling): Promise<void> {
  const { api, handle, open, log, signal } = given
  const slow = new Set<Promise<void>>()
  const finish = (update: Update, work: Promise<void>) => {
    const finished = untilDone(given, update, work).finally(() => slow.delete(finished))
    slow.add(finished)
  }
  for (const update of await open.left()) finish(update, handle(update))
  let offset = 0
  let pauseMs = PAUSE_MS
  while (!signal.aborted) {
    try {
      const wanted = { offset, timeout: POLL_SECONDS, allowed_updates: allowedUpdates }
      const updates = await api.getUpdates(wanted, signal as Parameters<Api['getUpdates']>[1])
      pauseMs = PAUSE_MS
      const unfinished = await answered(updates, handle)
      await open.keep([...unfinished.keys()])
      for (const [update, work] of unfinished) finish(update, work)
      offset = (updates.at(-1)?.update_id ?? offset - 1) + 1
      if (slow.size >= MOST_SLOW) await Promise.race(slow)
    } catch (error) {
      if (signal.aborted) break
      if (error instanceof GrammyError && error.error_code === 401) throw error
      const wait = error instanceof GrammyError ? (error.parameters.retry_after ?? 0) * 1_000 : 0
      log.warn({ err: error }, 'no updates from Telegram, trying again')
      await pause(Math.max(wait, pauseMs), undefined, { signal }).catch(() => {})
      pauseMs = Math.min(pauseMs * 2, PAUSE_MOST_MS)
    }
  }
  await Promise.all(slow)
  if (offset > 0) await api.getUpdates({ offset, limit: 1, timeout: 0 }).catch(() => {})
}

/** Those of a batch that are not done when patience is over; throws where one has failed before. */
async function answered(
  updates: readonly Update[],
  handle: Polling['handle'],
): Promise<ReadonlyMap<Update, Promise<void>>> {
  const unfinished = new Map<Update, Promise<void>>()
  for (const update of updates) unfinished.set(update, handle(update))
  const works = [...unfinished].map(([update, work]) => work.then(() => void unfinished.delete(update)))
  const over = new AbortController()
  const patience = pause(PATIENCE_MS, undefined, { signal: over.signal }).catch(() => {})
  await Promise.race([Promise.all(works), patience]).finally(() => over.abort())
  return unfinished
}

/** A slow answer to its end. Where it fails it is tried again; where the bot stops meanwhile, at the next start. */
async function untilDone({ handle, open, log, signal }: Polling, update: Update, first: Promise<void>): Promise<void> {
  let work = first
  for (let pauseMs = PAUSE_MS; ; pauseMs = Math.min(pauseMs * 2, PAUSE_MOST_MS)) {
    try {
      await work
      return await open.close(update.update_id)
    } catch (error) {
      log.warn({ err: error }, 'an update was not answered, trying again')
      await pause(pauseMs, undefined, { signal }).catch(() => {})
      if (signal.aborted) return
      work = handle(update)
    }
  }
}
