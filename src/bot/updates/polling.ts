import { setTimeout as pause } from 'node:timers/promises'
import { type Api, GrammyError } from 'grammy'
import type { Update } from 'grammy/types'
import type { Log } from '#runtime/log.ts'
import type { OpenUpdates } from './open-updates.ts'
import { createPersonQueues, type HandedUpdate, NotBegun, personOf } from './person-queues.ts'

/** The kinds of updates that the bot takes. */
export const allowedUpdates = ['message', 'edited_message', 'callback_query', 'inline_query', 'my_chat_member'] as const

const POLL_SECONDS = 30
const PAUSE_MS = 1_000
const PAUSE_MOST_MS = 30_000
/** An update whose answer takes longer, ms, is saved in the database and confirmed to Telegram. */
const PATIENCE_MS = 250
/** Most answers come within this, ms; other updates wait this long behind them. */
const LOOK_AGAIN_AFTER_MS = 15
/** The wait behind a slower answer, ms: it mostly waits for the write lock while a price list is switched over. */
const LOOK_AGAIN_SOON_MS = 4
/**
 * The longest pause that Telegram may ask for, ms: a timer takes no more than 2^31 ms, and fires at once if it is given
 * more.
 */
const ASKED_TO_WAIT_MOST_MS = 3_600_000

export interface Polling {
  api: Api
  handle: (update: Update) => Promise<void>
  open: OpenUpdates
  log: Log
  signal: AbortSignal
  /**
   * Called once, with all updates that may have been in work when an earlier process ended, before the last of them is
   * handed over.
   */
  onCaughtUp?: (updates: readonly Update[]) => void
}

/** An update that was handed over and is not confirmed. */
interface TakenUpdate {
  update: Update
  work: Promise<void>
  isOver: boolean
  isSlow: boolean
  keeping: Promise<void> | undefined
}

/**
 * Long polling, at least once: an update is confirmed when it and all before it have had their effect, so that Telegram
 * repeats it after a crash. Meanwhile the bot asks Telegram for later updates; slow ones are saved in the database, so
 * that nobody waits behind them. People are served side by side, one person's updates in order; if several of a
 * person's updates are unanswered, further ones wait in the database and delay only this person. Ends when `signal`
 * aborts; throws if the token is wrong.
 */
