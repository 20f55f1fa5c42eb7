import { Agenda, type Job } from 'agenda'
import type { Kysely } from 'kysely'
import { isPostgres } from '../db/ddl.ts'
import { unlockAllJobs } from '../db/jobs.ts'
import type { Schema } from '../db/schema.ts'
import { seconds } from '../domain/time.ts'
import type { Clock, Deps, Scheduler } from '../services/deps.ts'
import { createAttempts } from './attempts.ts'
import { createBackend } from './backend.ts'
import { timetable } from './index.ts'
import { planTasks } from './planning.ts'
import type { Task } from './task.ts'

/** Agenda looks so often what is due before its next look, and keeps a timer for that: nothing is late by more. */
const SCAN_EVERY = seconds(1)

/**
 * A running job touches its lock five times in this span, so it is lost only with its process. Then another process
 * waits as long as this; SQLite has no other process, and its locks are taken away at start.
 */
const LOCK_FOR = seconds(5)

/** Another process may have written — an import, say — and can't wake this one. */
const LOOK_EVERY = seconds(60)
const LOOK_AGAIN_AFTER_FAILURE = seconds(5)

const STOP_WITHIN = seconds(30)

export interface SchedulerGiven {
  deps: () => Deps
  db: Kysely<Schema>
  log: { error(details: object, message: string): void }
  /** Agenda's time: the product's clock may be ahead of it, or stand still. */
  systemClock: Clock
  tasks?: readonly Task[]
  scanEvery?: number
  lockFor?: number
}

/** Runs the timetable: one Agenda job per task, planned for the instant at which the database says that it is due. */
export function createScheduler(given: SchedulerGiven): Scheduler & { start(): Promise<void>; stop(): Promise<void> } {
  const { deps, db, log, systemClock, tasks = timetable, scanEvery = SCAN_EVERY, lockFor = LOCK_FOR } = given
  const attempts = createAttempts(() => systemClock.now())
  let agenda: Agenda | undefined
  let isStopping = false
  let mayHaveChanged = false
  let looking: Promise<void> | undefined
  let nextLook: NodeJS.Timeout | undefined

  function wake(): void {
    mayHaveChanged = true
    if (agenda && !isStopping) looking ??= look(agenda)
  }

  /** However often one wakes it meanwhile, it looks once more. */
  async function look(agenda: Agenda): Promise<void> {
    let isWell = true
    while (mayHaveChanged && !isStopping) {
      mayHaveChanged = false
      isWell = await planTasks(agenda, { tasks, deps: deps(), systemClock, log, notBefore: attempts.notBefore })
    }
    looking = undefined
    clearTimeout(nextLook)
    if (!isStopping) nextLook = setTimeout(wake, isWell ? LOOK_EVERY : LOOK_AGAIN_AFTER_FAILURE)
  }

  async function run(task: Task, job: Job): Promise<void> {
    const onFailure = (error: unknown) => log.error({ err: error, task: task.name }, 'a task failed')
    const touching = setInterval(() => void job.touch().catch(onFailure), lockFor / 5)
    try {
      await attempts.make(task, deps(), () => isStopping)
    } catch (error) {
      onFailure(error)
      throw error
    } finally {
      clearInterval(touching)
    }
  }

  return {
    wake,

    async start() {
      if (agenda) return
      isStopping = false
      if (!isPostgres(db)) await unlockAllJobs(db)
      agenda = new Agenda({
        backend: createBackend(db, systemClock),
        processEvery: scanEvery,
        defaultConcurrency: 1,
        defaultLockLifetime: lockFor,
      })
      agenda.on('error', (error) => log.error({ err: error }, 'Agenda failed'))
      // Agenda forgets the next time when a job begins, and writes that when it ends: only now can it be planned.
      agenda.on('complete', wake)
      for (const task of tasks) agenda.define(task.name, (job: Job) => run(task, job))
      await agenda.start()
      wake()
      await looking
    },

    async stop() {
      isStopping = true
      clearTimeout(nextLook)
      await looking
      await agenda?.drain({ timeout: STOP_WITHIN })
      agenda = undefined
    },
  }
}
