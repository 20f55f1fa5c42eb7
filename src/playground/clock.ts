import type { Clock } from '#runtime/system.ts'

/** A clock that runs with another one and may be moved forward; all of the playground reads it. */
export interface MovingClock extends Clock {
  move(ms: number): void
}

/** Starts in step with `base`. */
export function createMovingClock(base: () => number): MovingClock {
  let ahead = 0
  return {
    now: () => base() + ahead,
    move(ms) {
      ahead += ms
    },
  }
}
