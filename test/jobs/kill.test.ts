import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { sql } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import { openTestDatabase } from '../support/databases.ts'
import { dropMongo, mongoUri } from './stores.ts'

/** How long the dead process's lock would have held: whoever waits for it comes later than this. */
const LOCK_FOR = 5000

/** Where many tests run at once, starting a process may take as long as the lock: then it is tried again. */
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
  return child
}

/** From kill −9, and the next start at once, until the work is begun again, ms; said, so that it can be read. */
async function timeToResume(...args: string[]): Promise<number> {
  const first = await begin(...args)
  const ended = new Promise((resolve) => first.on('close', resolve))
  first.removeAllListeners('exit')
  first.kill('SIGKILL')
  await ended
  const startedAt = performance.now()
  await begin(...args)
  const took = performance.now() - startedAt
  console.info(`killed, work was begun again ${Math.round(took)} ms after the next start`)
  return took
}

async function sqliteUrl(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'dealerdesk-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  return `sqlite:${path.join(folder, 'test.db')}`
}

test(
  'killed on SQLite, work resumes with the next start: nobody waits for the dead one’s lock',
  onBusyMachines,
  async () => {
    expect(await timeToResume(await sqliteUrl())).toBeLessThan(LOCK_FOR)
  },
)

const postgresUrl = process.env.TEST_POSTGRES_URL
test.skipIf(!postgresUrl)(
  'killed on PostgreSQL, work resumes with the next start: nobody waits for the dead one’s lock',
  onBusyMachines,
  async () => {
    const { db, close } = await openTestDatabase('postgres')
    onTestFinished(close)
    const { rows } = await sql<{ name: string }>`select current_database() as name`.execute(db)
    const url = new URL(postgresUrl ?? '')
    url.pathname = rows[0]?.name ?? ''
    expect(await timeToResume(url.href)).toBeLessThan(LOCK_FOR)
  },
)

test.skipIf(!process.env.TEST_MONGODB_URL)(
  'killed on MongoDB, work resumes when the dead one’s lock ends',
  async () => {
    const uri = mongoUri()
    onTestFinished(() => dropMongo(uri))
    const took = await timeToResume(await sqliteUrl(), uri)
    // Earlier, and the lock would not have been one.
    expect(took).toBeGreaterThan(5000)
  },
  60_000,
)
