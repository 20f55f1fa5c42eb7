import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { isPostgres } from '#db/engine/ddl.ts'
import * as importGoods from '#db/imports/goods.ts'
import * as imports from '#db/imports/imports.ts'
import * as importShown from '#db/imports/shown.ts'
import * as staging from '#db/imports/staging.ts'
import * as values from '#db/imports/values.ts'
import { importCatalog } from '#services/imports/imports.ts'
import { NOW } from '../../support/whole-rows.ts'
import type { Given } from './given.ts'

const commerceml = (inside: string) =>
  `<?xml version="1.0" encoding="UTF-8"?><КоммерческаяИнформация>${inside}</КоммерческаяИнформация>`
const groups =
  '<Группы><Группа><Ид>c1</Ид><Наименование>Видео</Наименование><Группы><Группа><Ид>c2</Ид><Наименование>Матрицы</Наименование></Группа></Группы></Группа></Группы>'
const goods = (id: string, name: string) =>
  `<Товар><Ид>${id}</Ид><Артикул>${id.toUpperCase()}</Артикул><Наименование>${name}</Наименование><Группы><Ид>c2</Ид></Группы></Товар>`
const catalog = (...list: string[]) =>
  commerceml(`<Классификатор>${groups}</Классификатор>
    <Каталог СодержитТолькоИзменения="false"><Ид>k1</Ид><Товары>${list.join('')}</Товары></Каталог>`)
const colour = (value: string) =>
  `<ХарактеристикиТовара><ХарактеристикаТовара><Наименование>Цвет</Наименование><Значение>${value}</Значение></ХарактеристикаТовара></ХарактеристикиТовара>`
const offer = (id: string, name: string, rubles: string, quantity: number, inside = '') =>
  `<Предложение><Ид>${id}</Ид><Наименование>${name}</Наименование>${inside}
    <Цены><Цена><ИдТипаЦены>t</ИдТипаЦены><ЦенаЗаЕдиницу>${rubles}</ЦенаЗаЕдиницу></Цена></Цены>
    <Склад ИдСклада="w" КоличествоНаСкладе="${quantity}"/></Предложение>`
const offers = (...list: string[]) =>
  commerceml(`<ПакетПредложений СодержитТолькоИзменения="false"><ТипыЦен><ТипЦены><Ид>t</Ид><Наименование>Опт</Наименование><Валюта>RUB</Валюта></ТипЦены></ТипыЦен>
    <Склады><Склад><Ид>w</Ид><Наименование>Москва</Наименование></Склад></Склады>
    <Предложения>${list.join('')}</Предложения></ПакетПредложений>`)

const fileOf = (text: string) => ({ name: 'a', bytes: new TextEncoder().encode(text) })

