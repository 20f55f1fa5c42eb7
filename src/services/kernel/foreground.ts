import { setTimeout as pause, setImmediate } from 'node:timers/promises'
import { limits } from '#domain/limits.ts'
import { createLock, type Lock } from '#runtime/lock.ts'
import type { Foreground } from './deps.ts'

/** The longest slice of work, ms: a person who asks for a screen meanwhile waits for its end. */
const SLICE_MS = 2
/** Screens take less time; nothing waits for a longer answer, such as a download. */
const SCREEN_MS = 100
/** The longest pause of the work, ms: it goes on even if somebody always asks for screens. */
const PATIENCE_MS = 60

/** `monotonic`: milliseconds of a clock that never steps. */
export function createForeground(monotonic: () => number): Foreground {
  let waiting = 0
  const busy = new Map<number, { lock: Lock; count: number }>()
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
    withPersonLock(personId, work) {
      const own = busy.get(personId) ?? { lock: createLock(), count: 0 }
      if (own.count > limits.listsWaiting) return null
      own.count++
      busy.set(personId, own)
      return own.lock.take().then(async (giveBack) => {
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
