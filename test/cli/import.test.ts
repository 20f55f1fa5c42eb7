import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, test } from 'vitest'
import { openDatabase } from '#db/engine/open.ts'
import { demoCatalog } from '#playground/catalog/demo.ts'
import { terminal } from './terminal.ts'

const table = (...rows: string[]) => ['Артикул;Наименование;Дилерская цена;Остаток Москва', ...rows].join('\n')

test('one object of JSON: what is new, then that nothing is', async () => {
  const { run } = await terminal()
  const first = await run('import', '--json', demoCatalog.path)
  expect(first).toMatchObject({ code: 0, err: '' })
  expect(JSON.parse(first.out)).toEqual({ new: 147, changed: 0, unchanged: 0, hidden: 0, rejected: [] })
  expect(JSON.parse((await run('import', demoCatalog.path, '--json')).out)).toEqual({
    ...{ new: 0, changed: 0, unchanged: 147, hidden: 0, rejected: [] },
  })
})

test('rejected rows in the language of the settings; several files are summed, a broken one is told and fails', async () => {
  for (const [locale, words] of [
    ['ru', 'цена не читается: дорого'],
    ['en', /: [\x20-\x7e]+: дорого$/],
  ] as const) {
    const { run, folder } = await terminal({ LOCALE: locale })
    await writeFile(path.join(folder, 'a.csv'), table('A;Стол;дорого;1', 'B;Стул;5;1'))
    await writeFile(path.join(folder, 'b.csv'), table('C;Стол;10;1', 'D;Стул;5;1'))
    await writeFile(path.join(folder, 'c.csv'), 'что-то другое')
    const alone = JSON.parse((await run('import', '--json', 'a.csv')).out)
    expect(alone.rejected).toEqual([{ row: 2, reason: expect.stringMatching(words) }])
    const { code, out, err } = await run('import', '--json', 'a.csv', 'c.csv', 'b.csv')
    expect(code).toBe(1)
    expect(JSON.parse(out)).toMatchObject({ new: 2, unchanged: 2, rejected: [{ file: 'a.csv', row: 2 }] })
    expect(err).toMatch(/^c\.csv: \S/)
  }
})

test('in words: counts and each row, without markup', async () => {
  const { run, folder } = await terminal()
  await writeFile(path.join(folder, 'a.csv'), table('A;Стол;дорого;1', 'B;Стул;5;1'))
  const { code, out } = await run('import', 'a.csv')
  expect(code).toBe(0)
  expect(out).toContain('a.csv')
  expect(out).toContain('Строка 2: цена не читается')
  expect(out).not.toMatch(/<\/?b>/)
})

test.each([
  [['nothing.csv'], 'nothing.csv: no such file'],
  [['folder'], 'folder: a directory'],
  [[], 'No file given'],
  [['--jsn'], "Unknown option '--jsn'"],
])('%j is refused with a clear line', async (args, complaint) => {
  const { run, folder } = await terminal()
  await mkdir(path.join(folder, 'folder'))
  const { code, out, err } = await run('import', ...args)
  expect({ code, out }).toEqual({ code: 1, out: '' })
  expect(err).toContain(complaint)
  expect(err).not.toMatch(/\n {4}at /)
})

test('wrong settings are told', async () => {
  const { run } = await terminal({ DATABASE_URL: 'mysql://x', RESERVE_FOR: 'long' })
  const { code, err } = await run('import', demoCatalog.path)
  expect(code).toBe(1)
  expect(err).toContain('DATABASE_URL')
  expect(err).toContain('RESERVE_FOR')
})

test('it works beside a program that has the database open and writes', async () => {
  const { run, databaseUrl } = await terminal()
  await run('migrate')
  const db = openDatabase(databaseUrl)
  const write = setInterval(() => {
    void db
      .insertInto('operations')
      .values({ key: `k${Math.random()}`, at: 1, result: '' })
      .execute()
  }, 20)
  const { code, out } = await run('import', '--json', demoCatalog.path)
  clearInterval(write)
  expect(code).toBe(0)
  expect(JSON.parse(out).new).toBe(147)
  expect(await db.selectFrom('products').selectAll().execute()).toHaveLength(147)
  await db.destroy()
})

test('a dry run says what would change, prices included, and changes nothing; then the same comes in', async () => {
  const { run, folder } = await terminal()
  await writeFile(path.join(folder, 'a.csv'), table('A;Стол;1000;1', 'B;Стул;5;1'))
  await writeFile(path.join(folder, 'b.csv'), table('A;Стол;1500;1', 'C;Шкаф;5;1'))
  await run('import', 'a.csv')
  const counts = { new: 1, changed: 1, unchanged: 0, hidden: 0, rejected: [] }
  const prices = [{ priceType: 'Дилерская', up: 1, down: 0, mostUp: 500, mostDown: 0, gone: 0 }]
  expect(JSON.parse((await run('import', '--dry-run', '--json', 'b.csv')).out)).toEqual({ ...counts, prices })
  const { out } = await run('import', 'b.csv', '--dry-run')
  expect(out).toContain('Новых: 1 · изменится: 1')
  expect(out).toContain('Цены «Дилерская»: выше у 1 (до +50 %)')
  expect(JSON.parse((await run('import', '--json', 'b.csv')).out)).toEqual(counts)
})