export function importsContract(given: Given): void {
  async function take(text: string) {
    const deps = { db: given().db, clock: { now: () => NOW } }
    const answer = await importCatalog(deps, null, fileOf(text))
    if (!answer.ok) throw new Error(answer.reason)
    const { new: added, changed, unchanged, hidden } = answer.result
    return { counts: [added, changed, unchanged, hidden], ...answer.result }
  }

  /** What everybody sees: name, price, what is on hand. */
  async function seen() {
    const rows = await given()
      .db.selectFrom('products')
      .leftJoin('prices', 'prices.productId', 'products.id')
      .leftJoin('stock', 'stock.productId', 'products.id')
      .select(['products.name', 'prices.kopecks', 'stock.onHand'])
      .where('hiddenAt', 'is', null)
      .orderBy('products.name')
      .execute()
    return rows.map((row) => [row.name, row.kopecks, row.onHand])
  }

  test('goods, variants, prices and stock come in, the same again changes nothing, what differs is switched', async () => {
    const { db, rows } = given()
    const first = [goods('g1', 'Матрица 4x4'), goods('g2', 'Кабель')]
    expect((await take(catalog(...first))).counts).toEqual([2, 0, 0, 0])
    const cables = [
      offer('g2#a', 'Кабель (чёрный)', '10,50', 7, colour('чёрный')),
      offer('g2#b', 'Кабель (белый)', '11', 8, colour('белый')),
    ]
    await take(offers(offer('g1', 'Матрица 4x4', '90000', 3), ...cables))
    const shown = [
      ['Кабель (белый)', 11_00, 8],
      ['Кабель (чёрный)', 10_50, 7],
      ['Матрица 4x4', 90_000_00, 3],
    ]
    expect(await seen()).toEqual(shown)
    expect((await take(offers(offer('g1', 'Матрица 4x4', '90000', 3), ...cables))).counts).toEqual([0, 0, 3, 0])
    expect((await take(catalog(...first))).counts).toEqual([0, 0, 2, 0])
    expect(await seen()).toEqual(shown)

    const invoice = await rows.invoice()
    const [matrix] = await db.selectFrom('products').select('id').where('name', '=', 'Матрица 4x4').execute()
    const [place] = await db.selectFrom('warehouses').select('id').where('name', '=', 'Москва').execute()
    const held = { ...invoice, productId: matrix?.id ?? 0 }
    await rows.reservation(held, { warehouseId: place?.id ?? 0, quantity: 2 })
    const { oversold } = await take(offers(offer('g1', 'Матрица 4x4', '95000', 1), ...cables.slice(0, 1)))
    expect(oversold).toEqual([{ sku: 'G1', warehouse: 'Москва', onHand: 1, reserved: 2 }])
    const moves = db
      .selectFrom('stockMoves')
      .select('delta')
      .where('productId', '=', matrix?.id ?? 0)
      .orderBy('id')
    expect(await moves.execute()).toEqual([{ delta: 3 }, { delta: -2 }])
    expect((await seen()).at(-1)).toEqual(['Матрица 4x4', 95_000_00, 1])
  })

  test('goods that were sold as their only variant become it when a second one comes', async () => {
    const { db } = given()
    await take(catalog(goods('g2', 'Кабель')))
    await take(offers(offer('g2#a', 'Кабель (чёрный)', '10', 7, colour('чёрный'))))
    const before = await db.selectFrom('products').select('id').where('hiddenAt', 'is', null).execute()
    await take(
      offers(offer('g2#a', 'Кабель (чёрный)', '10', 7, colour('чёрный')), offer('g2#b', 'Кабель (белый)', '11', 8)),
    )
    expect(await seen()).toEqual([
      ['Кабель (белый)', 11_00, 8],
      ['Кабель (чёрный)', 10_00, 7],
    ])
    const after = await db.selectFrom('products').select('id').where('name', '=', 'Кабель (чёрный)').execute()
    expect(after).toEqual(before)
  })

  test('a full list hides what it no longer names, and shows it again when it does', async () => {
    const names = async () => (await seen()).map(([name]) => name)
    await take(catalog(goods('g1', 'Матрица'), goods('g2', 'Кабель')))
    expect((await take(catalog(goods('g2', 'Кабель HDMI')))).counts).toEqual([0, 1, 0, 1])
    expect(await names()).toEqual(['Кабель HDMI'])
    expect((await take(catalog(goods('g1', 'Матрица'), goods('g2', 'Кабель HDMI')))).counts).toEqual([0, 1, 1, 0])
    expect(await names()).toEqual(['Кабель HDMI', 'Матрица'])
  })

  test('a table finds the same goods by their article, with characteristics and availability', async () => {
    const { db } = given()
    await take(catalog(goods('g1', 'Матрица'), goods('g2', 'Кабель')))
    await take(offers(offer('g1', 'Матрица', '1', 3)))
    const table = (yes: string) =>
      `Артикул;Наименование;Цена, руб;Наличие;Длина, м\nG1;Матрица;100;${yes};\nG2;Кабель;;да;1,5\nG3;Новый;5;нет;\n`
    expect((await take(table('нет'))).rejected).toEqual([])
    expect((await take(table('нет'))).counts.slice(0, 2)).toEqual([0, 0])
    const available = await db.selectFrom('products').select(['sku', 'available']).orderBy('sku').execute()
    expect(available.map((row) => [row.sku, row.available])).toEqual([
      ['G1', 0],
      ['G2', 1],
      ['G3', 0],
    ])
    expect(await db.selectFrom('stock').select('onHand').execute()).toEqual([{ onHand: 0 }])
    const values = await db.selectFrom('characteristicValues').select(['value', 'number']).execute()
    expect(values).toEqual([{ value: '1,5', number: 1.5 }])
  })

  test('a characteristic is written once by its name and unit, and a unit that is told later is set', async () => {
    const { db } = given()
    const id = await values.addCharacteristic(db, 'Длина', '')
    expect(await values.addCharacteristic(db, 'Длина', '')).toBe(id)
    await values.setUnit(db, id, 'м')
    const other = await values.addCharacteristic(db, 'Длина', '')
    expect(await values.allCharacteristics(db)).toEqual([
      { id, name: 'Длина', unit: 'м' },
      { id: other, name: 'Длина', unit: '' },
    ])
  })

  test('words that are chosen by are told, numbers are not', async () => {
    const { db } = given()
    const characteristicId = await values.addCharacteristic(db, 'Цвет', '')
    const rows = [
      { characteristicId, value: 'Чёрный', number: null, kind: 'choice' as const },
      { characteristicId, value: '5', number: 5, kind: 'number' as const },
    ]
    await db.insertInto('characteristicValues').values(rows).execute()
    expect(await values.allChoices(db)).toEqual([{ characteristicId, value: 'Чёрный' }])
  })

  test('a value is one however often it is wanted; what it is taken for may change', async () => {
    const { db } = given()
    const characteristicId = await values.addCharacteristic(db, 'Длина', 'м')
    const key = values.valueKey(characteristicId, '5')
    const word = { key, characteristicId, text: '5', number: null, kind: 'choice' as const }
    const [id] = await values.valueIds(db, [word, word], new Map())
    expect(await values.valueIds(db, [{ ...word, number: 5, kind: 'number' }], new Map())).toEqual([id])
    expect(await db.selectFrom('characteristicValues').selectAll().execute()).toEqual([
      { id, characteristicId, value: '5', number: 5, kind: 'number' },
    ])
  })

  test('characteristics that a list does not tell stay as they were', async () => {
    await take('Артикул;Наименование;Цвет\nA-1;Стол;Белый\n')
    expect((await take('Артикул;Наименование\nA-1;Стол\n')).counts).toEqual([0, 0, 1, 0])
    expect((await take('Артикул;Наименование\nA-1;Стул\n')).counts).toEqual([0, 1, 0, 0])
    const [row] = await given().db.selectFrom('products').select('characteristics').execute()
    expect(JSON.parse(row?.characteristics ?? '')).toEqual([['Цвет', '', 'Белый']])
  })

  test('whoever stages in private leaves nothing in the tables that all see; what is undone is undone there as well', async () => {
    const { db } = given()
    const isStagingPrivate = await staging.makeStagingPrivate(db)
    expect(isStagingPrivate).toBe(!isPostgres(db))
    const stager = { db, isStagingPrivate }
    const run = await staging.asideTransaction(stager, (tx) => staging.startRun(tx, NOW))
    const failing = staging.asideTransaction(stager, async (tx) => {
      await staging.touchRun(tx, run, NOW + 5)
      throw new Error('no')
    })
    await expect(failing).rejects.toThrow('no')
    expect(await staging.deadRuns(db, NOW + 1)).toEqual([run])
    await importCatalog({ ...stager, clock: { now: () => NOW } }, null, fileOf(catalog(goods('g1', 'Матрица'))))
    expect(await seen()).toEqual([['Матрица', null, null]])
    if (!isStagingPrivate) await staging.clearRun(db, run, async () => {})
    for (const table of ['import_runs', 'import_products', 'import_prices', 'import_stock', 'import_values']) {
      const { rows } = await sql`select * from ${sql.raw(isStagingPrivate ? `main.${table}` : table)}`.execute(db)
      expect(rows).toEqual([])
    }
    const portion = { runId: run, from: 1, to: 9 }
    expect(await importGoods.hasUnseen(db, portion)).toBe(false)
  })

  test('of settled goods the new words of those are told that will be shown anew, change, or stand in a renamed category', async () => {
    const { db, rows } = given()
    const [videoId, cablesId] = [await rows.category({ name: 'Видео' }), await rows.category({ name: 'Кабели' })]
    const ids = {
      same: await rows.product({ categoryId: videoId }),
      renamed: await rows.product({ categoryId: videoId }),
      ahead: await rows.product({ categoryId: videoId, hiddenAt: 0 }),
      hidden: await rows.product({ hiddenAt: NOW }),
      revalued: await rows.product(),
      inCables: await rows.product({ categoryId: cablesId }),
    }
    const runId = await staging.startRun(db, NOW)
    const staged = await Promise.all(
      Object.values(ids).map(async (productId, i): Promise<staging.StagedRow> => {
        const product = await db
          .selectFrom('products')
          .selectAll()
          .where('id', '=', productId)
          .executeTakeFirstOrThrow()
        const { id, hiddenAt, importId, variantOf, soldAsVariants, ...told } = product
        const place = { runId, n: i + 1, told: 'goods' as const, rowNumber: i + 1, source: 's' }
        const found = { goodsKey: '', categoryKey: '', productId, parentId: null }
        return { ...told, ...place, ...found, ...(productId === ids.renamed ? { name: 'Иначе' } : {}) }
      }),
    )
    await staging.stageBatch(db, { rows: staged, prices: [], stock: [] })
    const value = { runId, productId: ids.revalued, position: 0 }
    await values.stageValues(db, runId, [{ ...value, valueId: 7 }])
    const portion = { runId, from: 1, to: staged.length }
    const told = await importShown.stagedWords(db, portion, 'goods', [cablesId])
    expect(told.map(({ id }) => id)).toEqual([ids.renamed, ids.ahead, ids.hidden, ids.revalued, ids.inCables])
    expect(told[0]).toMatchObject({ name: 'Иначе', category: 'Видео', categoryId: videoId, sku: staged[1]?.sku })
    expect(await importShown.stagedWords(db, portion, 'variant', [])).toEqual([])
    expect(await importShown.stagedWords(db, { ...portion, from: 5, to: 5 }, 'goods', [])).toHaveLength(1)
    expect(await importShown.stagedWords(db, { ...portion, from: 6 }, 'goods', [])).toEqual([])
    await staging.clearRun(db, runId, async () => {})
  })

  test('categories that will be called otherwise are told by their ids', async () => {
    const { db, rows } = given()
    const id = await rows.category({ name: 'Видео' })
    const { key } = await db.selectFrom('categories').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
    const told = (name: string) => [
      { key, parentKey: null, name },
      { key: 'nobody', parentKey: null, name },
    ]
    expect(await imports.renamedCategories(db, told('Видео'))).toEqual(new Map())
    expect(await imports.renamedCategories(db, told('Экраны'))).toEqual(new Map([[id, 'Экраны']]))
    expect(await imports.renamedCategories(db, [])).toEqual(new Map())
  })

  test('nothing of a run is left, and a dead one is given up', async () => {
    const { db } = given()
    await take(catalog(goods('g1', 'Матрица')))
    for (const table of ['importRuns', 'importProducts', 'importPrices', 'importStock', 'importValues'] as const) {
      expect(await db.selectFrom(table).selectAll().execute()).toEqual([])
    }
    const run = await staging.startRun(db, NOW)
    expect(await staging.deadRuns(db, NOW)).toEqual([])
    expect(await staging.deadRuns(db, NOW + 1)).toEqual([run])
    await staging.clearRun(db, run, async () => {})
    expect(await staging.touchRun(db, run, NOW)).toBe(false)
  })
}
