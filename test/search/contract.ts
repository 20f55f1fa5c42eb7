import type { Kysely } from 'kysely'
import { expect, test } from 'vitest'
import type { Schema } from '#db/schema/schema.ts'
import type { Sort } from '#domain/catalog/catalog.ts'
import type { SearchQuery } from '#domain/search/find.ts'
import type { Narrowing } from '#domain/search/narrowing.ts'
import type { Search } from '#search/kit/port.ts'
import { importCatalog } from '#services/imports/imports.ts'
import type { FakeClock } from '../support/clock.ts'

const header =
  'Категория;Артикул;Модель;Наименование;Производитель;Дилерская цена;Остаток Москва;Остаток Тверь;Длина, м;Яркость, лм;Разъём\n'
const rows = `Коммутация;AV-10.003;VS-411X;Коммутатор HDMI 4x1;Kramer;1000;5;2;;;HDMI
Кабели;CBL-10;HDMI-10;Кабель HDMI 10 м;Kramer;250;100;0;10;;HDMI
Кабели;CBL-15;HDMI-1.5;Кабель HDMI 1,5 м;Kramer;150;0;0;1,5;;HDMI
Кабели;CBL-20;DP-20;Кабель DisplayPort 20 м;Extron;900;0;3;20;;DisplayPort
Проекторы;PRJ-1;PA1004UL;Лазерный проектор NEC PA1004UL, 4К;NEC;90000;1;0;;10000;HDMI
Проекторы;PRJ-2;EB-L200;Проектор Epson EB-L200, WUXGA;Epson;;0;0;;5000;HDMI
Экраны;SCR-7;SM-240;Настенный экран 240×180 см;Lumien;300;4;4;;;
Разное;PA-1004;;Кабель-канал для экранов;;10;1;0;;;
`

export interface Searched {
  db: Kysely<Schema>
  clock: FakeClock
  search: Search
}

const importRows = async ({ db, clock }: Searched, text: string) => {
  const taken = await importCatalog({ db, clock }, null, {
    name: 'price.csv',
    bytes: new TextEncoder().encode(header + text),
  })
  if (!taken.ok) throw new Error(taken.reason)
  return taken.result
}

