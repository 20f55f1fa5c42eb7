import { parseArgs } from 'node:util'
import { simulate } from './simulate.ts'

const help = `npm run simulate -- [--seeds N] [--seed S] [--steps N]

Runs the whole bot from a seed: random people, a jumping clock, Telegram's faults, crashes; the auditors look after
every step. --seed replays one seed and prints what was done.`

const { values } = parseArgs({
  options: {
    seeds: { type: 'string' },
    seed: { type: 'string' },
    steps: { type: 'string' },
    help: { type: 'boolean' },
  },
})
if (values.help) {
  console.log(help)
} else if (values.seed !== undefined) {
  const outcome = await simulate(Number(values.seed), Number(values.steps ?? 200))
  console.log([...outcome.trail, ...outcome.found.map((one) => `FOUND ${one}`)].join('\n'))
  process.exitCode = outcome.found.length > 0 ? 1 : 0
} else {
  const seeds = Number(values.seeds ?? 100)
  const began = process.hrtime.bigint()
  const sums = { crashes: 0, reserved: 0, paid: 0, shipped: 0, onCredit: 0, overLimit: 0 }
  for (let seed = 1; seed <= seeds; seed++) {
    const outcome = await simulate(seed, Number(values.steps ?? 200))
    for (const key of Object.keys(sums) as (keyof typeof sums)[]) sums[key] += outcome[key]
    if (outcome.found.length === 0) continue
    console.error(`seed ${seed}: ${outcome.found.join('; ')}\nreplay: npm run simulate -- --seed ${seed}`)
    process.exitCode = 1
  }
  const minutes = Number(process.hrtime.bigint() - began) / 6e10
  console.log(`${seeds} seeds, ${Math.round(seeds / minutes)} a minute: ${JSON.stringify(sums)}`)
}
