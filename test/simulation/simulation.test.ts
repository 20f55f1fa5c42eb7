import { expect, test } from 'vitest'
import { simulate } from './simulate.ts'

/** A few seeds in every run of the tests; SIMULATION_SEEDS asks for more. */
const seeds = Number(process.env.SIMULATION_SEEDS ?? 12)

test('whatever people, Telegram and crashes do, nothing is oversold, lost or counted twice', {
  timeout: 900_000,
}, async () => {
  const sums = { crashes: 0, reserved: 0, paid: 0, shipped: 0, onCredit: 0, overLimit: 0 }
  for (let seed = 1; seed <= seeds; seed++) {
    const outcome = await simulate(seed)
    expect(outcome.found, `npm run simulate -- --seed ${seed}`).toEqual([])
    for (const key of Object.keys(sums) as (keyof typeof sums)[]) sums[key] += outcome[key]
  }
  // A run in which nothing happens proves nothing.
  for (const [what, count] of Object.entries(sums)) expect(count, what).toBeGreaterThan(seeds / 2)
})

test('a seed replays: the same people do the same', async () => {
  const [first, second] = [await simulate(7, 60), await simulate(7, 60)]
  expect(second.trail).toEqual(first.trail)
})
