import { seconds } from '#domain/time.ts'
import { startAgenda } from './agenda.ts'
import { createMongoStore, isMongoFailure } from './mongo.ts'
import { startTimers } from './timers.ts'
import type { JobLog, Waker, WakerGiven } from './waker.ts'

/** The interval, ms, in which a loss or return of MongoDB is noticed; the start waits for it as long at most. */
const CHECK_EVERY_MS = seconds(2)

interface MongoGiven extends WakerGiven {
  log: JobLog
  scanEvery: number
  lockFor: number
}

/**
 * Runs the tasks by Agenda on MongoDB, and by plain timers whenever MongoDB can't be reached, at start or later. It
 * logs that once, and once more when MongoDB is back.
 */
export async function startWithMongo(uri: string, given: MongoGiven): Promise<Waker> {
  const { log } = given
  const store = createMongoStore(uri, given.systemClock)
  const past = new Set<Promise<void>>()
  let current: { by: 'agenda' | 'timers'; waker: Waker } | undefined
  let changes = 0
  let isStopping = false
  let checking: Promise<void> | undefined
  let nextCheck: NodeJS.Timeout | undefined

  /**
   * The replaced waker finishes its running tasks, and the new one waits for those. The old one may have been woken and
   * not have begun, so the new one looks once more.
   */
  function replace(by: 'agenda' | 'timers', waker: Waker): void {
    const stopped = current?.waker.stop().catch((error: unknown) => log.error({ err: error }, 'jobs were not put away'))
    if (stopped) {
      past.add(stopped)
      void stopped.then(() => past.delete(stopped))
    }
    current = { by, waker }
    waker.wake()
  }

  function useTimers(failure: unknown): void {
    if (isStopping || current?.by === 'timers') return
    log.warn({ err: failure }, 'MongoDB can’t be reached: tasks run by timers until it can')
    changes++
    replace('timers', startTimers(given))
  }

  async function useAgenda(): Promise<void> {
    if (isStopping || current?.by === 'agenda') return
    if (current) log.info({}, 'MongoDB is there: jobs are in it again')
    // Releases locks that could not be released when MongoDB went away.
    await store.backend.disconnect()
    replace('agenda', await startAgenda(store.backend, { ...given, log: quietWhileAway(++changes) }))
  }

  /** While MongoDB is away every scan of Agenda's fails: that is logged once, not each time. */
  function quietWhileAway(change: number) {
    return {
      error(details: { err?: unknown }, message: string) {
        if (!isMongoFailure(details.err)) return log.error(details, message)
        void check().then(() => {
          if (changes === change) log.error(details, message)
        })
      },
    }
  }

  function check(): Promise<void> {
    checking ??= store
      .reach()
      .then(useAgenda, useTimers)
      .catch((error: unknown) => log.error({ err: error }, 'jobs could not be taken up'))
      .finally(() => {
        checking = undefined
        clearTimeout(nextCheck)
        if (!isStopping) nextCheck = setTimeout(check, CHECK_EVERY_MS)
      })
    return checking
  }

  await Promise.race([check(), pause(CHECK_EVERY_MS)])
  if (!current) useTimers(new Error(`no answer within ${CHECK_EVERY_MS} ms`))

  return {
    wake: () => current?.waker.wake(),
    async stop() {
      isStopping = true
      clearTimeout(nextCheck)
      await checking
      await current?.waker.stop()
      await Promise.all(past)
      await store.close()
    },
  }
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms).unref())
