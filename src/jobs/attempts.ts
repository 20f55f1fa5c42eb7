import { minutes } from '#domain/time.ts'
import type { Deps } from '#services/kernel/deps.ts'
import type { Task } from './task.ts'

const FIRST_PAUSE = 250
const LONGEST_PAUSE_MS = minutes(1)

/** The same instant, due again this soon after its run, ms, was left over: clocks differ by less. */
const SOON = 1000

/** The most batches of one run. */
const BATCHES = 100

export type Attempts = ReturnType<typeof createAttempts>

/** Remembers tasks that fail, or leave due work undone, and their pauses: longer each time. */
export function createAttempts(now: () => number) {
  const setbacks = new Map<string, { count: number; until: number }>()

  const running = new Map<string, Promise<void>>()

  function setBack(name: string): void {
    const count = (setbacks.get(name)?.count ?? 0) + 1
    const pause = Math.min(FIRST_PAUSE * 2 ** (count - 1), LONGEST_PAUSE_MS)
    setbacks.set(name, { count, until: now() + pause })
  }

  return {
    /** The real time before which it isn't tried again. */
    notBefore: (name: string): number => setbacks.get(name)?.until ?? 0,

    /**
     * Runs a task until nothing more is due, or `isStopping`; throws the task's errors. A running task is waited for:
     * when MongoDB goes or comes back, timers and Agenda may both want it.
     */
    async make(task: Task, deps: Deps, isStopping: () => boolean): Promise<void> {
      for (let other = running.get(task.name); other; other = running.get(task.name)) await other
      const done = Promise.withResolvers<void>()
      running.set(task.name, done.promise)
      try {
        const before = await task.nextAt(deps)
        let thereIsMore = true
        for (let batch = 0; thereIsMore && batch < BATCHES && !isStopping(); batch++) thereIsMore = await task.run(deps)
        const after = await task.nextAt(deps)
        // A leftover that is planned at once would loop without a pause.
        const isLeftOver = after !== null && after <= deps.clock.now() + (after === before ? SOON : 0)
        if (isLeftOver && !thereIsMore) setBack(task.name)
        else setbacks.delete(task.name)
      } catch (error) {
        setBack(task.name)
        throw error
      } finally {
        running.delete(task.name)
        done.resolve()
      }
    },
  }
}
