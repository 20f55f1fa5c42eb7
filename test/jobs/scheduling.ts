import { onTestFinished } from 'vitest'
import { createScheduler, type SchedulerGiven } from '#jobs/scheduler.ts'
import type { Task } from '#jobs/task.ts'
import type { Deps } from '#services/kernel/deps.ts'
import type { TestDatabase } from '../support/databases.ts'

export const systemClock = { now: () => Date.now() }

/** A task that is due when told, is done when run, and tells each run. */
export function createTask(name: string, work: (run: number) => unknown = () => {}) {
  const waiting: { run: number; resolve: () => void }[] = []
  const task = {
    name,
    due: null as number | null,
    runs: 0,
    asked: 0,
    nextAt: async () => {
      task.asked++
      return task.due
    },
    run: async () => {
      task.runs++
      const served = task.due
      for (const { run, resolve } of waiting) if (run <= task.runs) resolve()
      await work(task.runs)
      // What became due meanwhile stays so, as it does in a database.
      if (task.due === served) task.due = null
      return false
    },
    /** Resolves when the run of this number begins. */
    begun: (run: number) =>
      new Promise<void>((resolve) => {
        if (task.runs >= run) resolve()
        else waiting.push({ run, resolve })
      }),
  }
  return task satisfies Task
}

/** A scheduler that stops with the test, and what it logged: `failures` are errors, `said` the rest. */
export function scheduler(db: TestDatabase['db'], { deps, ...given }: Partial<SchedulerGiven> & { deps?: Deps } = {}) {
  const failures: string[] = []
  const said: string[] = []
  const say = (_details: object, message: string) => said.push(message)
  const log = { error: (_details: object, message: string) => failures.push(message), warn: say, info: say }
  const made = createScheduler({ db, log, systemClock, scanEvery: 50, ...given })
  onTestFinished(() => made.stop())
  const start = () => made.start(deps ?? ({ clock: systemClock, db } as unknown as Deps))
  return { ...made, start, failures, said }
}
