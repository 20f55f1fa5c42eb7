import { setTimeout as pause, setImmediate } from 'node:timers/promises'
import { limits } from '#domain/limits.ts'
import type { Steps } from '#domain/steps.ts'
import { createTurns, type Turns } from '#runtime/turns.ts'
import type { Foreground } from './deps.ts'

/** Work goes on for so long at a stretch, ms: whoever asks for a screen meanwhile waits for the end of it. */
const SLICE_MS = 2
/** Screens take less; what takes longer, a download say, is no reason to wait. */
const SCREEN_MS = 100
/** Where somebody always asks for screens, the work goes on all the same, ms. */
const PATIENCE_MS = 60

/** Work step by step, others let in between. */
export async function inSlices<Result>(steps: Steps<Result>, breathe: () => Promise<void>): Promise<Result> {
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
    await breathe()
  }
}

/** `monotonic`: milliseconds of a clock that never steps. */
export function createForeground(monotonic: () => number): Foreground {
  let waiting = 0
  const busy = new Map<number, { turns: Turns; count: number }>()
  return {
    enter() {
      let isOver = false
      const leave = () => {
        if (!isOver) waiting--
        isOver = true
        clearTimeout(patience)
      }
      const patience = setTimeout(leave, SCREEN_MS).unref()
      waiting++
      return leave
    },
    slices() {
      let startedAt = monotonic()
      return async () => {
        if (monotonic() - startedAt < SLICE_MS) return
        await setImmediate()
        const until = monotonic() + PATIENCE_MS
        while (waiting > 0 && monotonic() < until) await pause(1)
        startedAt = monotonic()
      }
    },
    isWorking: (personId) => busy.has(personId),
    inTurn(personId, work) {
      const own = busy.get(personId) ?? { turns: createTurns(), count: 0 }
      if (own.count > limits.listsWaiting) return null
      own.count++
      busy.set(personId, own)
      return own.turns.take().then(async (giveBack) => {
        try {
          await work()
        } finally {
          giveBack()
          if (--own.count === 0) busy.delete(personId)
        }
      })
    },
  }
}
