import { expect, test } from 'vitest'
import { createAttempts } from '#jobs/attempts.ts'
import type { Task } from '#jobs/task.ts'
import type { Deps } from '#services/kernel/deps.ts'

/** A task on a clock that stands still; `make` answers how long it is let alone afterwards. */
function given(task: Pick<Task, 'nextAt' | 'run'>) {
  const clock = { now: () => 1_000_000 }
  const attempts = createAttempts(clock.now)
  return async () => {
    await attempts.make({ name: 'a', ...task }, { clock } as Deps, () => false).catch(() => {})
    return Math.max(0, attempts.notBefore('a') - clock.now())
  }
}

test('the pause after failures grows to a minute, and success ends it', async () => {
  let isWell = false
  const make = given({ nextAt: async () => null, run: async () => (isWell ? false : Promise.reject(new Error('no'))) })
  const pauses: number[] = []
  for (let i = 0; i < 11; i++) pauses.push(await make())
  expect(pauses).toEqual([250, 500, 1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000, 60_000])
  isWell = true
  expect(await make()).toBe(0)
})

test('what is left over is a failure as well, or it would be planned in circles', async () => {
  expect(await given({ nextAt: async () => 900_000, run: async () => false })()).toBe(250)
  expect(await given({ nextAt: async () => 1_000_001, run: async () => false })()).toBe(250)
})

test('what comes later, and more than one run may do, is no failure', async () => {
  expect(await given({ nextAt: async () => 2_000_000, run: async () => false })()).toBe(0)
  expect(await given({ nextAt: async () => 900_000, run: async () => true })()).toBe(0)
})

test('a task that cannot say when it is due is a failure', async () => {
  expect(await given({ nextAt: () => Promise.reject(new Error('no table')), run: async () => false })()).toBe(250)
})
