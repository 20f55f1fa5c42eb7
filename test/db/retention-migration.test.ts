import { sql } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import { migrate } from '#db/engine/migrate.ts'
import { openDatabase } from '#db/engine/open.ts'
import { forget, oldestRetained } from '#db/kernel/retention.ts'
import { days } from '#domain/time.ts'

const BEFORE = '0027_promises'

test('what has no age in an older database counts from its upgrade: nobody is deleted by it', async () => {
  const db = openDatabase('sqlite::memory:')
  onTestFinished(() => db.destroy())
  await migrate(db, BEFORE)
  for (const statement of [
    `insert into users (id, first_name, username, hints, created_at) values
      (1, 'Смотрел', '', 1, 5), (2, 'Дилер', '', 1, 5), (3, 'Бывший менеджер', '', 1, 5), (4, 'Новичок', '', 1, 5)`,
    `insert into companies (name, inn, kpp, deferral_days, credit_limit_kopecks, approved_by, approved_at)
      values ('Ромашка', '7707083893', '', 0, 0, 3, 0)`,
    `insert into members (user_id, company_id, role, added_at) values (2, 1, 'owner', 0)`,
    `insert into registrations (user_id, phone, inn, company_name) values (4, '+79161234567', '', '')`,
  ])
    await sql.raw(statement).execute(db)
  const before = Date.now()
  await migrate(db)
  const ages = Object.fromEntries((await oldestRetained(db)).map(({ what, at }) => [what, at]))
  expect(ages.unfinished).toBeGreaterThanOrEqual(before)
  expect(ages.visitors).toBeGreaterThanOrEqual(before)
  const later = Date.now() + days(400)
  expect([await forget(db, 'unfinished', later, 9), await forget(db, 'visitors', later, 9)]).toEqual([1, 2])
  expect((await db.selectFrom('users').select('id').orderBy('id').execute()).map(({ id }) => id)).toEqual([2, 3])
})
