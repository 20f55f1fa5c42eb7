import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { randomOf } from '../simulation/random.ts'
import { killMigrations } from './migrations.ts'
import { postgresStore, sqliteStore } from './stores.ts'
import { killWork } from './work.ts'

/** A taste in every run of the tests; `npm run kills` kills a hundred times. */
const KILLS = 6
const SEED = Number(process.env.SEED ?? Date.now() % 1_000_000)
console.info(`kills: SEED=${SEED}`)

test.each([
  ['new', null],
  ['old', 100],
] as const)(
  'a migration of a database that is %s, killed at random instants, is ended by the next start',
  {
    timeout: 120_000,
  },
  async (_, goods) => {
    const folder = await mkdtemp(path.join(tmpdir(), 'dealerdesk-kills-'))
    onTestFinished(() => rm(folder, { recursive: true }))
    const figures = await killMigrations({ store: sqliteStore(folder), random: randomOf(SEED), kills: KILLS, goods })
    expect(figures.found).toEqual([])
  },
)

const server = process.env.TEST_POSTGRES_URL
test.skipIf(!server)('on PostgreSQL, too', { timeout: 180_000 }, async () => {
  const store = postgresStore(server ?? '', `kills_${process.pid}`)
  onTestFinished(store.close)
  const figures = await killMigrations({ store, random: randomOf(SEED), kills: KILLS, goods: 100 })
  expect(figures.found).toEqual([])
})

test('a bot that is killed at random instants leaves nobody without a true answer', { timeout: 300_000 }, async () => {
  const figures = await killWork({ random: randomOf(SEED), kills: KILLS })
  expect(figures.found).toEqual([])
  expect(figures.silent).toBe(0)
  expect(figures.answered).toBeGreaterThan(0)
})
