import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { cp1251, fixturePath, fixtureText, hasFixtures, readAll } from '../reading.ts'

const file = 'catalog/derived-auvix-layout-400.cp1251.csv'

describe.skipIf(!hasFixtures)('the distributor’s list of 400 goods', () => {
  test('is read whole, from disk and from memory, in either encoding', async () => {
    const text = fixtureText(file, 'windows-1251')
    const fromDisk = await readAll({ name: 'price.csv', path: fixturePath(file) })
    const fromMemory = await readAll({ name: 'price.csv', bytes: readFileSync(fixturePath(file)) })

    expect(fromDisk.kind).toBe('distributor_csv')
    expect(fromDisk.of('product')).toHaveLength(400)
    expect(fromDisk.of('rejected')).toEqual([])
    expect(fromMemory.records).toEqual(fromDisk.records)
    for (const sameText of [text, `\uFEFF${text}`]) {
      expect((await readAll(sameText)).of('product')).toEqual(fromDisk.of('product'))
    }
  })

  test('gives what an independent look at its text gives', async () => {
    const { of } = await readAll({ name: 'price.csv', path: fixturePath(file) })
    const lines = fixtureText(file, 'windows-1251').trimEnd().split('\r\n').slice(1)
    // From the right: names may hold quoted delimiters, the last three columns never do.
    const tails = lines.map((line) => line.split(';').slice(-3))
    const heads = lines.map((line) => line.split(';').slice(0, 5))
    const kopecks = (text = '') => Number(text.replace(',', ''))

    expect(of('product').map((product) => product.sku)).toEqual(heads.map(([sku]) => sku))
    expect(of('category').map((category) => category.name)).toEqual([...new Set(heads.map((cells) => cells[4]))])
    expect(of('availability').map((one) => one.available)).toEqual(heads.map((cells) => cells[3] === '1'))
    const prices = Object.groupBy(of('price'), (price) => price.priceTypeKey)
    expect(prices.Дилерская?.map((price) => price.kopecks)).toEqual(tails.map((cells) => kopecks(cells[2])))
    const retail = heads.map((cells, at) => (tails[at]?.[1] === 'Рубль' ? kopecks(cells[1]) : null))
    expect(prices.Розничная?.map((price) => price.kopecks)).toEqual(retail)
    expect(of('catalog')).toEqual([{ kind: 'catalog', id: 'distributor_csv', full: true }])
  })
})

const header =
  'Идентификатор/Артикул;Розничная цена;Дилерская цена;Наличие;Категория;Модель;Название;Производитель;Валюта'

test('columns are found by their words, wherever they stand', async () => {
  const text =
    'Валюта;Название;Наличие;Дилерская цена, руб.;Розничная цена, руб.;Артикул\nUSD;Пульт;1;1 719,00;2000;A-1\n'
  const { of, kind } = await readAll({ name: 'x', bytes: cp1251(text) })

  expect(kind).toBe('distributor_csv')
  expect(of('product')[0]).toMatchObject({ row: 2, key: 'A-1', sku: 'A-1', name: 'Пульт', vatRate: 2200, unit: 'шт' })
  expect(of('price').map((price) => [price.priceTypeKey, price.kopecks])).toEqual([
    ['Дилерская', 171_900],
    ['Розничная', 200_000],
  ])
})

test('goods in another currency without a rouble price are on request', async () => {
  const text = `${header};Дилерская цена, руб.\nA-1;10;8;0;Кабели;M;Кабель;B;Евро;\nA-2;10;8;1;Кабели;M;Кабель;B;Рубль;\n`
  const { of } = await readAll(text)

  expect(of('price').map((price) => price.kopecks)).toEqual([null, null, 1000, 800])
})

test('a row is left out whole only where nobody can say which goods it is', async () => {
  const rows = [
    ';10;8;1;К;M;Без артикула;B;Рубль;8',
    'A-2;10;8;1;К;;;B;Рубль;8',
    'A-6;10;8;1;К;M;Товар;B;Рубль;8',
    'A-6;10;8;1;К;M;Товар снова;B;Рубль;8',
    '1,23E+12;10;8;1;К;M;Товар;B;Рубль;8',
    'A-9;10;8;1;К;M;Кабель; 3 м;B;Рубль;8',
    `A-10;10;8;1;К;M;${'я'.repeat(1001)};B;Рубль;8`,
  ]
  const { of } = await readAll(`${header};Дилерская цена, руб.\n${rows.join('\n')}\n`)

  expect(of('product').map((product) => product.sku)).toEqual(['A-6'])
  expect(of('rejected').map(({ row, reason }) => [row, reason])).toEqual([
    [2, 'no_sku'],
    [3, 'no_name'],
    [5, 'duplicate_sku'],
    [6, 'bad_sku'],
    [7, 'too_many_cells'],
    [8, 'too_long'],
  ])
  expect(of('rejected')[2]).toMatchObject({ value: 'A-6', productKey: 'A-6' })
})

test('a cell that nobody can read is named, and the rest of its row is taken', async () => {
  const rows = [
    'A-3;10;8;1;К;M;Товар;B;Рубль;восемь',
    'A-4;10;8;1;К;M;Товар;B;Рубль;-8',
    'A-5;10;8;возможно;К;M;Товар;B;Рубль;8',
  ]
  const { of } = await readAll(`${header};Дилерская цена, руб.\n${rows.join('\n')}\n`)

  expect(of('product').map((product) => product.sku)).toEqual(['A-3', 'A-4', 'A-5'])
  expect(of('rejected')).toEqual([])
  expect(of('doubt').map(({ row, reason, column, value }) => [row, reason, column, value])).toEqual([
    [2, 'bad_price', 'Дилерская цена, руб.', 'восемь'],
    [3, 'negative_price', 'Дилерская цена, руб.', '-8'],
    [4, 'bad_availability', 'Наличие', 'возможно'],
  ])
})
