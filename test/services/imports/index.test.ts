import { expect, onTestFinished, test } from 'vitest'
import type { SearchQuery } from '#domain/search/find.ts'
import { stem } from '#search/kit/stems.ts'
import { type BuiltIndex, buildAll } from '#search/memory/build.ts'
import { createEmbeddedSearch } from '#search/memory/embedded.ts'
import type { SegmentWriter } from '#search/memory/segment-writer.ts'
import type { ImportDeps } from '#services/imports/deps.ts'
import { startSegment } from '#workers/programs.ts'
import { fakeClock } from '../../support/clock.ts'
import { openTestDatabase } from '../../support/databases.ts'
import { take } from './imports.ts'

const goods = 10_001
const header = 'Категория;Артикул;Наименование;Производитель;Дилерская цена;Остаток Москва;Длина, м\n'
const listOf = (rows: readonly string[]) => `${header}${rows.join('\n')}\n`
/** Rows of so many goods; every third costs nothing that is known, every seventh is not there. */
const many = (word: string, prefix = 'A', count = goods) =>
  Array.from({ length: count }, (_, i) => {
    const name = `${word} ${String.fromCharCode(1072 + (i % 30))}${i}`
    return `Звук;${prefix}-${i};${name};Завод;${i % 3 === 0 ? '' : 100 + (i % 50)};${i % 7};${i % 5}`
  })

/** A catalog that is searched while no index can be built anew: `release` lets it. */
async function shelf(rows: readonly string[], given: Partial<ImportDeps> = { startSegment }) {
  const { db, close } = await openTestDatabase('sqlite')
  const deps = { db, clock: fakeClock() }
  const released = Promise.withResolvers<void>()
  const wanted = Promise.withResolvers<void>()
  let builds = 0
  const searchWith = (build: () => Promise<BuiltIndex>) =>
    createEmbeddedSearch({
      deps,
      words: { stem, synonyms: new Map() },
      build,
      onError: (error) => {
        throw error
      },
    })
  const search = searchWith(async () => {
    if (++builds === 1) return buildAll(deps)
    wanted.resolve()
    await released.promise
    return buildAll(deps)
  })
  onTestFinished(async () => {
    released.resolve()
    await search.stop()
    await close()
  })
  if (rows.length > 0) await take(deps, listOf(rows))
  const total = async (text: string) => (await search.find({ text, limit: 1 })).total
  expect(await total('')).toBe(rows.length)
  return {
    db,
    search,
    total,
    published: async () => (await db.selectFrom('searchSegments').select('position').execute()).length,
    release: released.resolve,
    /** Ends when what was published is taken in to its end: an index is to be built anew then. */
    takenIn: wanted.promise,
    take: (file: string) => take({ ...deps, ...given }, file),
    anew: () => searchWith(() => buildAll(deps)),
  }
}

const asked: Omit<SearchQuery, 'limit'>[] = [
  { text: 'рупоры' },
  { text: 'рупоры', sort: 'name' },
  { text: 'рупор', sort: 'cheap', facets: true, prices: true, warehouses: true, priceTypeId: 1 },
  { text: 'а-9999', sort: 'stock' },
  { text: 'рупер завод' },
  { text: '', sort: 'name', facets: true, filter: { inStock: true } },
  { text: 'стойка' },
  { text: 'рупор 4 м', sort: 'name' },
]

/** What is found is what an index finds that is built anew. */
async function foundAsAnew({ search, anew }: Awaited<ReturnType<typeof shelf>>): Promise<void> {
  const other = anew()
  for (const query of asked) {
    for (const offset of [0, 5000]) {
      const whole = { ...query, limit: 40, offset }
      expect(await search.find(whole), JSON.stringify(whole)).toEqual(await other.find(whole))
    }
  }
}

test('new goods by the ten thousand are found while no index is built, as one finds them that is', async () => {
  const given = await shelf(['Стойки;S-1;Стойка;Завод;100;5;1'])
  await given.take(listOf(many('Рупор')))
  await expect.poll(() => given.total('рупоры')).toBe(goods)
  await foundAsAnew(given)
})

test('whoever finds nothing while thousands of goods are being taken in waits for them; nobody else does', async () => {
  const given = await shelf(['Стойки;S-1;Стойка;Завод;100;5;1'])
  await given.take(listOf(many('Рупор')))
  const asked = ['рупоры', 'стойка'].map(async (text) => ({ text, total: await given.total(text) }))
  expect(await Promise.race(asked)).toEqual({ text: 'стойка', total: 1 })
  expect(await asked[0]).toEqual({ text: 'рупоры', total: goods })
})

test('an index that is built then takes their place, and what was published is forgotten', async () => {
  const given = await shelf(['Стойки;S-1;Стойка;Завод;100;5;1'])
  await given.take(listOf(many('Рупор')))
  await expect.poll(() => given.total('рупоры')).toBe(goods)
  expect(await given.published()).toBeGreaterThan(0)
  given.release()
  await expect.poll(given.published).toBe(0)
  await foundAsAnew(given)
})

