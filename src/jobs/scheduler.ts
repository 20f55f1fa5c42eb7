import type { Kysely } from 'kysely'
import { unlockAllJobs } from '#db/kernel/jobs.ts'
import type { Schema } from '#db/schema/schema.ts'
import { seconds } from '#domain/time.ts'
import type { Clock } from '#runtime/system.ts'
import type { Deps, Scheduler } from '#services/kernel/deps.ts'
import { startAgenda } from './agenda.ts'
import { createAttempts } from './attempts.ts'
import { createBackend } from './backend.ts'
import { timetable } from './index.ts'
import type { Task } from './task.ts'
import type { JobLog, Waker } from './waker.ts'

const SCAN_EVERY_MS = seconds(1)

/** Locks in the bot's own database are removed at start: this span is for a second process next to the first. */
const LOCK_FOR_MS = seconds(5)

/**
 * After kill −9 the next start waits for this; if it were shorter, a pause of the network would take a job away from
 * its runner.
 */
const LOCK_IN_MONGODB_FOR_MS = seconds(15)

export interface SchedulerGiven {
  db: Kysely<Schema>
  log: JobLog
  /** Agenda's time: the product's clock may be ahead of it, or stand still. */
  systemClock: Clock
  /** The store of jobs; null: `db`. */
  mongodbUri?: string | null
  tasks?: readonly Task[]
  scanEvery?: number
  lockFor?: number
}

export interface RunningScheduler extends Scheduler {
  /** Starts the tasks with these deps. */
  start(deps: Deps): Promise<void>
  stop(): Promise<void>
}

/** Runs the timetable: each task at the time that the database states. */
export function createScheduler(given: SchedulerGiven): RunningScheduler {
  const { db, log, systemClock, mongodbUri, tasks = timetable, scanEvery = SCAN_EVERY_MS } = given
  const lockFor = given.lockFor ?? (mongodbUri ? LOCK_IN_MONGODB_FOR_MS : LOCK_FOR_MS)
  const attempts = createAttempts(() => systemClock.now())
  const forWaker = { tasks, systemClock, log, attempts, scanEvery, lockFor }
  let waker: Waker | undefined

  return {
    wake: () => waker?.wake(),

    async start(deps) {
      if (waker) return
      const given = { ...forWaker, deps }
      if (mongodbUri) {
        // A driver of 14 MB, loaded only if MongoDB is used.
        const { startWithMongo } = await import('./mongo-waker.ts')
        waker = await startWithMongo(mongodbUri, given)
      } else {
        // Another process that is running a task goes on with it: tasks may run twice, and at once.
        await unlockAllJobs(db)
        waker = await startAgenda(createBackend(db, systemClock), given)
      }
    },

    async stop() {
      await waker?.stop()
      waker = undefined
    },
  }
}
