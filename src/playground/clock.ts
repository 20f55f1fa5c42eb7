import type { Clock } from '#services/kernel/deps.ts'

/** A clock that runs with another and may be put forward; everybody in the playground reads this one. */
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
