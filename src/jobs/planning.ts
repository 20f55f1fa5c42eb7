import type { Agenda, JobWithState } from 'agenda'
import type { Clock } from '#runtime/system.ts'
import type { Deps } from '#services/kernel/deps.ts'
import type { Task } from './task.ts'

/** Two clocks are read one after the other: a plan that differs by this, ms, is not written again. */
const SAME_WITHIN_MS = 5

interface Planning {
  tasks: readonly Task[]
  deps: Deps
  systemClock: Clock
  log: { error(details: object, message: string): void }
  notBefore(name: string): number
}

/**
 * Plans every job for the instant at which its task is due; right plans are left alone, lost jobs are made. False: a
 * read or a write failed.
 */
export async function planTasks(agenda: Agenda, planning: Planning): Promise<boolean> {
  const { tasks, log } = planning
  let isWell = true
  for (const task of tasks) {
    try {
      const [job] = (await agenda.queryJobs({ name: task.name })).jobs
      // Agenda would overwrite the plan of a locked job: it wakes the scheduler when the job is done.
      if (!job?.lockedAt && !job?.disabled) await plan(agenda, task, job, planning)
    } catch (error) {
      log.error({ err: error, task: task.name }, 'a task could not be planned')
      isWell = false
    }
  }
  return isWell
}

async function plan(agenda: Agenda, task: Task, job: JobWithState | undefined, planning: Planning): Promise<void> {
  const at = await dueAt(task, planning)
  if (job && isSame(job.nextRunAt, at)) return
  const planned = agenda.create(task.name, {}).unique({ name: task.name })
  if (job) planned.attrs._id = job._id
  planned.attrs.nextRunAt = at
  await planned.save()
}

/** The time at which a task is due by the real clock, and not before its pause after a failure is over; null: never. */
export async function dueAt(
  task: Task,
  { deps, systemClock, notBefore }: Pick<Planning, 'deps' | 'systemClock' | 'notBefore'>,
): Promise<Date | null> {
  const at = await task.nextAt(deps)
  if (at === null) return null
  const real = at + systemClock.now() - deps.clock.now()
  return new Date(Math.max(real, notBefore(task.name)))
}

function isSame(planned: Date | null, wanted: Date | null): boolean {
  if (!planned || !wanted) return planned === wanted
  return Math.abs(planned.getTime() - wanted.getTime()) <= SAME_WITHIN_MS
}
