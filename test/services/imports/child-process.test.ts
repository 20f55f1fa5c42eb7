import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { migrate } from '#db/engine/migrate.ts'
import { openDatabase } from '#db/engine/open.ts'
import { makeStagingPrivate } from '#db/imports/staging.ts'
import { runChildProcess } from '#runtime/child-process.ts'
import { createLock } from '#runtime/lock.ts'
import { importBounds, importInChildProcess, lookInChildProcess } from '#services/imports/child-process.ts'
import { createImporter } from '#services/imports/importer.ts'
import { importCatalog } from '#services/imports/imports.ts'
import { programs } from '#workers/programs.ts'
import { fakeClock } from '../../support/clock.ts'
import { bookOfCells } from '../../support/poison.ts'
import { everything, fileOf, shown } from './imports.ts'

const program = programs.importer

async function shelf() {
  const folder = await mkdtemp(path.join(tmpdir(), 'dealerdesk-child-'))
  const databaseUrl = `sqlite:${path.join(folder, 'bot.sqlite')}`
  const writeLock = createLock()
  const db = openDatabase(databaseUrl, { writeLock })
  await migrate(db)
  onTestFinished(async () => {
    await db.destroy()
    await rm(folder, { recursive: true })
  })
  return { program, folder, databaseUrl, writeLock, db, clock: fakeClock() }
}

const listOf = (...rows: string[]) =>
  ['Артикул;Наименование;Производитель;Категория;Дилерская цена;Остаток Москва;Длина, м;Цвет', ...rows].join('\n')
const many = (goods: number, price = 100, word = 'Рупор') =>
  listOf(
    ...Array.from({ length: goods }, (_, i) => `A-${i};${word} ${i};Завод;Рупоры;${price + i};${i % 7};${i % 5};Белый`),
  )
const xml = (inside: string) => `<КоммерческаяИнформация>${inside}</КоммерческаяИнформация>`
const goods = (id: string) =>
  `<Товар><Ид>${id}</Ид><Артикул>${id}</Артикул><Наименование>Стол ${id}</Наименование></Товар>`
const offer = (id: string, colour: string) =>
  `<Предложение><Ид>${id}</Ид><Наименование>Стол ${colour}</Наименование><ХарактеристикиТовара><ХарактеристикаТовара>
  <Наименование>Цвет</Наименование><Значение>${colour}</Значение></ХарактеристикаТовара></ХарактеристикиТовара>
  <Склад ИдСклада="w" КоличествоНаСкладе="3"/></Предложение>`

/** One after the other: new goods, the same, changed ones, 1C's with variants, its full list without some, a broken file. */
const files = [
  many(900),
  many(900),
  many(450, 200, 'Громкоговоритель'),
  listOf('A-1;Рупор 1;Завод;Рупоры;;7;1,5;Чёрный', 'B-1;Кабель;;;12,50;;10;', ';без артикула;;;;;;'),
  xml(`<Каталог СодержитТолькоИзменения="false"><Ид>c</Ид><Товары>${goods('t1')}${goods('t2')}</Товары></Каталог>`),
  xml(`<ПакетПредложений СодержитТолькоИзменения="false"><Предложения>${offer('t1#a', 'белый')}${offer('t1#b', 'чёрный')}
    ${offer('t9', 'ничей')}</Предложения></ПакетПредложений>`),
  xml(`<Каталог СодержитТолькоИзменения="false"><Ид>c</Ид><Товары>${goods('t2')}</Товары></Каталог>`),
  xml('<Каталог СодержитТолькоИзменения="false"><Ид>c</Ид><Товары>'),
]

test('whatever is taken in, staged in private it comes to the same rows, and in the same words', async () => {
  const here = await shelf()
  const other = await shelf()
  for (const text of files) {
    const db = openDatabase(other.databaseUrl, { writeLock: createLock(), isAlone: true })
    await makeStagingPrivate(db)
    const given = { db, clock: other.clock, isStagingPrivate: true, isCrowded: () => text.length % 2 === 0 }
    const outcome = await importCatalog(given, null, fileOf(text))
    await db.destroy()
    expect(outcome).toEqual(await importCatalog(here, null, fileOf(text)))
    expect(await everything(other.db)).toEqual(await everything(here.db))
  }
  expect(await shown(here.db)).not.toHaveLength(0)
})

