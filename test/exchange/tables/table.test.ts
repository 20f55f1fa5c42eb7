import { utils, write } from '@e965/xlsx'
import { expect, test } from 'vitest'
import { readAll } from '../reading.ts'

const header = [
  'Категория',
  'Подкатегория',
  'Артикул',
  'Модель',
  'Наименование',
  'Бренд',
  'Ед. изм.',
  'НДС',
  'Розничная цена',
  'Цена золотой дилер, руб. без НДС',
  'Остаток Москва',
  'Остаток Екатеринбург, шт.',
  'Яркость, лм',
  'Матрица',
]
const rows: (string | number | null)[][] = [
  ['Прайс-лист на 23.11.2026'],
  [null, 'ООО «Пример»'],
  header,
  ['Видео', 'Проекторы', 'P-1', 'X1', 'Проектор', 'Brand', 'шт', '20%', 1234.5, 1000, 5, 0, 5000, 'DLP'],
  [],
  ['Видео', 'Экраны', 'S-1', 'Y1', 'Экран', 'Brand', 'компл', 'Без НДС', null, 'по запросу', null, '1 200', null, null],
]

function workbook(bookType: 'xlsx' | 'biff8', sheets: Record<string, unknown[][]>): Uint8Array {
  const book = utils.book_new()
  for (const [name, cells] of Object.entries(sheets)) utils.book_append_sheet(book, utils.aoa_to_sheet(cells), name)
  return new Uint8Array(write(book, { type: 'array', bookType }) as ArrayBuffer)
}

test.each(['xlsx', 'biff8'] as const)('a workbook (%s) is read like a CSV of the same cells', async (bookType) => {
  const bytes = workbook(bookType, { Обложка: [['Уважаемые партнёры!']], TDSheet: rows })
  const csv = rows.map((row) => row.map((cell) => (typeof cell === 'number' ? String(cell).replace('.', ',') : cell)))
  const fromBook = await readAll({ name: 'price', bytes })
  const fromCsv = await readAll(csv.map((row) => row.join(';')).join('\n'))

  expect(fromBook.kind).toBe('table')
  const said = (read: typeof fromBook) =>
    read.records.filter(({ kind }) => kind !== 'progress' && kind !== 'untaken' && kind !== 'sheet')
  expect(said(fromBook)).toEqual(said(fromCsv))
  expect(fromBook.of('untaken')).toEqual([{ kind: 'untaken', what: 'sheet', value: 'Обложка', count: 1 }])
})

test('a table tells tree, prices, stock, VAT and characteristics', async () => {
  const { of, records } = await readAll({ name: 'price', bytes: workbook('xlsx', { Лист: rows }) })

  expect(of('category').map(({ key, parentKey, name }) => [key, parentKey, name])).toEqual([
    ['Видео', null, 'Видео'],
    ['Видео > Проекторы', 'Видео', 'Проекторы'],
    ['Видео > Экраны', 'Видео', 'Экраны'],
  ])
  expect(of('priceType')).toEqual([
    { kind: 'priceType', key: 'Розничная', name: 'Розничная', currency: 'RUB', vatIncluded: true },
    { kind: 'priceType', key: 'Золотой дилер', name: 'Золотой дилер', currency: 'RUB', vatIncluded: false },
  ])
  expect(of('warehouse').map((one) => one.name)).toEqual(['Москва', 'Екатеринбург'])
  expect(of('product')).toMatchObject([
    { row: 4, vatRate: 2000, unit: 'шт', categoryKeys: ['Видео > Проекторы'] },
    { row: 6, vatRate: -1, unit: 'компл', characteristics: [] },
  ])
  expect(of('product')[0]?.characteristics).toEqual([
    { name: 'Яркость', value: '5000', unit: 'лм' },
    { name: 'Матрица', value: 'DLP', unit: '' },
  ])
  expect(of('price').map((price) => price.kopecks)).toEqual([123_450, 100_000, null, null])
  expect(of('stock').map((stock) => stock.quantity)).toEqual([5, 0, 0, 1200])
  expect(records.at(-1)).toEqual({ kind: 'progress', done: 6, total: 6 })
})

test('without a column of categories, rows of one cell are headings; one «Остаток» is the main warehouse', async () => {
  const { of } = await readAll(
    'Код,Номенклатура,Цена,Остаток\nКабели,,,\nK-1,"Кабель, 5 м",100,3\nСтойки,,,\nK-2,Стойка,5,0\n',
  )

  expect(of('product').map(({ name, categoryKeys }) => [name, categoryKeys])).toEqual([
    ['Кабель, 5 м', ['Кабели']],
    ['Стойка', ['Стойки']],
  ])
  expect(of('warehouse')).toEqual([{ kind: 'warehouse', key: 'Основной склад', name: 'Основной склад' }])
  expect(of('catalog')).toEqual([{ kind: 'catalog', id: 'table', full: false }])
})

test.each(['1e3', '99999999999', 'как договоримся'])(
  'a stock of «%s» is no count: it stays as it was',
  async (quantity) => {
    const { of } = await readAll(`Артикул;Наименование;Цена;Остаток\nA;Товар;1;"${quantity}"\n`)
    expect(of('doubt')).toEqual([{ kind: 'doubt', row: 2, column: 'Остаток', reason: 'bad_quantity', value: quantity }])
    expect([of('product').length, of('price').length, of('stock').length]).toEqual([1, 1, 0])
  },
)

test('a price cell in dollars is not taken for roubles', async () => {
  const sheet = utils.aoa_to_sheet([
    ['Артикул', 'Наименование', 'Цена'],
    ['00123', 'Пульт', 10],
  ])
  Object.assign(sheet.C2 as object, { z: '[$$-409]#,##0.00' })
  const book = utils.book_new(sheet)
  const { of } = await readAll({ name: 'x', bytes: new Uint8Array(write(book, { type: 'array', bookType: 'xlsx' })) })

  expect(of('price')).toEqual([])
  expect(of('untaken')).toMatchObject([{ what: 'currency', value: 'USD', count: 1 }])
  expect(of('product')[0]?.sku).toBe('00123')
})

test('quotes in the middle of a cell and quoted delimiters, quotes and line breaks are letters', async () => {
  const text = 'Артикул;Наименование;Цена\nA;Дисплей 55" черный;1\nB;"Экран ""Лира""; 3 м\nбелый";2\nC;"";3\n'
  const { of } = await readAll(text)

  expect(of('product').map((product) => product.name)).toEqual(['Дисплей 55" черный', 'Экран "Лира"; 3 м белый'])
  expect(of('rejected')).toMatchObject([{ row: 4, reason: 'no_name' }])
})
