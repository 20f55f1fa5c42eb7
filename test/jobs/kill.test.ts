import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { sql } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import { openTestDatabase } from '../support/databases.ts'
import { dropMongo, mongoUri } from './stores.ts'

/** Starting a process takes longer than two seconds where many tests run at once: then it is tried again. */
const onBusyMachines = { retry: 2 }

/** Starts a process; resolves when its task has begun. */
async function begin(...args: string[]): Promise<ChildProcess> {
  const child = spawn(process.execPath, [path.join(import.meta.dirname, 'worker.ts'), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  await new Promise<void>((resolve, reject) => {
    let said = ''
    child.stdout?.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      if (said === 'begun\n') resolve()
    })
    child.on('exit', () => reject(new Error(`ended: ${said}`)))
  })
  // As it is after some touches of its lock.
  await new Promise((resolve) => setTimeout(resolve, 1500))
  return child
}

/** From kill −9, and the next start at once, until the work is begun again, ms. */
async function timeToResume(...args: string[]): Promise<number> {
  const first = await begin(...args)
  const ended = new Promise((resolve) => first.on('close', resolve))
  first.removeAllListeners('exit')
  first.kill('SIGKILL')
  await ended
  const startedAt = performance.now()
  await begin(...args)
  return performance.now() - startedAt - 1500
}

async function sqliteUrl(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'dealerdesk-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  return `sqlite:${path.join(folder, 'test.db')}`
}

test('killed on SQLite, work resumes within two seconds of the next start', onBusyMachines, async () => {
  expect(await timeToResume(await sqliteUrl())).toBeLessThan(2000)
})

const postgresUrl = process.env.TEST_POSTGRES_URL
test.skipIf(!postgresUrl)(
  'killed on PostgreSQL, work resumes within two seconds of the next start',
  onBusyMachines,
  async () => {
    const { db, close } = await openTestDatabase('postgres')
    onTestFinished(close)
    const { rows } = await sql<{ name: string }>`select current_database() as name`.execute(db)
    const url = new URL(postgresUrl ?? '')
    url.pathname = rows[0]?.name ?? ''
    expect(await timeToResume(url.href)).toBeLessThan(2000)
  },
)

test.skipIf(!process.env.TEST_MONGODB_URL)(
  'killed on MongoDB, work resumes within thirty seconds of the next start',
  async () => {
    const uri = mongoUri()
    onTestFinished(() => dropMongo(uri))
    const took = await timeToResume(await sqliteUrl(), uri)
    // Earlier, and the lock would not have been one.
    expect(took).toBeGreaterThan(5000)
    expect(took).toBeLessThan(30_000)
  },
  60_000,
)