/** What every implementation of the search port does. */
export function searchContract(open: () => Promise<Searched>): void {
  async function shelf() {
    const given = await open()
    await importRows(given, rows)
    const products = await given.db.selectFrom('products').select(['id', 'sku']).execute()
    const skuOf = new Map(products.map(({ id, sku }) => [id, sku]))
    const find = async (text: string, query: Partial<SearchQuery> = {}) => {
      const found = await given.search.find({ text, limit: 10, ...query })
      return { ...found, skus: found.ids.map((id) => skuOf.get(id)), near: found.nearest.map((id) => skuOf.get(id)) }
    }
    const valueId = async (value: string) =>
      (
        await given.db
          .selectFrom('characteristicValues')
          .select('id')
          .where('value', '=', value)
          .executeTakeFirstOrThrow()
      ).id
    const priceTypeId = (await given.db.selectFrom('priceTypes').select('id').executeTakeFirstOrThrow()).id
    return {
      ...given,
      find,
      valueId,
      priceTypeId,
      idOf: (sku: string) => products.find((one) => one.sku === sku)?.id ?? 0,
    }
  }

  test('goods are found by articles in disguise, parts, word forms, layouts, typos, units, synonyms', async () => {
    const { find } = await shelf()
    for (const [typed, sku] of [
      ['АВ-10.003', 'AV-10.003'],
      ['av 10 003', 'AV-10.003'],
      ['1004ul', 'PRJ-1'],
      ['РА1004UL', 'PRJ-1'],
      ['экранов настенных', 'SCR-7'],
      ['10 м кабель', 'CBL-10'],
      ['шнур 1.5m', 'CBL-15'],
      ['проектор 5000лм', 'PRJ-2'],
      ['240 х 180', 'SCR-7'],
      ['прожктор epson', 'PRJ-2'],
      ['ghjtrnjh epson', 'PRJ-2'],
      ['руьш 10м', 'CBL-10'],
      ['эпсон', 'PRJ-2'],
    ]) {
      expect((await find(typed ?? '')).skus[0], typed).toBe(sku)
    }
  })

  test('words of the trade find goods that are called otherwise, in both languages; metres are centimetres', async () => {
    const given = await shelf()
    const more = `Акустика;SP-1;;Потолочный громкоговоритель;;10;1;0;;;
Крепления;BR-1;;Кронштейн потолочный;;10;1;0;;;
Экраны;SCR-3;;Моторизованный экран, 300 см;;10;1;0;;;
Кабели;CBL-3;;Кабель HDMI 3 м;;10;1;0;;;
`
    await importRows(given, more)
    const skus = async (text: string) => {
      const { ids } = await given.search.find({ text, limit: 10 })
      const found = await given.db.selectFrom('products').select(['id', 'sku']).execute()
      return ids.map((id) => found.find((one) => one.id === id)?.sku)
    }
    for (const [typed, sku] of [
      ['колонки потолочные', 'SP-1'],
      ['ceiling loudspeaker', 'SP-1'],
      ['laser projector', 'PRJ-1'],
      ['экран 3 метра', 'SCR-3'],
      ['screen 3m', 'SCR-3'],
    ] as const)
      expect((await skus(typed))[0], typed).toBe(sku)
  })

  test('what is meant by the noun is first, then the very form of the word, before its other forms', async () => {
    const given = await open()
    await importRows(
      given,
      `Кабели;A-1;;Кабель микрофонный;;10;1;0;;;
Крепления;A-2;;Держатель микрофона;;10;1;0;;;
Звук;A-3;;Микрофоны, комплект;;10;1;0;;;
Звук;A-4;;Настольный микрофон;;10;1;0;;;
`,
    )
    const products = await given.db.selectFrom('products').select(['id', 'sku']).execute()
    const { ids } = await given.search.find({ text: 'микрофон', limit: 10 })
    expect(ids.map((id) => products.find((one) => one.id === id)?.sku).slice(0, 2)).toEqual(['A-4', 'A-3'])
    expect(ids).toHaveLength(4)
  })

  test('the exact article is first, then what begins so; what is available before what is not; then what is ordered more', async () => {
    const { find } = await shelf()
    expect((await find('PA-1004')).skus).toEqual(['PA-1004', 'PRJ-1'])
    expect((await find('hdmi')).skus).toEqual(['CBL-10', 'CBL-15', 'AV-10.003', 'PRJ-1', 'PRJ-2'])
    expect((await find('кабель hdmi')).skus).toEqual(['CBL-10', 'CBL-15'])
    expect((await find('cbl', { sort: 'name' })).skus).toEqual(['CBL-20', 'CBL-15', 'CBL-10'])
  })

  test('what was mended or left out is told; literally nothing is', async () => {
    const { find } = await shelf()
    expect(await find('прожктор epson')).toMatchObject({
      corrections: [{ typed: 'прожктор', meant: 'проектор' }],
      dropped: [],
      total: 1,
    })
    expect(await find('проектор сиреневый')).toMatchObject({ dropped: ['сиреневый'], total: 2 })
    expect(await find('прожктор', { literal: true })).toMatchObject({ total: 0, corrections: [], dropped: [] })
    const none = await find('PA1006UL')
    expect(none).toMatchObject({ total: 0, corrections: [] })
    expect(none.near).toContain('PRJ-1')
    expect(none.near.length).toBeLessThanOrEqual(3)
    expect((await find('зелёная мышь')).total).toBe(0)
  })

  test('goods are narrowed by values, ranges, price, stock and warehouse, and put in the order asked for', async () => {
    const { db, find, valueId, priceTypeId } = await shelf()
    const hdmi = await valueId('HDMI')
    const displayPort = await valueId('DisplayPort')
    const moscow = await db.selectFrom('warehouses').select('id').where('name', '=', 'Москва').executeTakeFirstOrThrow()
    const length = await db
      .selectFrom('characteristics')
      .select('id')
      .where('name', '=', 'Длина')
      .executeTakeFirstOrThrow()
    const cables = async (filter: Narrowing) => (await find('кабель', { filter, sort: 'name' })).skus
    expect(await cables({})).toEqual(['CBL-20', 'CBL-15', 'CBL-10', 'PA-1004'])
    expect(await cables({ valueGroups: [[hdmi]] })).toEqual(['CBL-15', 'CBL-10'])
    expect(await cables({ valueGroups: [[hdmi, displayPort]] })).toEqual(['CBL-20', 'CBL-15', 'CBL-10'])
    const metres = (from: number | null, to: number | null) => ({ characteristicId: length.id, from, to })
    expect(await cables({ ranges: [metres(1.5, 10)] })).toEqual(['CBL-15', 'CBL-10'])
    expect(await cables({ ranges: [metres(null, 1.5), metres(15, null)] })).toEqual(['CBL-20', 'CBL-15'])
    expect(await cables({ ranges: [metres(null, null)] })).toEqual(['CBL-20', 'CBL-15', 'CBL-10'])
    expect(await cables({ price: { priceTypeId, from: 15_000, to: 25_000 } })).toEqual(['CBL-15', 'CBL-10'])
    expect(await cables({ inStock: true })).toEqual(['CBL-20', 'CBL-10', 'PA-1004'])
    expect(await cables({ warehouseId: moscow.id })).toEqual(['CBL-10', 'PA-1004'])
    expect(await cables({ categoryIds: [] })).toEqual([])
    const sorted = async (sort: Sort) => (await find('', { sort, priceTypeId })).skus
    expect((await sorted('cheap')).slice(0, 2)).toEqual(['PA-1004', 'CBL-15'])
    expect((await sorted('cheap')).at(-1)).toBe('PRJ-2')
    expect((await sorted('dear')).slice(0, 2)).toEqual(['PRJ-1', 'AV-10.003'])
    expect((await sorted('stock'))[0]).toBe('CBL-10')
  })

  test('values are counted, those of a characteristic without its own choice; pages make up the total', async () => {
    const { db, find, valueId, priceTypeId } = await shelf()
    const [hdmi, displayPort, long] = [await valueId('HDMI'), await valueId('DisplayPort'), await valueId('20')]
    const { facets, total } = await find('кабель', { filter: { valueGroups: [[hdmi]] }, facets: true, limit: 1 })
    const counts = new Map([...facets.values()].flatMap((values) => [...values]))
    expect(total).toBe(2)
    expect([counts.get(hdmi), counts.get(displayPort), counts.get(long)]).toEqual([2, 1, undefined])
    const names = new Map((await db.selectFrom('warehouses').selectAll().execute()).map(({ id, name }) => [id, name]))
    const counted = await find('кабель', { prices: true, warehouses: true, priceTypeId, limit: 0 })
    expect([...counted.prices].sort((a, b) => a[0] - b[0])).toEqual([
      [1_000, 1],
      [15_000, 1],
      [25_000, 1],
      [90_000, 1],
    ])
    expect(Object.fromEntries([...counted.warehouses].map(([id, goods]) => [names.get(id), goods]))).toEqual({
      Москва: 2,
      Тверь: 1,
    })
    expect((await find('кабель', { limit: 0 })).prices.size).toBe(0)
    const ids: number[] = []
    const all = (await find('', { limit: 0 })).total
    for (let offset = 0; offset < all; offset += 3) ids.push(...(await find('', { limit: 3, offset })).ids)
    expect(new Set(ids).size).toBe(all)
    expect(all).toBe((await db.selectFrom('products').select('id').where('hiddenAt', 'is', null).execute()).length)
  })

  test('an import is found at once: what is new, renamed, dearer, gone', async () => {
    const given = await shelf()
    const { find, search, db, priceTypeId } = given
    expect((await find('сабвуфер')).total).toBe(0)
    await importRows(
      given,
      'Акустика;SUB-1;SX-18;Сабвуфер 18 дюймов;QSC;7;2;0;;;\nКабели;CBL-10;HDMI-10;Шнурок HDMI;Kramer;2500000;1;0;10;;HDMI\n',
    )
    const [sub] = (await search.find({ text: 'сабвуфера 18"', limit: 5 })).ids
    expect(sub).toBe((await db.selectFrom('products').select('id').where('sku', '=', 'SUB-1').executeTakeFirst())?.id)
    expect((await find('шнурок')).skus[0]).toBe('CBL-10')
    expect((await find('', { sort: 'dear', priceTypeId })).skus[0]).toBe('CBL-10')
  })

  test('goods are found by the new name of their category, whether or not the file names them', async () => {
    const given = await open()
    const catalog = (group: string, goods: string) =>
      `<КоммерческаяИнформация ВерсияСхемы="2.08"><Классификатор><Ид>c</Ид><Наименование>К</Наименование>
      <Группы><Группа><Ид>g1</Ид><Наименование>${group}</Наименование></Группа></Группы></Классификатор>
      <Каталог СодержитТолькоИзменения="true"><Ид>k</Ид><ИдКлассификатора>c</ИдКлассификатора><Наименование>К</Наименование>
      <Товары>${goods}</Товары></Каталог></КоммерческаяИнформация>`
    const add = async (text: string) => {
      const file = { name: 'import.xml', bytes: new TextEncoder().encode(text) }
      expect(await importCatalog(given, null, file)).toMatchObject({ ok: true })
    }
    const one = (sku: string) =>
      `<Товар><Ид>${sku}</Ид><Артикул>${sku}</Артикул><Наименование>Товар</Наименование><Группы><Ид>g1</Ид></Группы></Товар>`
    await add(catalog('Сабвуферы', one('S-1') + one('S-2')))
    const total = async (text: string) => (await given.search.find({ text, literal: true, limit: 5 })).total
    expect(await total('сабвуферы')).toBe(2)
    await add(catalog('Колонки', one('S-1')))
    expect([await total('сабвуферы'), await total('колонки')]).toEqual([0, 2])
  })

  test('what is reserved is not in stock, and is again when the reserve ends', async () => {
    const { find, db, idOf, clock, search } = await shelf()
    const productId = idOf('PRJ-1')
    const warehouse = await db
      .selectFrom('stock')
      .selectAll()
      .where('productId', '=', productId)
      .where('onHand', '>', 0)
      .executeTakeFirstOrThrow()
    const inStock = async () => (await find('PRJ-1', { filter: { inStock: true } })).total
    expect(await inStock()).toBe(1)
    await reserve(db, productId, warehouse.warehouseId, clock.now() + 1000)
    search.wake()
    expect(await inStock()).toBe(0)
    clock.advance(1000)
    expect(await inStock()).toBe(1)
  })

  test('hostile queries are just text', async () => {
    const { find } = await shelf()
    for (const typed of [
      "'",
      '"',
      '%',
      '_',
      '\\',
      "a' | 'b",
      'a & !b',
      '(',
      ':*',
      '😀',
      '\u202ehdmi',
      '\u0000',
      'x'.repeat(4000),
      'hdmi '.repeat(800),
    ]) {
      const { ids, total } = await find(typed)
      expect(ids.length).toBeLessThanOrEqual(total)
    }
    expect((await find('%')).total).toBe(0)
    expect((await find('_')).total).toBe(0)
  })
}

/** One piece, by rows alone. */
async function reserve(db: Kysely<Schema>, productId: number, warehouseId: number, untilAt: number): Promise<void> {
  const { createRows } = await import('../support/rows.ts')
  const rows = createRows(db)
  await rows.reservation({ ...(await rows.invoice()), productId }, { warehouseId, untilAt, quantity: 1 })
}