test('what was published while nobody looked is forgotten by whoever looks next', async () => {
  const given = await shelf(['Стойки;S-1;Стойка;Завод;100;5;1'])
  await given.take(listOf(many('Рупор')))
  expect(await given.published()).toBeGreaterThan(0)
  const other = given.anew()
  expect((await other.find({ text: 'рупоры', limit: 1 })).total).toBe(goods)
  await expect.poll(given.published).toBe(0)
})

test('the first price list is found by the next query', async () => {
  const given = await shelf([])
  await given.take(listOf(many('Рупор')))
  expect(await given.total('рупоры')).toBe(goods)
  await foundAsAnew(given)
})

test('goods that are called otherwise by the ten thousand are found by their new words and no longer by the old', async () => {
  const given = await shelf([...many('Рупор'), 'Стойки;S-1;Стойка;Завод;100;5;1'])
  const renamed = many('Громкоговоритель').map((row, i) => (i === 7 ? row.replace('Завод', 'Цех') : row))
  await given.take(listOf([...renamed, 'Стойки;S-2;Стойка;Завод;200;5;2']))
  await expect.poll(() => given.total('громкоговорители')).toBe(goods)
  expect([await given.total('рупор'), await given.total('цех'), await given.total('стойка')]).toEqual([0, 1, 2])
  await foundAsAnew(given)
  // Once more, and beside what was published before.
  await given.take(listOf([...many('Колонка'), 'Стойки;S-1;Штатив;Завод;100;5;1']))
  await expect.poll(() => given.total('колонки')).toBe(goods)
  expect([await given.total('громкоговорители'), await given.total('штатив')]).toEqual([0, 1])
  await foundAsAnew(given)
})

test('goods that changed a little before are found once, and by their newest words', async () => {
  const given = await shelf(many('Рупор'))
  await given.take(listOf(['Звук;A-5;Свисток;Завод;100;5;1', 'Звук;A-6;Свисток;Завод;100;5;1']))
  expect(await given.total('свисток')).toBe(2)
  await given.take(listOf(many('Громкоговоритель')))
  await given.total('громкоговорители')
  await given.takenIn
  const totals = () => Promise.all(['громкоговорители', 'гудок', 'свисток', ''].map(given.total))
  expect(await totals()).toEqual([goods, 0, 0, goods])
  await given.take(listOf(['Звук;A-6;Гудок;Завод;100;5;1']))
  expect(await totals()).toEqual([goods - 1, 1, 0, goods])
})

const xml = (group: string, word: string, from: number, count: number) =>
  `<КоммерческаяИнформация><Классификатор><Группы><Группа><Ид>c1</Ид><Наименование>${group}</Наименование></Группа></Группы>
  </Классификатор><Каталог СодержитТолькоИзменения="false"><Ид>k</Ид><Товары>${Array.from(
    { length: count },
    (_, i) =>
      `<Товар><Ид>g${from + i}</Ид><Артикул>G-${from + i}</Артикул><Наименование>${word} ${i}</Наименование><Группы><Ид>c1</Ид></Группы></Товар>`,
  ).join('')}</Товары></Каталог></КоммерческаяИнформация>`

test('a category that is renamed renames its goods; those that a full list no longer names are gone', async () => {
  const given = await shelf([])
  await given.take(xml('Антенны', 'Рупор', 0, goods))
  expect(await given.total('антенны')).toBe(goods)
  await given.take(xml('Излучатели', 'Рупор', 0, goods))
  await expect.poll(() => given.total('излучатели')).toBe(goods)
  expect(await given.total('антенны')).toBe(0)
  await foundAsAnew(given)
  // Whether the file names the goods or not.
  await given.take(xml('Динамики', '', 0, 0).replace(/<Каталог.*<\/Каталог>/s, ''))
  await expect.poll(() => given.total('динамики')).toBe(goods)
  expect(await given.total('излучатели')).toBe(0)
  await given.take(xml('Излучатели', 'Рупор', goods - 1, 2))
  await expect.poll(() => given.total('излучатели')).toBe(2)
  await foundAsAnew(given)
})

test('a segment that can not be built does not fail its import: the search builds an index of its own', async () => {
  const broken = (): SegmentWriter => ({
    add() {},
    finish: async () => ({ parts: Promise.reject(new Error('no')) }),
    async stop() {},
  })
  const given = await shelf(['Стойки;S-1;Стойка;Завод;100;5;1'], { startSegment: broken })
  await given.take(listOf(many('Рупор')))
  expect([await given.total('рупоры'), await given.total('стойка')]).toEqual([0, 1])
  given.release()
  await expect.poll(() => given.total('рупоры')).toBe(goods)
})

test('a thread that fails is told of where its segment is waited for', async () => {
  const writer = startSegment()
  onTestFinished(() => writer.stop())
  writer.add([undefined as never], [])
  await expect(writer.finish()).rejects.toThrow()
})
