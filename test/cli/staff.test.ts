import { expect, test } from 'vitest'
import { openDatabase } from '#db/engine/open.ts'
import { terminal } from './terminal.ts'

test('gives a role and takes it; twice is once', async () => {
  const { run, databaseUrl } = await terminal()
  const given = await run('staff', '--user', '1234567', '--role', 'manager')
  expect(given).toMatchObject({ code: 0, err: '', out: '1234567: manager from now on\n' })
  expect((await run('staff', '--user', '1234567', '--role', 'manager')).out).toContain('already')
  const db = openDatabase(databaseUrl)
  const roles = () => db.selectFrom('staff').select(['userId', 'role']).execute()
  expect(await roles()).toEqual([{ userId: 1234567, role: 'manager' }])
  expect((await run('staff', '--user', '1234567', '--role', 'manager', '--remove')).out).toContain('no longer')
  expect(await roles()).toEqual([])
  await db.destroy()
})

test.each([
  [['--role', 'manager'], '--user is missing'],
  [['--user', '@name', '--role', 'manager'], '--user @name'],
  [['--user', '0', '--role', 'manager'], '--user 0'],
  [['--user', '99999999999999999999', '--role', 'manager'], '--user 9999'],
  [['--user', '1'], '--role is missing: manager, support, admin'],
  [['--user', '1', '--role', 'boss'], '--role boss: manager, support, admin'],
  [['--user', '1', '--role', 'manager', 'more'], 'more'],
])('%j is refused with a clear line', async (args, complaint) => {
  const { run } = await terminal()
  const { code, out, err } = await run('staff', ...args)
  expect({ code, out }).toEqual({ code: 1, out: '' })
  expect(err).toContain(complaint)
})

test.each(['import', 'staff', 'migrate'] as const)('%s --help', async (tool) => {
  const { run } = await terminal({ DATABASE_URL: 'nonsense' })
  const { code, out, err } = await run(tool, '--help')
  expect({ code, err }).toEqual({ code: 0, err: '' })
  expect(out).toContain(`npm run ${tool}`)
})

test('migrate says what it did, then that there is nothing to do', async () => {
  const { run } = await terminal()
  expect((await run('migrate')).out).toContain('0001_start')
  expect(await run('migrate')).toMatchObject({ code: 0, out: 'The database has the newest shape already.\n' })
})
