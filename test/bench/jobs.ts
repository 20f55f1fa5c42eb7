import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { measureLateness } from './lateness.ts'
import { openStores } from './stores.ts'

const JOBS = 2000
const PICKUPS = 300

/** Jobs per second that are on the disk when they count, so many asked for at a time. */
async function enqueue(add: (n: number) => Promise<unknown>, atATime: number): Promise<number> {
  const began = performance.now()
  let next = 0
  const worker = async () => {
    while (next < JOBS) await add(next++)
  }
  await Promise.all(Array.from({ length: atATime }, worker))
  return Math.round((JOBS / (performance.now() - began)) * 1000)
}

/** How long each of some jobs for now waits until it begins, from before it is written, ms. */
async function pickUp(run: () => Promise<unknown>): Promise<number[]> {
  const waits: number[] = []
  for (let i = 0; i < PICKUPS; i++) {
    const began = performance.now()
    await run()
    waits.push(performance.now() - began)
  }
  return waits
}

const quantile = (values: readonly number[], part: number) =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * part))] ?? 0
const ms = (value: number) => `${value < 100 ? value.toFixed(1) : Math.round(value)} ms`
const say = (...cells: string[]) =>
  console.log(cells.map((cell, i) => (i === 0 ? cell.padEnd(34) : cell.padStart(14))).join(''))

const folder = mkdtempSync(path.join(tmpdir(), 'dealerdesk-bench-'))
const stores = await openStores(folder)
const skipped = ['TEST_POSTGRES_URL', 'TEST_MONGODB_URL'].filter((name) => !process.env[name])
if (skipped.length > 0) console.log(`Not set, so left out: ${skipped.join(', ')}`)

say(`${JOBS} jobs, ${PICKUPS} pick-ups`, 'enqueue/s', 'ratio', 'pick-up p50', 'p99', 'ratio')
let raw: { perSecond: number; p99: number } | undefined
for (const store of stores) {
  const perSecond = await enqueue(store.add, store.atATime)
  const waits = await pickUp(store.run)
  await store.close()
  const p99 = quantile(waits, 0.99)
  // The first one is raw SQLite: the floor for everything that is durable on this disk.
  raw ??= { perSecond, p99 }
  const ratios = [perSecond / raw.perSecond, p99 / raw.p99].map((ratio) => `× ${ratio.toFixed(2)}`)
  say(store.title, String(perSecond), ratios[0] ?? '', ms(quantile(waits, 0.5)), ms(p99), ratios[1] ?? '')
}

say('\nreserves that end at one instant', 'late p50', 'p99', 'done', 'free at once')
for (const reserves of [1, 10_000]) {
  const { late, undone, isFreeAtOnce } = await measureLateness(path.join(folder, `${reserves}.db`), reserves)
  const done = undone === 0 ? 'all' : `all but ${undone}`
  say(String(reserves), ms(quantile(late, 0.5)), ms(quantile(late, 0.99)), done, isFreeAtOnce ? 'yes' : 'NO')
}
rmSync(folder, { recursive: true })
process.exit()
