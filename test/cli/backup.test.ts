import { readdir, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, test } from 'vitest'
import { openDatabase } from '#db/engine/open.ts'
import { demoCatalog } from '#playground/catalog/demo.ts'
import { terminal } from './terminal.ts'

test('a copy is whole, of one instant, and for its owner alone, while others write', async () => {
  const { run, folder, databaseUrl } = await terminal()
  await run('import', demoCatalog.path)
  const db = openDatabase(databaseUrl)
  // Both rows or none.
  const write = setInterval(() => {
    void db.transaction().execute(async (tx) => {
      const key = String(Math.random())
      await tx
        .insertInto('operations')
        .values({ key: `a${key}`, at: 1, result: '' })
        .execute()
      await tx
        .insertInto('operations')
        .values({ key: `b${key}`, at: 1, result: '' })
        .execute()
    })
  }, 2)
  const { code, out, err } = await run('backup', 'copy.sqlite')
  clearInterval(write)
  expect({ code, err }).toEqual({ code: 0, err: '' })
  expect(out).toMatch(/^copy\.sqlite: [\d.]+ MB, whole\.\n$/)
  expect((await stat(path.join(folder, 'copy.sqlite'))).mode & 0o777).toBe(0o600)
  const copy = openDatabase(`sqlite:${path.join(folder, 'copy.sqlite')}`)
  expect(await copy.selectFrom('products').selectAll().execute()).toEqual(
    await db.selectFrom('products').selectAll().execute(),
  )
  const kept = await copy.selectFrom('operations').select('key').where('at', '=', 1).execute()
  expect(kept.length % 2).toBe(0)
  await Promise.all([db.destroy(), copy.destroy()])
})

test('nothing is written over, and no half of a copy is left', async () => {
  const { run, folder, databaseUrl } = await terminal()
  expect(await run('backup', 'copy.sqlite')).toMatchObject({ code: 1, err: expect.stringContaining('no such file') })
  await run('migrate')
  expect((await run('backup', 'copy.sqlite')).code).toBe(0)
  const again = await run('backup', 'copy.sqlite')
  expect(again).toMatchObject({ code: 1, out: '', err: expect.stringContaining('copy.sqlite is there already') })
  await writeFile(databaseUrl.slice('sqlite:'.length), 'garbage '.repeat(1000))
  const broken = await run('backup', 'other.sqlite')
  expect(broken).toMatchObject({ code: 1, out: '', err: expect.stringContaining('No backup was made') })
  expect(broken.err).not.toMatch(/\n {4}at /)
  expect((await readdir(folder)).sort()).toEqual(['copy.sqlite', 'data'])
})

test('PostgreSQL is copied by its own tool, and its password is not told', async () => {
  const { run } = await terminal({ DATABASE_URL: 'postgres://me:secret@127.0.0.1:1/base' })
  const { code, err } = await run('backup', 'copy')
  expect({ code, err }).toMatchObject({ code: 1, err: expect.stringContaining('pg_dump') })
  expect(err).not.toContain('secret')
})