export async function poll(given: Polling): Promise<void> {
  const { api, open, log, signal } = given
  const handOver = createPersonQueues(given.handle, signal)
  const slow = new Set<Promise<void>>()
  const finish = (update: Update, work: Promise<void>) => {
    const finished = untilDone(given, handOver, update, work).finally(() => slow.delete(finished))
    slow.add(finished)
  }
  const left = await open.left()
  for (const update of left) finish(update, handOver(update).work)
  const leftIds = new Set(left.map(({ update_id }) => update_id))
  /** By update id, in ascending order. */
  const taken = new Map<number, TakenUpdate>()
  let offset = 0
  let pauseMs = PAUSE_MS

  function take(update: Update): void {
    // Saved by an earlier process and handed over above, but not yet confirmed to Telegram.
    if (leftIds.has(update.update_id))
      return void taken.set(update.update_id, {
        update,
        work: Promise.resolve(),
        isOver: true,
        isSlow: false,
        keeping: undefined,
      })
    const { work, isQueued } = handOver(update)
    const one: TakenUpdate = { update, work, isOver: false, isSlow: isQueued, keeping: undefined }
    taken.set(update.update_id, one)
    // The updates that this person waits for would block everybody: Telegram gives a hundred after the first
    // unconfirmed one.
    if (isQueued) for (const other of taken.values()) other.isSlow ||= personOf(other.update) === personOf(update)
    const patience = setTimeout(() => {
      one.isSlow = true
    }, PATIENCE_MS)
    one.work.then(
      () => {
        clearTimeout(patience)
        one.isOver = true
      },
      () => {
        clearTimeout(patience)
        one.isSlow = true
      },
    )
  }

  /** Saves slow updates; a saved one is repeated until it succeeds. */
  async function keep(slow: readonly TakenUpdate[]): Promise<void> {
    try {
      await open.keep(slow.map(({ update }) => update))
      for (const one of slow) {
        finish(one.update, one.work)
        one.isOver = true
      }
    } catch (error) {
      log.warn({ err: error }, 'updates could not be kept')
      await pause(PAUSE_MS, undefined, { signal }).catch(() => {})
      for (const one of slow) one.keeping = undefined
    }
  }

  /**
   * Saves late updates in one batch: if answers wait for the database, this write waits, too, and some may be over by
   * then.
   */
  function keepSlow(): void {
    const late = [...taken.values()].filter(({ isSlow, isOver }) => isSlow && !isOver)
    if (late.length === 0 || late.some(({ keeping }) => keeping)) return
    const keeping = keep(late)
    for (const one of late) one.keeping = keeping
  }

  /** Moves the offset to the first update that is not over. */
  function confirm(): void {
    for (const [id, one] of taken) {
      if (!one.isOver) break
      taken.delete(id)
      offset = id + 1
    }
  }

  let hasCaughtUp = false
  while (!signal.aborted) {
    try {
      const wanted = { offset, timeout: hasCaughtUp ? POLL_SECONDS : 0, allowed_updates: allowedUpdates }
      const updates = await api.getUpdates(wanted, signal as Parameters<Api['getUpdates']>[1])
      const fresh = updates.filter(({ update_id }) => !taken.has(update_id))
      if (!hasCaughtUp) given.onCaughtUp?.([...left, ...fresh])
      hasCaughtUp = true
      for (const update of fresh) take(update)
      pauseMs = PAUSE_MS
      await settled(taken, fresh.length > 0 ? LOOK_AGAIN_AFTER_MS : LOOK_AGAIN_SOON_MS)
      keepSlow()
      confirm()
    } catch (error) {
      if (signal.aborted) break
      if (error instanceof GrammyError && error.error_code === 401) throw error
      const wait = error instanceof GrammyError ? (error.parameters.retry_after ?? 0) * 1_000 : 0
      log.warn({ err: error }, 'no updates from Telegram, trying again')
      const waitMs = Math.min(Math.max(wait, pauseMs), ASKED_TO_WAIT_MOST_MS)
      await pause(waitMs, undefined, { signal }).catch(() => {})
      pauseMs = Math.min(pauseMs * 2, PAUSE_MOST_MS)
    }
  }
  await settled(taken)
  await Promise.all([...taken.values()].map(({ keeping }) => keeping))
  await Promise.all(slow)
  confirm()
  if (offset > 0) await api.getUpdates({ offset, limit: 1, timeout: 0 }).catch(() => {})
}

/** Resolves when all updates are answered, or after `ms`. */
async function settled(taken: ReadonlyMap<number, TakenUpdate>, ms?: number): Promise<void> {
  const open = [...taken.values()].filter(({ isOver }) => !isOver)
  const works = Promise.allSettled(open.map(({ work, keeping }) => keeping ?? work))
  if (ms === undefined) return void (await works)
  const over = new AbortController()
  const patience = pause(ms, undefined, { signal: over.signal }).catch(() => {})
  await Promise.race([works, patience]).finally(() => over.abort())
}

/** Repeats a slow update until it succeeds; if the bot stops meanwhile, the next start goes on. */
async function untilDone(
  { open, log, signal }: Polling,
  handOver: (update: Update) => HandedUpdate,
  update: Update,
  first: Promise<void>,
): Promise<void> {
  let work = first
  for (let pauseMs = PAUSE_MS; ; pauseMs = Math.min(pauseMs * 2, PAUSE_MOST_MS)) {
    try {
      await work
      return await open.close(update.update_id)
    } catch (error) {
      if (error instanceof NotBegun) return
      log.warn({ err: error }, 'an update was not answered, trying again')
      await pause(pauseMs, undefined, { signal }).catch(() => {})
      if (signal.aborted) return
      ;({ work } = handOver(update))
    }
  }
}
