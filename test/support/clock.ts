export interface FakeClock {
  now(): number
  advance(ms: number): void
}

/** Monday, 2026-11-23, 12:00 in Moscow. */
export const START = Date.UTC(2026, 10, 23, 9)

/** A clock that moves only when the test moves it. */
export function fakeClock(): FakeClock {
  let time = START
  return {
    now: () => time,
    advance(ms) {
      time += ms
    },
  }
}
