import { Agenda, type AgendaBackend, type Job } from 'agenda'
import { seconds } from '#domain/time.ts'
import { planTasks } from './planning.ts'
import type { Task } from './task.ts'
import { LOOK_AGAIN_AFTER_FAILURE_MS, LOOK_EVERY_MS, type Waker, type WakerGiven } from './waker.ts'

const STOP_WITHIN_MS = seconds(30)

interface AgendaGiven extends WakerGiven {
  /**
   * The interval of Agenda's scans, ms. A scan sets timers for the jobs due before the next one, so nothing is late by
   * more.
   */
  scanEvery: number
  /** A running job touches its lock five times in this span, so it is lost only with its process. */
  lockFor: number
}

/** Runs the tasks by Agenda: one job per task, planned for the instant at which the database says that it is due. */
export async function startAgenda(backend: AgendaBackend, given: AgendaGiven): Promise<Waker> {
  const { deps, log, systemClock, tasks, attempts, scanEvery, lockFor } = given
  let isStopping = false
  let mayHaveChanged = false
  let looking: Promise<void> | undefined
  let nextLook: NodeJS.Timeout | undefined

  function wake(): void {
    mayHaveChanged = true
    if (!isStopping) looking ??= look()
  }

  /** Plans all tasks; any number of wakes meanwhile makes one more pass. */
  async function look(): Promise<void> {
    let isWell = true
    while (mayHaveChanged && !isStopping) {
      mayHaveChanged = false
      isWell = await planTasks(agenda, { tasks, deps, systemClock, log, notBefore: attempts.notBefore })
    }
    looking = undefined
    clearTimeout(nextLook)
    if (!isStopping) nextLook = setTimeout(wake, isWell ? LOOK_EVERY_MS : LOOK_AGAIN_AFTER_FAILURE_MS)
  }

  async function run(task: Task, job: Job): Promise<void> {
    const onFailure = (error: unknown) => log.error({ err: error, task: task.name }, 'a task failed')
    const touching = setInterval(() => void job.touch().catch(onFailure), lockFor / 5)
    try {
      await attempts.make(task, deps, () => isStopping)
    } catch (error) {
      onFailure(error)
      throw error
    } finally {
      clearInterval(touching)
    }
  }

  const agenda = new Agenda({
    backend,
    processEvery: scanEvery,
    defaultConcurrency: 1,
    defaultLockLifetime: lockFor,
  })
  agenda.on('error', (error) => log.error({ err: error }, 'Agenda failed'))
  // Agenda clears the next time when a job begins, and writes that when it ends: it can't be planned before.
  agenda.on('complete', wake)
  for (const task of tasks) agenda.define(task.name, (job: Job) => run(task, job))
  await agenda.start()
  wake()
  await looking

  return {
    wake,
    async stop() {
      isStopping = true
      clearTimeout(nextLook)
      await looking
      await agenda.drain({ timeout: STOP_WITHIN_MS })
    },
  }
}
