import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { migrate } from '../../src/db/migrate.ts'
import { openDatabase } from '../../src/db/open.ts'
import { importCatalog } from '../../src/services/imports.ts'
import { createSearch } from '../../src/services/search.ts'
import { buildApart } from '../../src/services/search-apart.ts'
import { buildAll } from '../../src/services/search-build.ts'
import { fakeClock } from '../support/clock.ts'

const list = `Категория;Артикул;Модель;Наименование;Производитель;Дилерская цена;Остаток Москва;Длина, м
Кабели;CBL-10;HDMI-10;Кабель HDMI 10 м;Kramer;250;100;10
Проекторы;PRJ-1;PA1004UL;Лазерный проектор NEC PA1004UL;NEC;90000;1;
`

async function shelf(rows: string) {
  const folder = await mkdtemp(path.join(tmpdir(), 'dealerdesk-apart-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const databaseUrl = `sqlite:${path.join(folder, 'bot.sqlite')}`
  const db = openDatabase(databaseUrl)
  onTestFinished(() => db.destroy())
  await migrate(db)
  const deps = { db, clock: fakeClock() }
  const add = async (text: string) => {
    const taken = await importCatalog(deps, null, { name: 'price.csv', bytes: new TextEncoder().encode(text) })
    expect(taken.ok).toBe(true)
  }
  await add(rows)
  return { deps, databaseUrl, add }
}

test('an index that is built in a process of its own is the one that is built here', async () => {
  const { deps, databaseUrl } = await shelf(list)
  const here = await buildAll(deps)
  expect(here.segment.ids).toHaveLength(2)
  expect(await buildApart({ databaseUrl, now: deps.clock.now() })).toEqual(here)
})

test('a process that ends without an index, or is ended, is told of', async () => {
  const order = { databaseUrl: 'sqlite:/dev/null/none', now: 0 }
  await expect(buildApart(order)).rejects.toThrow('no index was built')
  await expect(buildApart(order, AbortSignal.abort())).rejects.toThrow('abort')
})

test('thousands of goods are found by the first query, and thousands of new ones by the next', async () => {
  const many = (word: string) =>
    `Артикул;Наименование\n${Array.from({ length: 5000 }, (_, i) => `${word}-${i};Рупор ${i}`).join('\n')}\n`
  const { deps, databaseUrl, add } = await shelf(many('A'))
  const onError = (error: unknown) => {
    throw error
  }
  const search = createSearch(deps, { kind: 'memory', databaseUrl, onError })
  onTestFinished(() => search.stop())
  expect((await search.find({ text: 'рупоры', limit: 1 })).total).toBe(5000)
  await add(many('B'))
  expect((await search.find({ text: 'рупоры', limit: 1 })).total).toBe(10_000)
  expect((await search.find({ text: 'B-4321', limit: 1 })).total).toBe(1)
})
