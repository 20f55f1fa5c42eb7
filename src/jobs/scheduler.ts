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

const SCAN_EVERY = seconds(1)

/** Locks in the bot's own database are taken away at start: this is for a second process beside the first. */
const LOCK_FOR = seconds(5)

/** After kill −9 the next start waits for this; shorter, and a pause of the network takes a job away from who runs it. */
const LOCK_FOR_IN_MONGODB = seconds(15)

export interface SchedulerGiven {
  deps: () => Deps
  db: Kysely<Schema>
  log: JobLog
  /** Agenda's time: the product's clock may be ahead of it, or stand still. */
  systemClock: Clock
  /** Where jobs are kept; null: in `db`. */
  mongodbUri?: string | null
  tasks?: readonly Task[]
  scanEvery?: number
  lockFor?: number
}

/** Runs the timetable: each task when the database says that it is due. */
export function createScheduler(given: SchedulerGiven): Scheduler & { start(): Promise<void>; stop(): Promise<void> } {
  const { deps, db, log, systemClock, mongodbUri, tasks = timetable, scanEvery = SCAN_EVERY } = given
  const lockFor = given.lockFor ?? (mongodbUri ? LOCK_FOR_IN_MONGODB : LOCK_FOR)
  const attempts = createAttempts(() => systemClock.now())
  const forWaker = { tasks, deps, systemClock, log, attempts, scanEvery, lockFor }
  let waker: Waker | undefined

  return {
    wake: () => waker?.wake(),

    async start() {
      if (waker) return
      if (mongodbUri) {
        // A driver of 14 MB: for those who have such a server.
        const { startWithMongo } = await import('./mongo-waker.ts')
        waker = await startWithMongo(mongodbUri, forWaker)
      } else {
        // Another process that runs a task just now runs it on: tasks may run twice, and at once.
        await unlockAllJobs(db)
        waker = await startAgenda(createBackend(db, systemClock), forWaker)
      }
    },

    async stop() {
      await waker?.stop()
      waker = undefined
    },
  }
}
