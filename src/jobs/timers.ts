import { dueAt } from './planning.ts'
import type { Task } from './task.ts'
import { LOOK_AGAIN_AFTER_FAILURE_MS, LOOK_EVERY_MS, type Waker, type WakerGiven } from './waker.ts'

/** Runs the tasks by plain timers, without any store of jobs: each on its own, so that a slow one delays no other. */
export function startTimers(given: WakerGiven): Waker {
  const timers = given.tasks.map((task) => startTimer(task, given))
  return {
    wake() {
      for (const timer of timers) timer.wake()
    },
    async stop() {
      await Promise.all(timers.map((timer) => timer.stop()))
    },
  }
}

function startTimer(task: Task, { deps, systemClock, log, attempts }: WakerGiven): Waker {
  let isStopping = false
  let mayHaveChanged = false
  let ticking: Promise<void> | undefined
  let nextTick: NodeJS.Timeout | undefined

  function wake(): void {
    mayHaveChanged = true
    if (!isStopping) ticking ??= tick()
  }

  async function tick(): Promise<void> {
    clearTimeout(nextTick)
    let pause = 0
    while ((mayHaveChanged || pause === 0) && !isStopping) {
      mayHaveChanged = false
      pause = await runIfDue()
    }
    ticking = undefined
    if (!isStopping) nextTick = setTimeout(wake, pause)
  }

  /** Runs a due task and answers 0; otherwise answers the time until it is due, ms. */
  async function runIfDue(): Promise<number> {
    try {
      const at = await dueAt(task, { deps, systemClock, notBefore: attempts.notBefore })
      const pause = at === null ? LOOK_EVERY_MS : Math.min(at.getTime() - systemClock.now(), LOOK_EVERY_MS)
      if (pause > 0) return pause
      await attempts.make(task, deps, () => isStopping)
      return 0
    } catch (error) {
      log.error({ err: error, task: task.name }, 'a task failed')
      const pause = attempts.notBefore(task.name) - systemClock.now()
      return pause > 0 ? pause : LOOK_AGAIN_AFTER_FAILURE_MS
    }
  }

  wake()
  return {
    wake,
    async stop() {
      isStopping = true
      clearTimeout(nextTick)
      await ticking
    },
  }
}
