import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Actor } from '#domain/policy.ts'
import type { CatalogFile } from '#exchange/catalog.ts'
import { importCatalog } from '#services/imports/imports.ts'
import { onEachDatabase, openTestDatabase, type TestDatabase } from '../../support/databases.ts'
import { createRows } from '../../support/rows.ts'
import { countsOf, everything, fileOf, problems, shown, take } from './imports.ts'

const NOW = 1_800_000_000_000

/** The distributor's own list, which is always whole: article, price in roubles, yes or no. */
const listOf = (...goods: [sku: string, price: number | string, available: number][]) =>
  ['Артикул;Наименование;Валюта;Дилерская цена;Дилерская цена, руб.;Наличие;Категория']
    .concat(goods.map(([sku, price, available]) => `${sku};Товар ${sku};Рубль;${price};${price};${available};Кабели`))
    .join('\n')
/** A table made by hand: it hides nothing. */
const tableOf = (...rows: string[]) =>
  ['Артикул;Наименование;Производитель;Дилерская цена;Остаток Москва', ...rows].join('\n')
const xml = (inside: string) => `<КоммерческаяИнформация>${inside}</КоммерческаяИнформация>`
const catalogOf = (goods: string, id = 'c1') =>
  xml(`<Каталог СодержитТолькоИзменения="false"><Ид>${id}</Ид><Товары>${goods}</Товары></Каталог>`)
const goodsOf = (id: string, article: string) =>
  `<Товар><Ид>${id}</Ид><Артикул>${article}</Артикул><Наименование>Из 1С ${article}</Наименование>
   <Изготовитель><Ид>b</Ид><Наименование>Завод</Наименование></Изготовитель></Товар>`
const offersOf = (inside: string, onlyChanges = false) =>
  xml(`<ПакетПредложений СодержитТолькоИзменения="${onlyChanges}"><Склады><Склад><Ид>w</Ид><Наименование>Склад</Наименование></Склад>
    </Склады><Предложения>${inside}</Предложения></ПакетПредложений>`)
const offerOf = (id: string, quantity: number) =>
  `<Предложение><Ид>${id}</Ид><Артикул>A</Артикул><Наименование>Стол</Наименование>
   <Склад ИдСклада="w" КоличествоНаСкладе="${quantity}"/></Предложение>`

