import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { sql } from 'kysely'
import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest'
import { migrate } from '#db/engine/migrate.ts'
import { openDatabase } from '#db/engine/open.ts'
import { stagingTransaction } from '#db/imports/staging.ts'
import type { Db } from '#db/schema/schema.ts'
import { createLock } from '#runtime/lock.ts'
import { onEachDatabase, openTestDatabase, type TestDatabase } from '../support/databases.ts'
import { createRows } from '../support/rows.ts'

onEachDatabase('a test database', (kind) => {
  let given: TestDatabase
  beforeEach(async () => {
    given = await openTestDatabase(kind)
  })
  afterEach(() => given.close())

  // The second run sees what the first one would have left behind.
  test.each(['once', 'again'])('comes empty, ids from 1, with its counters: %s', async () => {
    const row = { key: 'a', name: 'A', currency: 'RUB', vatIncluded: 1 }
    const added = await given.db.insertInto('priceTypes').values(row).returning('id').executeTakeFirstOrThrow()
    await given.db.updateTable('counters').set({ value: 7 }).where('name', '=', 'shipment').execute()
    expect(added.id).toBe(1)
    expect(await given.db.selectFrom('counters').select('value').where('name', '=', 'invoice').execute()).toEqual([
      { value: 1000 },
    ])
  })

  test('gives back milliseconds as numbers', async () => {
    const at = Date.UTC(2026, 10, 23)
    const id = await createRows(given.db).user({ id: 7_000_000_000, createdAt: at, seenAt: at })
    const users = given.db.selectFrom('users').select(['id', 'createdAt', 'seenAt'])
    expect(await users.execute()).toEqual([{ id, createdAt: at, seenAt: at }])
  })
})

test.each([
  ['is done', () => Promise.resolve()],
  ['fails', () => Promise.reject(new Error('no'))],
])('what is staged waits for no disk; what comes after it does, also where staging %s', async (_, work) => {
  const { db, close } = await openTestDatabase('sqlite')
  onTestFinished(close)
  const waits = async (given: Db) =>
    (await sql<{ synchronous: number }>`pragma synchronous`.execute(given)).rows[0]?.synchronous
  const [NORMAL, FULL] = [1, 2]
  let staged: number | undefined
  const staging = stagingTransaction(db, async (tx) => {
    staged = await waits(tx)
    await work()
  })
  await staging.catch(() => {})
  expect([staged, await waits(db)]).toEqual([NORMAL, FULL])
})

test('several connections to one file see the same', async () => {
  const given = await openTestDatabase('sqlite', { file: true })
  await given.db.insertInto('operations').values({ key: 'k', at: 1, result: '' }).execute()
  expect(await given.again().selectFrom('operations').selectAll().execute()).toHaveLength(1)
  await given.close()
})

/** A database in a file, and the lock of its writers. */
async function inFile() {
  const folder = await mkdtemp(path.join(tmpdir(), 'dealerdesk-lock-'))
  const url = `sqlite:${path.join(folder, 'bot.sqlite')}`
  const writeLock = createLock()
  const db = openDatabase(url, { writeLock })
  await migrate(db)
  const other = openDatabase(url)
  onTestFinished(async () => {
    await db.destroy()
    await other.destroy()
    await rm(folder, { recursive: true })
  })
  const write = (to: Db, key: string) => to.insertInto('operations').values({ key, at: 1, result: '' }).execute()
  const keys = async () => (await db.selectFrom('operations').select('key').orderBy('key').execute()).map((o) => o.key)
  return { db, other, writeLock, write, keys }
}

test('nobody who reads a file waits for one who writes; he sees what is done', async () => {
  const { db, write, keys } = await inFile()
  await db.transaction().execute(async (tx) => {
    await tx.insertInto('operations').values({ key: 'a', at: 1, result: '' }).execute()
    expect(await keys()).toEqual([])
    expect(await tx.selectFrom('operations').select('key').execute()).toEqual([{ key: 'a' }])
  })
  await write(db, 'b')
  expect(await keys()).toEqual(['a', 'b'])
})

test('who writes waits for the lock, and his transaction is whole', async () => {
  const { db, writeLock, write, keys } = await inFile()
  const giveBack = await writeLock.take()
  const both = Promise.all([
    db.transaction().execute(async (tx) => {
      await write(tx, 'a')
      await write(tx, 'b')
    }),
    write(db, 'c'),
  ])
  expect(await keys()).toEqual([])
  giveBack()
  await both
  expect(await keys()).toEqual(['a', 'b', 'c'])
})

test('another process that writes is waited for without holding up this one', async () => {
  const { db, other, write, keys } = await inFile()
  const written = Promise.withResolvers<void>()
  let waiting: Promise<unknown> | undefined
  await other.transaction().execute(async (tx) => {
    await write(tx, 'theirs')
    waiting = write(db, 'ours')
    // Were the process held up, this timer would come only when the wait was over, with an error.
    setTimeout(written.resolve, 20)
    await written.promise
    expect(await keys()).toEqual([])
  })
  await waiting
  expect(await keys()).toEqual(['ours', 'theirs'])
})
