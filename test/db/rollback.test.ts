import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { openTestDatabase } from '../support/databases.ts'

test('where SQLite itself ends a transaction, the first error is the one that is told', async () => {
  const { db, close } = await openTestDatabase('sqlite')
  const full = db.transaction().execute(async (tx) => {
    await sql`rollback`.execute(tx)
    throw new Error('the disk is full')
  })
  await expect(full).rejects.toThrow('the disk is full')
  await expect(db.selectFrom('users').select('id').execute()).resolves.toEqual([])
  await close()
})
