import { setTimeout as pause } from 'node:timers/promises'
import type { Api } from 'grammy'
import type { Update } from 'grammy/types'
import { findWork, forgiveWork } from '#db/kernel/background-work.ts'
import { beginRun, endRun } from '#db/kernel/bot-runs.ts'
import { beginUpdate, closeUpdate, forgiveUpdates, spentUpdates } from '#db/kernel/open-updates.ts'
import { setAsideIds } from '#db/kernel/set-aside.ts'
import { limits } from '#domain/limits.ts'
import { minutes } from '#domain/time.ts'
import type { Log } from '#runtime/log.ts'
import type { Deps } from '#services/kernel/deps.ts'
import { answerSetAside, setUpdateAside } from './set-aside.ts'

/** The wait of the next update in careful mode, ms: an update that kills by memory or standstill does so alone. */
const PATIENCE_MS = 2_000

/**
 * If nobody knows which updates were in work (Telegram posts them), all that come this soon after the start count as
 * suspects.
 */
const DOUBT_FOR_MS = minutes(5)

/** Handles updates, and after a death of the process finds the one that caused it. */
export interface UpdateGuard {
  /** Marks that the bot runs, and sets aside the updates in work at two deaths. */
  begin(): Promise<void>
  handle(update: Update): Promise<void>
  /** Names all updates that may have been in work at the death; later ones were not. */
  caughtUp(updates: readonly Update[]): void
  /** Resolves once the updates that may have been in work at the death are handled. */
  calm: Promise<void>
  /** Takes the mark away: the bot ends cleanly. */
  end(): Promise<void>
}

export interface GuardGiven {
  deps: Deps
  api: Api
  log: Log
  handle: (update: Update) => Promise<void>
}

/**
 * At-least-once with an end: an update that kills the process is not repeated for ever. While all goes well only the
 * mark that the bot runs is written. After a death each update that may have been in work is written down before it
 * begins, and they begin one at a time. An update in work when the process dies again is set aside at the next start:
 * its sender is notified, and Telegram gets it confirmed. This needs no timer: a standstill and an abort are covered.
 */
export function createGuard({ deps, api, log, handle }: GuardGiven): UpdateGuard {
  const { db, clock } = deps
  const calm = Promise.withResolvers<void>()
  let run: number | undefined
  let hasDied = false
  let hasCaughtUp = false
  let doubtUntil = Number.POSITIVE_INFINITY
  let suspects = new Set<number>()
  /** Updates that are not begun: they were set aside, or continue as background work. */
  let aside: ReadonlySet<number> = new Set()
  let line: Promise<void> = Promise.resolve()
  let inLine = 0
  let answering: Promise<void> = Promise.resolve()

  function lookWhetherCalm(): void {
    if (hasCaughtUp && inLine === 0) calm.resolve()
  }

  function caughtUp(updates: readonly Update[]): void {
    if (hasCaughtUp) return
    hasCaughtUp = true
    suspects = new Set(updates.map(({ update_id }) => update_id))
    // Updates handed over at this very moment come first.
    void Promise.resolve().then(lookWhetherCalm)
  }

  /**
   * Handles updates one at a time. A suspect may have been in work at the last death, so this is its second attempt.
   */
  function handleAlone(update: Update, isSuspect: boolean): Promise<void> {
    inLine++
    const begun = line.then(async () => {
      const attempts = isSuspect ? limits.attempts : 1
      await beginUpdate(db, { id: update.update_id, value: JSON.stringify(update) }, attempts)
      return { work: handle(update) }
    })
    line = begun
      .then(({ work }) => soonOver(work, PATIENCE_MS))
      .catch(() => {})
      .then(() => {
        inLine--
        lookWhetherCalm()
      })
    return begun.then(({ work }) => work).then(() => closeUpdate(db, update.update_id))
  }

  return {
    calm: calm.promise,
    async begin() {
      const begun = await db.transaction().execute((tx) => beginRun(tx, clock.now()))
      run = begun.id
      doubtUntil = clock.now() + DOUBT_FOR_MS
      hasDied = begun.hasDied
      const promised: number[] = []
      if (hasDied) {
        for (const { id, value } of await spentUpdates(db)) {
          // It has become background work, which has its own count and its own end.
          if (await findWork(db, id)) promised.push(id)
          else {
            log.error({ updateId: id }, 'the process died twice over this update: it is set aside')
            await setUpdateAside(deps, JSON.parse(value) as Update)
          }
        }
      } else calm.resolve()
      aside = new Set([...(await setAsideIds(db)), ...promised])
      answering = answerSetAside(deps, api, log).catch((error: unknown) =>
        log.warn({ err: error }, 'senders of what was set aside could not be told'),
      )
    },
    async handle(update) {
      if (aside.has(update.update_id)) return
      if (!hasDied) return handle(update)
      if (clock.now() > doubtUntil) caughtUp([])
      const isSuspect = hasCaughtUp ? suspects.delete(update.update_id) : true
      // No other update begins next to a suspect: it would share the blame.
      return isSuspect || inLine > 0 ? handleAlone(update, isSuspect) : handle(update)
    },
    caughtUp,
    async end() {
      await answering
      if (run === undefined) return
      await forgiveUpdates(db)
      await forgiveWork(db)
      await endRun(db, run)
    },
  }
}

/** Resolves with the end of the work, or after `ms`. */
export async function soonOver(work: Promise<unknown>, ms: number): Promise<void> {
  const over = new AbortController()
  const patience = pause(ms, undefined, { signal: over.signal }).catch(() => {})
  await Promise.race([work.then(undefined, () => {}), patience]).finally(() => over.abort())
}
