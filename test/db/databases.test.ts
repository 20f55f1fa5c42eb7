import { sql } from 'kysely'
import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest'
import { stagingTransaction } from '../../src/db/import-staging.ts'
import type { Db } from '../../src/db/schema.ts'
import { onEachDatabase, openTestDatabase, type TestDatabase } from '../support/databases.ts'

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
    const user = {
      id: 7_000_000_000,
      firstName: '',
      username: '',
      locale: null,
      hints: 0,
      blockedAt: null,
      createdAt: at,
    }
    await given.db.insertInto('users').values(user).execute()
    expect(await given.db.selectFrom('users').selectAll().execute()).toEqual([user])
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