test('a process of its own takes a file in, tells how far it is before it tells what came of it, and gives the write lock back', async () => {
  const { databaseUrl, writeLock, db, clock, folder } = await shelf()
  const file = path.join(folder, 'price.csv')
  await writeFile(file, many(3000))
  const told: (number | string)[] = []
  const onProgress = async (done: number) => {
    await setImmediate()
    told.push(done)
  }
  const outcome = await importInChildProcess(
    { program, databaseUrl, writeLock, clock },
    { actor: null, file: { name: 'price.csv', path: file }, onProgress, way: {} },
  )
  told.push('outcome')
  expect(outcome).toMatchObject({ ok: true, result: { new: 3000, changed: 0, rejected: [] } })
  expect(told.length).toBeGreaterThan(1)
  expect(told.at(-1)).toBe('outcome')
  expect(await shown(db)).toHaveLength(3000)
  const [row] = await db.selectFrom('imports').selectAll().execute()
  // By the product's clock, which stands still here, and goes on there.
  expect(Math.abs((row?.at ?? 0) - clock.now())).toBeLessThan(60_000)
  await db.insertInto('operations').values({ key: 'ours', at: 1, result: '' }).execute()
})

test('we write while it takes a file in, and it takes in all the same', async () => {
  const { databaseUrl, writeLock, db, clock } = await shelf()
  let isOver = false
  const taking = importInChildProcess(
    { program, databaseUrl, writeLock, clock },
    { actor: null, file: fileOf(many(2000)), onProgress: () => {}, way: {} },
  ).finally(() => {
    isOver = true
  })
  let written = 0
  while (!isOver) {
    const row = { key: `${written++}`, at: 1, result: '' }
    await db.insertInto('operations').values(row).execute()
    await setImmediate()
  }
  expect(await taking).toMatchObject({ ok: true, result: { new: 2000 } })
  expect(await db.selectFrom('operations').select('key').execute()).toHaveLength(written)
})

test('who may not import is refused there as well; a broken file changes nothing', async () => {
  const given = await shelf()
  const dealer = { id: 1, companyId: 1, roles: ['buyer'] as const }
  expect(
    await importInChildProcess(given, { actor: dealer, file: fileOf(many(1)), onProgress: () => {}, way: {} }),
  ).toMatchObject({ ok: false, reason: 'forbidden' })
  expect(
    await importInChildProcess(given, { actor: null, file: fileOf(files.at(-1) ?? ''), onProgress: () => {}, way: {} }),
  ).toMatchObject({ ok: false })
  expect(await shown(given.db)).toEqual([])
})

test('a process that ends without an outcome is told of, and gives the write lock back', async () => {
  const { writeLock, db, clock } = await shelf()
  const elsewhere = { program, databaseUrl: 'sqlite:/dev/null/none', writeLock, clock }
  await expect(
    importInChildProcess(elsewhere, { actor: null, file: fileOf(many(1)), onProgress: () => {}, way: {} }),
  ).rejects.toThrow('the process ended with 1')
  await db.insertInto('operations').values({ key: 'ours', at: 1, result: '' }).execute()
})

test.each([
  ['time', { deadlineMs: 100 }, 'too_slow', '0.1'],
  ['heap', { heapMb: 24 }, 'too_demanding', ''],
  ['memory', { residentMb: 20 }, 'too_demanding', ''],
] as const)(
  'a file that needs more %s than its process has is refused with the reason, looked at and taken in',
  async (_, bound, reason, detail) => {
    const { db, ...shared } = await shelf()
    const given = { ...shared, bounds: { ...importBounds, ...bound } }
    // Within the limits of what is counted.
    const order = {
      actor: null,
      file: { name: 'vast.xlsx', bytes: bookOfCells(4000, 240) },
      onProgress: () => {},
      way: {},
    }
    expect(await lookInChildProcess(given, order)).toEqual({ ok: false, reason, detail })
    expect(await importInChildProcess(given, order)).toEqual({ ok: false, reason, detail })
    expect(await shown(db)).toEqual([])
    await db.insertInto('operations').values({ key: 'ours', at: 1, result: '' }).execute()
  },
)

test('a small file is taken in here, a large one by a process', async () => {
  const { db, writeLock, clock } = await shelf()
  // Where no process can be: what is taken in is taken in here.
  const importer = createImporter({ db, clock }, { databaseUrl: 'sqlite:/dev/null/none', writeLock, program })
  expect(await importer.takeIn(null, fileOf(many(10)))).toMatchObject({ ok: true, result: { new: 10 } })
  await expect(importer.takeIn(null, fileOf(many(3000)))).rejects.toThrow('the process ended with 1')
  expect(await createImporter({ db, clock }).takeIn(null, fileOf(many(3000)))).toMatchObject({ ok: true })
})

test('a process that keeps the write lock for too long is killed: others write on', async () => {
  const writeLock = createLock()
  const program = path.join(import.meta.dirname, 'lock-keeper.ts')
  const had = Promise.withResolvers<unknown>()
  const ended = runChildProcess(program, {}, { writeLock, lockedAtMostMs: 200, onMessage: had.resolve })
  ended.catch(() => {})
  await had.promise
  const ours = writeLock.take()
  await expect(ended).rejects.toThrow('the process ended with SIGKILL')
  ;(await ours)()
})