onEachDatabase('importCatalog', (kind) => {
  let given: TestDatabase
  let deps: { db: TestDatabase['db']; clock: { now(): number } }
  beforeEach(async () => {
    given = await openTestDatabase(kind)
    deps = { db: given.db, clock: { now: () => NOW } }
  })
  afterEach(async () => {
    expect(await problems(given.db)).toEqual([])
    await given.close()
  })
  const keys = async () => (await shown(given.db)).map((row) => row.key)
  const product = (key: string) =>
    given.db.selectFrom('products').selectAll().where('key', '=', key).executeTakeFirstOrThrow()

  test('only those who may', async () => {
    const actor = (roles: Actor['roles']): Actor => ({ id: 1, companyId: null, roles })
    for (const roles of [['buyer'], ['support'], []] as const) {
      const outcome = await importCatalog(deps, actor(roles), fileOf(listOf(['A', 1, 1])))
      expect(outcome).toMatchObject({ ok: false, reason: 'forbidden' })
    }
    expect((await importCatalog(deps, actor(['manager']), fileOf(listOf(['A', 1, 1])))).ok).toBe(true)
    expect(await given.db.selectFrom('imports').select(['importedBy', 'fileName']).execute()).toEqual([
      { importedBy: 1, fileName: 'price.csv' },
    ])
  })

  test('a file without goods is nothing; a file of other things is told apart', async () => {
    expect(await importCatalog(deps, null, fileOf(listOf()))).toMatchObject({ reason: 'nothing_recognised' })
    expect(await importCatalog(deps, null, fileOf('привет'))).toMatchObject({ reason: 'no_header' })
    expect(await given.db.selectFrom('imports').selectAll().execute()).toEqual([])
  })

  test('a full list hides what it leaves out, and only of its own', async () => {
    await take(deps, catalogOf(goodsOf('id-1', 'ERP-1')))
    await take(deps, tableOf('HAND-1;Своё;;5;1'))
    await take(deps, listOf(['A', 10, 1], ['B', 20, 0]))
    expect(countsOf(await take(deps, listOf(['A', 10, 1])))).toEqual([0, 0, 1, 1])
    expect(await keys()).toEqual(['A', 'HAND-1', 'id-1'])
    expect(countsOf(await take(deps, listOf(['A', 10, 1], ['B', 20, 0])))).toEqual([0, 1, 1, 0])
    expect(await keys()).toEqual(['A', 'B', 'HAND-1', 'id-1'])
  })

  test('one article from two sources is one product, found by either key, hidden only when both left it out', async () => {
    await take(deps, listOf(['AB-1', 10, 1], ['X', 1, 1]))
    expect(countsOf(await take(deps, catalogOf(goodsOf('guid', 'ab 1'))))).toEqual([0, 1, 0, 0])
    expect(await product('AB-1')).toMatchObject({ name: 'Из 1С ab 1', brand: 'Завод' })
    await take(deps, offersOf(offerOf('guid', 7)))
    expect((await shown(given.db)).find((row) => row.key === 'AB-1')).toMatchObject({
      stock: ['Склад 7'],
      available: null,
    })
    expect((await take(deps, listOf(['X', 1, 1]))).hidden).toBe(0)
    expect((await take(deps, catalogOf(goodsOf('other', 'Z')))).hidden).toBe(1)
    expect(await keys()).toEqual(['X', 'other'])
  })

  test('two goods of one source with one article are two', async () => {
    await take(deps, catalogOf(goodsOf('g1', 'ART')))
    expect(countsOf(await take(deps, catalogOf(goodsOf('g1', 'ART') + goodsOf('g2', 'ART'))))).toEqual([1, 0, 1, 0])
  })

  test('a price that cannot be read leaves the one that was known and the rest of its row; one that is gone is gone', async () => {
    await take(deps, listOf(['A', 10, 1], ['B', 20, 1], ['C', 30, 1]))
    const result = await take(deps, listOf(['A', 'дорого', 1], ['B', '', 1], ['C', 30, 1]))
    expect(countsOf(result)).toEqual([0, 1, 2, 0])
    expect(result.rejected).toEqual([])
    const named = { row: 2, reason: 'bad_price', value: 'дорого' }
    expect(result.cells).toMatchObject([
      { ...named, column: 'Дилерская цена' },
      { ...named, column: 'Дилерская цена, руб.' },
    ])
    expect((await shown(given.db)).map((row) => row.prices)).toEqual([['Дилерская 1000'], [], ['Дилерская 3000']])
  })

  test('a price in a whole package that cannot be read leaves the one that was known', async () => {
    const types = '<ТипыЦен><ТипЦены><Ид>t</Ид><Наименование>Опт</Наименование><Валюта>руб</Валюта></ТипЦены></ТипыЦен>'
    const priced = (price: string) =>
      offersOf(
        `<Предложение><Ид>g</Ид><Цены><Цена><ИдТипаЦены>t</ИдТипаЦены><ЦенаЗаЕдиницу>${price}</ЦенаЗаЕдиницу></Цена></Цены></Предложение>`,
      ).replace('<Склады>', `${types}<Склады>`)
    await take(deps, catalogOf(goodsOf('g', 'G')))
    await take(deps, priced('5'))
    await take(deps, priced('пять'))
    expect((await shown(given.db))[0]?.prices).toEqual(['Опт 500'])
    await take(deps, priced('0'))
    expect((await shown(given.db))[0]?.prices).toEqual([])
  })

  test('"no" empties the shelves, "yes" keeps what is counted and promises nothing where nothing is', async () => {
    await take(deps, tableOf('A;Товар A;;10;5'))
    const seen = async () => (await shown(given.db)).map((row) => [row.available, row.stock])
    await take(deps, listOf(['A', 10, 1]))
    expect(await seen()).toEqual([[null, ['Москва 5']]])
    await take(deps, listOf(['A', 10, 0]))
    expect(await seen()).toEqual([[0, ['Москва 0']]])
    await take(deps, listOf(['A', 10, 1]))
    expect(await seen()).toEqual([[1, ['Москва 0']]])
    expect(countsOf(await take(deps, tableOf('A;Товар A;;10;0')))).toEqual([0, 1, 0, 0])
    expect(await seen()).toEqual([[null, ['Москва 0']]])
  })

  test('what a file leaves empty stays; names and brands that changed are written', async () => {
    await take(deps, tableOf('A;Старое;Kramer;10;5'))
    await take(deps, tableOf('A;Новое;;10;5'))
    expect(await product('A')).toMatchObject({ name: 'Новое', brand: 'Kramer' })
    await take(deps, tableOf('A;Новое;Lumenar;10;5'))
    const values = await given.db
      .selectFrom('productValues')
      .innerJoin('characteristicValues', 'characteristicValues.id', 'valueId')
      .select('value')
      .execute()
    expect(values).toEqual([{ value: 'Lumenar' }])
  })

  test('offers of a variant are its own, else its goods’; of unknown goods they are told', async () => {
    await take(deps, catalogOf(goodsOf('g', 'G') + goodsOf('h', 'H')))
    await take(deps, offersOf(offerOf('g#a', 1) + offerOf('g#b', 2)))
    expect(await keys()).toEqual(['g#a', 'g#b', 'h'])
    expect(await product('g#a')).toMatchObject({ brand: 'Завод', variantOf: (await product('g')).id })
    const result = await take(deps, offersOf(offerOf('g#b', 9) + offerOf('h#x', 4) + offerOf('z#x', 1), true))
    expect(result.rejected).toEqual([{ row: 3, reason: 'no_product', value: 'z#x' }])
    expect((await shown(given.db)).map((row) => row.stock)).toEqual([['Склад 1'], ['Склад 9'], ['Склад 4']])
    // One is left: it stays the product that it was, with what is reserved of it.
    await take(deps, offersOf(offerOf('g#b', 3)))
    expect(await keys()).toEqual(['g#b', 'h'])
  })

  test('a torn file changes nothing, though it was half read', async () => {
    await take(deps, listOf(['A', 10, 1]))
    const before = await everything(given.db)
    const rows = Array.from({ length: 1500 }, (_, at): [string, number, number] => [`N${at}`, at + 1, 1])
    const torn = `${listOf(...rows)}\nEND;"оборвано`
    expect(await importCatalog(deps, null, fileOf(torn))).toMatchObject({ ok: false, reason: 'broken_row' })
    expect(await everything(given.db)).toEqual(before)
  })

  test('a long file tells how far it is, and a run that died before is cleaned up', async () => {
    await given.db
      .insertInto('importRuns')
      .values({ touchedAt: NOW - 3_600_000 })
      .execute()
    const rows = Array.from({ length: 1200 }, (_, at): [string, number, number] => [`N${at}`, at + 1, 1])
    const steps: number[] = []
    const file: CatalogFile = fileOf(listOf(...rows))
    await importCatalog(deps, null, file, (done, total) => {
      steps.push(done / (total ?? done))
    })
    expect(steps.length).toBeGreaterThan(2)
    expect(steps).toEqual(steps.toSorted((a, b) => a - b))
    expect(steps.at(-1)).toBe(1)
  })

  test('reservations stay; where less is left than they hold, it is said and written down', async () => {
    await take(deps, tableOf('A;Товар;;10;5', 'B;Товар;;10;5'))
    const reservation = await reserve(given.db, 'A', 4)
    const result = await take(deps, tableOf('A;Товар;;10;3', 'B;Товар;;10;3'))
    expect(result.oversold).toEqual([{ sku: 'A', warehouse: 'Москва', onHand: 3, reserved: 4 }])
    expect(await given.db.selectFrom('reservations').selectAll().execute()).toEqual([reservation])
    const auditEntries = await given.db.selectFrom('auditTrail').select(['action', 'details']).orderBy('id').execute()
    expect(auditEntries.map((entry) => entry.action)).toEqual(['import', 'import', 'oversold'])
    expect((await take(deps, tableOf('A;Товар;;10;3'))).oversold).toEqual([])
  })
})

