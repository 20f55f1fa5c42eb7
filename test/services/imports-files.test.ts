import { readFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { demoCatalog } from '../../src/playground/catalog/demo.ts'
import { importCatalog } from '../../src/services/imports.ts'
import { onEachDatabase, openTestDatabase, type TestDatabase } from '../support/databases.ts'
import { countsOf, everything, fixture, hasFixtures, problems, shown, take } from './imports.ts'

const count = async (given: TestDatabase, table: 'categories' | 'stock' | 'prices' | 'warehouses' | 'priceTypes') =>
  (await given.db.selectFrom(table).selectAll().execute()).length

onEachDatabase('real price lists', (kind) => {
  let given: TestDatabase
  let deps: { db: TestDatabase['db']; clock: { now(): number } }
  beforeEach(async () => {
    given = await openTestDatabase(kind)
    deps = { db: given.db, clock: { now: () => 1_800_000_000_000 } }
  })
  afterEach(async () => {
    expect(await problems(given.db)).toEqual([])
    await given.close()
  })

  test('the demo: twice is once; one price is one change', async () => {
    expect(countsOf(await take(deps, demoCatalog))).toEqual([147, 0, 0, 0])
    expect([await count(given, 'warehouses'), await count(given, 'priceTypes')]).toEqual([2, 3])
    expect(countsOf(await take(deps, demoCatalog))).toEqual([0, 0, 147, 0])
    const dearer = readFileSync(demoCatalog.path, 'utf8').replace(';254800,00;', ';254900,00;')
    expect(countsOf(await take(deps, dearer))).toEqual([0, 1, 146, 0])
    expect((await shown(given.db)).find((row) => row.sku === 'PRJ-1001')?.prices).toContain('Дилерская 25490000')
  })

  test('characteristics are facets: numbers are numbers, the brand is one of them', async () => {
    await take(deps, demoCatalog)
    const values = await given.db
      .selectFrom('characteristicValues')
      .innerJoin('characteristics', 'characteristics.id', 'characteristicValues.characteristicId')
      .select(['name', 'unit', 'value', 'number'])
      .execute()
    expect(values).toContainEqual({ name: 'Яркость', unit: 'лм', value: '5200', number: 5200 })
    expect(values).toContainEqual({ name: 'Вес', unit: 'кг', value: '8,9', number: 8.9 })
    expect(values).toContainEqual({ name: 'Разрешение', unit: '', value: 'WUXGA', number: null })
    expect(values).toContainEqual({ name: 'Производитель', unit: '', value: 'Lumenar', number: null })
    const { searchText } = await given.db
      .selectFrom('products')
      .select('searchText')
      .where('key', '=', 'PRJ-1001')
      .executeTakeFirstOrThrow()
    for (const part of ['prj1001', 'lx520', 'lumenar']) expect(searchText).toContain(part)
  })

  describe.skipIf(!hasFixtures)('of others', () => {
    test("the distributor's own: 400 goods in 19 categories, hidden and shown again", async () => {
      const name = 'catalog/derived-auvix-layout-400.cp1251.csv'
      expect(countsOf(await take(deps, fixture(name)))).toEqual([400, 0, 0, 0])
      expect(await count(given, 'categories')).toBe(19)
      expect(countsOf(await take(deps, fixture(name)))).toEqual([0, 0, 400, 0])

      const text = new TextDecoder('windows-1251').decode(readFileSync((fixture(name) as { path: string }).path))
      const without = text.replace(/^AV10001;.*\r?\n/m, '')
      expect(countsOf(await take(deps, without))).toEqual([0, 0, 399, 1])
      expect((await shown(given.db)).some((row) => row.sku === 'AV10001')).toBe(false)
      expect(countsOf(await take(deps, without))).toEqual([0, 0, 399, 0])
      expect(countsOf(await take(deps, text))).toEqual([0, 1, 399, 0])
      expect((await shown(given.db)).some((row) => row.sku === 'AV10001')).toBe(true)
    })

    test('carono: goods are sold as their variants, whichever file comes again', async () => {
      const [goods, offers] = [
        fixture('commerceml/carono-2.07/import.xml'),
        fixture('commerceml/carono-2.07/offers.xml'),
      ]
      expect(countsOf(await take(deps, goods))).toEqual([2, 0, 0, 0])
      expect(countsOf(await take(deps, offers))).toEqual([5, 0, 0, 2])
      expect([await count(given, 'categories'), await count(given, 'warehouses'), await count(given, 'stock')]).toEqual(
        [22, 5, 25],
      )
      const variants = await given.db.selectFrom('products').selectAll().where('hiddenAt', 'is', null).execute()
      expect(variants).toHaveLength(5)
      expect(variants.every((row) => row.variantOf !== null && row.categoryId !== null && row.brand !== '')).toBe(true)
      const before = await shown(given.db)
      expect(countsOf(await take(deps, goods))).toEqual([0, 0, 2, 0])
      expect(countsOf(await take(deps, offers))).toEqual([0, 0, 5, 0])
      expect(await shown(given.db)).toEqual(before)
    })

    test('dobromyslov: 36 goods, one of them deleted; offers of unknown ones are told', async () => {
      const folder = 'commerceml/dobromyslov-2.07'
      const [goods, offers] = [fixture(`${folder}/import0_1.xml`), fixture(`${folder}/offers0_1.xml`)]
      expect(countsOf(await take(deps, goods))).toEqual([35, 0, 0, 0])
      const first = await take(deps, offers)
      expect(countsOf(first)).toEqual([0, 35, 0, 0])
      expect(first.rejected).toHaveLength(9)
      expect(first.rejected[0]).toMatchObject({ row: 17, reason: 'no_product' })
      expect([await count(given, 'stock'), await count(given, 'prices')]).toEqual([105, 35])
      expect(countsOf(await take(deps, goods))).toEqual([0, 0, 35, 0])
      expect(countsOf(await take(deps, offers))).toEqual([0, 0, 35, 0])
    })

    test('the official example: what costs dollars is on request, names of the catalog stay', async () => {
      const folder = 'commerceml/irpsv-official-doc-2.04'
      expect(countsOf(await take(deps, fixture(`${folder}/import.xml`)))).toEqual([4, 0, 0, 0])
      expect(countsOf(await take(deps, fixture(`${folder}/offers.xml`)))).toEqual([0, 2, 0, 0])
      expect(await given.db.selectFrom('prices').select('kopecks').execute()).toEqual([
        { kopecks: 700 },
        { kopecks: 700 },
      ])
      expect(await count(given, 'priceTypes')).toBe(4)
      const names = await given.db.selectFrom('products').select(['name', 'vatRate']).orderBy('name').execute()
      expect(names[0]).toEqual({ name: 'Стол обеденный (Белый)', vatRate: 1800 })
      expect(countsOf(await take(deps, fixture(`${folder}/import.xml`)))).toEqual([0, 0, 4, 0])
      expect(countsOf(await take(deps, fixture(`${folder}/offers.xml`)))).toEqual([0, 0, 2, 0])
    })

    test('a torn file changes nothing', async () => {
      const goods = fixture('commerceml/dobromyslov-2.07/import0_1.xml') as { name: string; path: string }
      await take(deps, demoCatalog)
      const before = await everything(given.db)
      const torn = { name: 'torn.xml', bytes: readFileSync(goods.path).subarray(0, 100_000) }
      expect((await importCatalog(deps, null, torn)).ok).toBe(false)
      expect(await everything(given.db)).toEqual(before)
    })
  })
})
