import { readFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { demoCatalog } from '#playground/catalog/demo.ts'
import { importCatalog } from '#services/imports/imports.ts'
import { onEachDatabase, openTestDatabase, type TestDatabase } from '../../support/databases.ts'
import { countsOf, everything, fixture, hasFixtures, problems, shown, take } from './imports.ts'

const count = async (given: TestDatabase, table: 'categories' | 'stock' | 'prices' | 'warehouses' | 'priceTypes') =>
  (await given.db.selectFrom(table).selectAll().execute()).length

/** How many characteristics the shown goods have of each kind; one with several values on one product is a list. */
async function typesOf(db: TestDatabase['db']): Promise<Record<string, number>> {
  const rows = await db
    .selectFrom('productValues')
    .innerJoin('characteristicValues', 'characteristicValues.id', 'valueId')
    .innerJoin('products', 'products.id', 'productId')
    .select(['characteristicId', 'productId', 'kind'])
    .where('hiddenAt', 'is', null)
    .execute()
  const kinds = new Map<number, string>()
  const seen = new Set<string>()
  for (const { characteristicId, productId, kind } of rows) {
    const pair = `${characteristicId} ${productId}`
    const before = kinds.get(characteristicId)
    if (seen.has(pair)) kinds.set(characteristicId, 'list')
    else if (before !== 'list' && before !== 'choice') kinds.set(characteristicId, kind)
    seen.add(pair)
  }
  const counts: Record<string, number> = { characteristics: kinds.size }
  for (const kind of kinds.values()) counts[kind] = (counts[kind] ?? 0) + 1
  return { ...counts, goods: new Set(rows.map(({ productId }) => productId)).size }
}

async function valuesOf(db: TestDatabase['db'], key: string, name: string): Promise<string[]> {
  const rows = await db
    .selectFrom('productValues')
    .innerJoin('characteristicValues', 'characteristicValues.id', 'valueId')
    .innerJoin('characteristics', 'characteristics.id', 'characteristicId')
    .innerJoin('products', 'products.id', 'productId')
    .select('value')
    .where('products.key', '=', key)
    .where('characteristics.name', '=', name)
    .orderBy('position')
    .execute()
  return rows.map(({ value }) => value)
}

/** Goods that have a characteristic on their card and no typed value, or the other way round. */
async function toldIsKept(db: TestDatabase['db']): Promise<string[]> {
  const goods = await db.selectFrom('products').select(['id', 'key', 'characteristics']).execute()
  const typed = new Set(
    (await db.selectFrom('productValues').select('productId').execute()).map((row) => row.productId),
  )
  return goods.filter((row) => typed.has(row.id) !== (row.characteristics !== '[]')).map((row) => row.key)
}

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
  })

  test('the demo: every characteristic is typed, and the cards say what the list says', async () => {
    await take(deps, demoCatalog)
    expect(await typesOf(given.db)).toEqual({ characteristics: 33, number: 19, choice: 13, list: 1, goods: 147 })
    const { characteristics } = await given.db
      .selectFrom('products')
      .select('characteristics')
      .where('key', '=', 'PRJ-1001')
      .executeTakeFirstOrThrow()
    expect(JSON.parse(characteristics)).toContainEqual(['Интерфейсы', '', 'HDMI ×2, HDBaseT, LAN, RS-232'])
    expect(await valuesOf(given.db, 'PRJ-1001', 'Интерфейсы')).toEqual(['HDMI', 'HDBaseT', 'LAN', 'RS-232'])
    expect(await toldIsKept(given.db)).toEqual([])
  })

  test('a word under several spellings is one choice, in the spelling that came first; cards say what the list says', async () => {
    const list = (...rows: string[]) => ['Артикул;Наименование;Цвет;Разъём', ...rows].join('\n')
    await take(deps, list('A;Экран;Чёрный;HDMI'))
    await take(deps, list('B;Экран;черный;НDMI, VGA', 'C;Экран; ЧЕРНЫЙ;hdmi'))
    for (const key of ['A', 'B', 'C']) {
      expect(await valuesOf(given.db, key, 'Цвет')).toEqual(['Чёрный'])
      expect(await valuesOf(given.db, key, 'Разъём')).toContain('HDMI')
    }
    const { characteristics } = await given.db
      .selectFrom('products')
      .select('characteristics')
      .where('key', '=', 'C')
      .executeTakeFirstOrThrow()
    expect(JSON.parse(characteristics)).toEqual([
      ['Цвет', '', 'ЧЕРНЫЙ'],
      ['Разъём', '', 'hdmi'],
    ])
  })

  test('one characteristic under several spellings and units is one', async () => {
    const list = (head: string, ...rows: string[]) => [`Артикул;Наименование;${head}`, ...rows].join('\n')
    await take(deps, list('Яркость;Диагональ', 'A;Проектор;5 200;'))
    await take(deps, list('Яркость (лм);Диагональ, ″', 'B;Проектор;6200;55'))
    await take(deps, list('яркость, lm;Диагональ (см)', 'C;Проектор;7,2 клм;139,7'))
    await take(deps, list('Яркость, кд/м²', 'D;Панель;500'))
    const rows = await given.db
      .selectFrom('characteristics')
      .innerJoin('characteristicValues', 'characteristicId', 'characteristics.id')
      .innerJoin('productValues', 'valueId', 'characteristicValues.id')
      .innerJoin('products', 'products.id', 'productId')
      .select(['products.key', 'characteristics.name', 'characteristics.unit', 'number'])
      .orderBy('characteristics.id')
      .orderBy('products.key')
      .execute()
    expect(rows.map((row) => Object.values(row).join(' '))).toEqual([
      'A Яркость лм 5200',
      'B Яркость лм 6200',
      'C Яркость лм 7200',
      'B Диагональ ″ 55',
      'C Диагональ ″ 55',
      'D Яркость кд/м² 500',
    ])
    const spelled = list('яркость, lm;Диагональ (см)', 'C;Проектор;7200;139,7')
    expect(countsOf(await take(deps, spelled))).toEqual([0, 1, 0, 0])
    const { characteristics } = await given.db
      .selectFrom('products')
      .select('characteristics')
      .where('key', '=', 'C')
      .executeTakeFirstOrThrow()
    expect(JSON.parse(characteristics)).toContainEqual(['яркость', 'lm', '7200'])
    await take(deps, list('яркость, lm;Диагональ (см)', 'C;Проектор;7,2 клм;139,7'))
    const twice = list('яркость, lm;Диагональ (см)', 'C;Проектор;7,2 клм;139,7')
    expect(countsOf(await take(deps, twice))).toEqual([0, 0, 1, 0])
    expect(countsOf(await take(deps, list('Яркость;Диагональ', 'A;Проектор;5 200;')))).toEqual([0, 0, 1, 0])
    expect(await toldIsKept(given.db)).toEqual([])
  })

  describe.skipIf(!hasFixtures)('of others', () => {
    test('allwave: 4,029 models with no characteristic but their brand, some of which look like numbers', async () => {
      const file = (fixture('catalog/allwave-av-products-4029.json') as { path: string }).path
      const models = JSON.parse(readFileSync(file, 'utf8')) as Record<'brand' | 'model' | 'category', string>[]
      const plain = (text: string) => text.replace(/[;"\n\r]+/g, ' ')
      const rows = models.map((one, at) => [`A${at}`, one.model, one.brand, one.category].map(plain).join(';'))
      const list = ['Артикул;Наименование;Производитель;Категория', ...rows].join('\n')
      const { new: added } = await take(deps, list)
      expect(added).toBe(4029)
      const brands = new Set(models.map(({ brand }) => plain(brand).trim()).filter((brand) => brand !== ''))
      const values = await given.db.selectFrom('characteristicValues').select(['value', 'kind']).execute()
      expect(new Set(values.map(({ value }) => value))).toEqual(brands)
      expect(values.every(({ kind }) => kind === 'choice')).toBe(true)
      expect((await take(deps, list)).unchanged).toBe(4029)
    })

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
      expect(await typesOf(given.db)).toEqual({ characteristics: 7, number: 1, choice: 6, goods: 5 })
      expect(await toldIsKept(given.db)).toEqual([])
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
      expect(await typesOf(given.db)).toEqual({ characteristics: 13, number: 7, choice: 6, goods: 35 })
      expect(await toldIsKept(given.db)).toEqual([])
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
      // The fourth one is what the distributor pays.
      expect(await count(given, 'priceTypes')).toBe(3)
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
