import { afterEach, beforeEach, expect, test } from 'vitest'
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

test('several connections to one file see the same', async () => {
  const given = await openTestDatabase('sqlite', { file: true })
  await given.db.insertInto('operations').values({ key: 'k', at: 1, result: '' }).execute()
  expect(await given.again().selectFrom('operations').selectAll().execute()).toHaveLength(1)
  await given.close()
})