/** Goods that come back under an article written differently keep their first key, which nobody sees. */
const listed = async (db: TestDatabase['db']) =>
  (await shown(db)).map(({ key, ...row }) => row).sort((a, b) => (a.sku < b.sku ? -1 : 1))

test('an article that came back in another spelling, and then in both, is two goods in the end', async () => {
  const { db, close } = await openTestDatabase('sqlite')
  const deps = { db, clock: { now: () => NOW } }
  for (const sku of ['A-1', 'E', 'A1']) await take(deps, listOf([sku, 1, 0]))
  const both = listOf(['A1', 1, 0], ['A-1', 1, 0])
  for (let i = 0; i < 2; i++) {
    await take(deps, both)
    expect((await shown(db)).map(({ sku }) => sku).sort()).toEqual(['A-1', 'A1'])
  }
  expect(await problems(db)).toEqual([])
  await close()
})

describe('on SQLite', () => {
  test('import(A), then import(B) shows what import(B) alone does, and a second import(B) changes nothing', async () => {
    const good = fc.tuple(
      fc.constantFrom('A-1', 'A1', 'B', 'C', 'D', 'E'),
      fc.oneof(fc.integer({ min: 1, max: 3 }), fc.constant('')),
      fc.integer({ min: 0, max: 1 }),
    )
    const list = fc.uniqueArray(good, { selector: ([sku]) => sku, minLength: 1 })
    await fc.assert(
      fc.asyncProperty(fc.array(list, { minLength: 1, maxLength: 3 }), list, async (before, last) => {
        const [one, other] = [await openTestDatabase('sqlite'), await openTestDatabase('sqlite')]
        const clock = { now: () => NOW }
        for (const goods of before) await take({ db: one.db, clock }, listOf(...goods))
        await take({ db: one.db, clock }, listOf(...last))
        await take({ db: other.db, clock }, listOf(...last))
        expect(await listed(one.db)).toEqual(await listed(other.db))
        const [added, changed, unchanged, hidden] = countsOf(await take({ db: one.db, clock }, listOf(...last)))
        expect([added, changed, unchanged, hidden]).toEqual([0, 0, last.length, 0])
        expect([...(await problems(one.db)), ...(await problems(other.db))]).toEqual([])
        await one.close()
        await other.close()
      }),
      { numRuns: 40 },
    )
  })

  test('two at a time do each other no harm', async () => {
    const { db, close } = await openTestDatabase('sqlite')
    const deps = { db, clock: { now: () => NOW } }
    const rows = Array.from({ length: 900 }, (_, at): [string, number, number] => [`N${at}`, at + 1, 1])
    const [one, other] = await Promise.all([take(deps, listOf(...rows)), take(deps, listOf(...rows))])
    expect(one.new + other.new).toBe(900)
    expect(await shown(db)).toHaveLength(900)
    expect(await problems(db)).toEqual([])
    await close()
  })
})

/** A live reservation with all that stands behind it. */
async function reserve(db: TestDatabase['db'], key: string, quantity: number) {
  const { id: productId } = await db
    .selectFrom('products')
    .select('id')
    .where('key', '=', key)
    .executeTakeFirstOrThrow()
  const { id: warehouseId } = await db.selectFrom('warehouses').select('id').executeTakeFirstOrThrow()
  const rows = createRows(db)
  const invoice = await rows.invoice({}, { productId, sku: key, name: key, quantity })
  await rows.reservation(invoice, { warehouseId, quantity, untilAt: NOW + 1 })
  return db.selectFrom('reservations').selectAll().executeTakeFirstOrThrow()
}
