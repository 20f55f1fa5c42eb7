import type { Deps } from '#services/kernel/deps.ts'

/** A task of the timetable: its work, and its due time. The database knows both; a job only wakes it. */
export interface Task {
  name: string
  /** Its next due time by the product's clock, ms; null: never. */
  nextAt(deps: Deps): Promise<number | null>
  /** True when there is more: run it again at once. */
  run(deps: Deps): Promise<boolean>
}

/** The most batches of a run: work that is still due after them is due for ever. */
const BATCHES = 10_000

/** Runs everything that is due by `deps.clock` until nothing is, without any job. */
export async function runTasks(tasks: readonly Task[], deps: Deps): Promise<void> {
  let batches = 0
  for (let task = await firstDue(tasks, deps); task; task = await firstDue(tasks, deps)) {
    await task.run(deps)
    if (++batches === BATCHES) throw new Error(`${task.name} is still due after ${BATCHES} batches`)
  }
}

async function firstDue(tasks: readonly Task[], deps: Deps): Promise<Task | undefined> {
  for (const task of tasks) {
    const at = await task.nextAt(deps)
    if (at !== null && at <= deps.clock.now()) return task
  }
  return undefined
}
