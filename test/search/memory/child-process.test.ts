import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { migrate } from '#db/engine/migrate.ts'
import { openDatabase } from '#db/engine/open.ts'
import { stem } from '#search/kit/stems.ts'
import { buildAll } from '#search/memory/build.ts'
import { buildInChildProcess } from '#search/memory/child-process.ts'
import { createEmbeddedSearch } from '#search/memory/embedded.ts'
import { createSearch } from '#search/search.ts'
import { importCatalog } from '#services/imports/imports.ts'
import { programs } from '#workers/programs.ts'
import { fakeClock } from '../../support/clock.ts'

const list = `Категория;Артикул;Модель;Наименование;Производитель;Дилерская цена;Остаток Москва;Длина, м
Кабели;CBL-10;HDMI-10;Кабель HDMI 10 м;Kramer;250;100;10
Проекторы;PRJ-1;PA1004UL;Лазерный проектор NEC PA1004UL;NEC;90000;1;
`

async function shelf(rows?: string) {
  const folder = await mkdtemp(path.join(tmpdir(), 'dealerdesk-child-'))
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
  if (rows !== undefined) await add(rows)
  return { deps, databaseUrl, add }
}

test('an index that is built in a process of its own is the one that is built here', async () => {
  const { deps, databaseUrl } = await shelf(list)
  const here = await buildAll(deps)
  expect(here.segment.ids).toHaveLength(2)
  expect(await buildInChildProcess({ databaseUrl, program: programs.indexBuilder }, deps.clock.now())).toEqual(here)
})

test('a process that ends without an index, or is ended, is told of', async () => {
  const nowhere = { databaseUrl: 'sqlite:/dev/null/none', program: programs.indexBuilder }
  await expect(buildInChildProcess(nowhere, 0)).rejects.toThrow('the process ended with 1')
  await expect(buildInChildProcess(nowhere, 0, AbortSignal.abort())).rejects.toThrow('abort')
})

const many = (word: string, goods: number) =>
  `Артикул;Наименование\n${Array.from({ length: goods }, (_, i) => `${word}-${i};Рупор ${i}`).join('\n')}\n`

async function searched(rows?: string) {
  const { deps, databaseUrl, add } = await shelf(rows)
  const onError = (error: unknown) => {
    throw error
  }
  const search = createSearch(deps, {
    kind: 'memory',
    elsewhere: { databaseUrl, program: programs.indexBuilder },
    onError,
  })
  onTestFinished(() => search.stop())
  return { add, search }
}

test('the first price list is found by the next query, however long it is', async () => {
  const { add, search } = await searched()
  expect((await search.find({ text: '', limit: 1 })).total).toBe(0)
  await add(many('A', 10_001))
  expect((await search.find({ text: 'рупоры', limit: 1 })).total).toBe(10_001)
})

test('an index that could not be built anew is built at the next look', async () => {
  const { deps, add } = await shelf(many('A', 1))
  let builds = 0
  const failed = Promise.withResolvers<unknown>()
  const search = createEmbeddedSearch({
    deps,
    words: { stem, synonyms: new Map() },
    build: () => (++builds === 2 ? Promise.reject(new Error('no')) : buildAll(deps)),
    onError: failed.resolve,
  })
  onTestFinished(() => search.stop())
  const total = async () => (await search.find({ text: 'рупоры', limit: 1 })).total
  expect(await total()).toBe(1)
  await add(many('B', 10_001))
  expect(await total()).toBe(1)
  await failed.promise
  await expect.poll(total).toBe(10_002)
})

test('no query waits for new prices and stock of all goods, and no index is built anew for them', async () => {
  const goods = 10_001
  const priced = (rubles: number, free: number) =>
    `Артикул;Наименование;Дилерская цена;Остаток Москва\n${Array.from({ length: goods }, (_, i) => `A-${i};Рупор ${i};${i === 0 ? '' : rubles};${free}`).join('\n')}\n`
  const { deps, add } = await shelf(priced(10, 0))
  let builds = 0
  const search = createEmbeddedSearch({
    deps,
    words: { stem, synonyms: new Map() },
    build: () => {
      builds++
      return buildAll(deps)
    },
    onError: (error) => {
      throw error
    },
  })
  onTestFinished(() => search.stop())
  const priceTypeId = (await deps.db.selectFrom('priceTypes').select('id').executeTakeFirstOrThrow()).id
  const asked = { text: 'рупоры', limit: 1, prices: true, priceTypeId }
  expect((await search.find(asked)).prices).toEqual(new Map([[10_00, goods - 1]]))
  await add(priced(12, 3))
  search.wake()
  // Whoever asks first is answered while nearly all of them are to be read yet.
  expect((await search.find(asked)).prices.get(10_00)).toBeGreaterThan(0)
  await expect.poll(async () => (await search.find(asked)).prices).toEqual(new Map([[12_00, goods - 1]]))
  await expect.poll(async () => (await search.find({ ...asked, filter: { inStock: true } })).total).toBe(goods)
  expect(builds).toBe(1)
})

test('thousands of goods are found by the first query, and thousands of new ones by the next', async () => {
  const { add, search } = await searched(many('A', 5000))
  expect((await search.find({ text: 'рупоры', limit: 1 })).total).toBe(5000)
  await add(many('B', 5000))
  expect((await search.find({ text: 'рупоры', limit: 1 })).total).toBe(10_000)
  expect((await search.find({ text: 'B-4321', limit: 1 })).total).toBe(1)
})
