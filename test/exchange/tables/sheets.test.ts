import { CFB, utils, type WorkSheet, write } from '@e965/xlsx'
import { describe, expect, test } from 'vitest'
import type { CatalogFile } from '#exchange/catalog.ts'
import { readAll } from '../reading.ts'

type Cells = (string | number | null)[][]

function book(
  sheets: Record<string, Cells | WorkSheet>,
  change?: (book: ReturnType<typeof utils.book_new>) => void,
): CatalogFile {
  const made = utils.book_new()
  for (const [name, cells] of Object.entries(sheets))
    utils.book_append_sheet(made, Array.isArray(cells) ? utils.aoa_to_sheet(cells) : cells, name)
  change?.(made)
  return { name: 'price', bytes: new Uint8Array(write(made, { type: 'array', bookType: 'xlsx' }) as ArrayBuffer) }
}

const sheet = (cells: Cells, more: Partial<WorkSheet> = {}): WorkSheet => Object.assign(utils.aoa_to_sheet(cells), more)
const range = (text: string) => utils.decode_range(text)
const head = ['Артикул', 'Наименование', 'Цена', 'Остаток']

describe('sheets', () => {
  test('each has its own columns, and gives its name as the category', async () => {
    const { of } = await readAll(
      book({
        Титул: [['Прайс-лист ООО «Свет»']],
        Проекторы: [head, ['P-1', 'Проектор', 1000, 7]],
        Экраны: [['Прайс'], ['Name', 'Part No', 'Stock Riga', 'List Price'], ['Screen', 'S-1', 3, 500]],
        Лист3: [
          ['Артикул', 'Наименование', 'Группа', 'Цена'],
          ['K-1', 'Кабель', 'Кабели', 5],
        ],
        'Прайс 2026': [head, ['L-1', 'Лампа', 5, 1]],
      }),
    )
    expect(of('product').map(({ sku, name, categoryKeys }) => [sku, name, categoryKeys])).toEqual([
      ['P-1', 'Проектор', ['Проекторы']],
      ['S-1', 'Screen', ['Экраны']],
      ['K-1', 'Кабель', ['Кабели']],
      ['L-1', 'Лампа', []],
    ])
    expect(of('stock').map((one) => [one.warehouseKey, one.quantity])).toEqual([
      ['Основной склад', 7],
      ['Riga', 3],
      ['Основной склад', 1],
    ])
    expect(of('sheet').map((one) => one.sheet)).toEqual(['Проекторы', 'Экраны', 'Лист3', 'Прайс 2026'])
    expect(of('untaken')).toEqual([{ kind: 'untaken', what: 'sheet', value: 'Титул', count: 1 }])
    expect(of('progress').at(-1)).toEqual({ kind: 'progress', done: 9, total: 9 })
  })

  test('one that is hidden is left out and named', async () => {
    const file = book(
      { Прайс: [head, ['P-1', 'Проектор', 1000, 7]], Себестоимость: [head, ['P-1', 'Проектор', 600, 7]] },
      (made) => {
        made.Workbook = { Sheets: [{ Hidden: 0 }, { Hidden: 1 }] }
      },
    )
    const { of } = await readAll(file)
    expect(of('price').map((one) => one.kopecks)).toEqual([100_000])
    expect(of('untaken')).toEqual([{ kind: 'untaken', what: 'sheet', value: 'Себестоимость', count: 2 }])
  })

  test('goods on two of them are taken once: silently where they agree, named where they do not', async () => {
    const { of } = await readAll(
      book({
        Акция: [head, ['P-1', 'Проектор', 900, 7], ['P-2', 'Экран', 500, 1]],
        Проекторы: [head, ['P-1', 'Проектор', 1000, 7], ['P-2', 'Экран', 500, 1], ['P-3', 'Лампа', 5, 1]],
      }),
    )
    expect(of('price').map((one) => [one.productKey, one.kopecks])).toEqual([
      ['P-1', 90_000],
      ['P-2', 50_000],
      ['P-3', 500],
    ])
    expect(of('rejected')).toMatchObject([{ row: 2, sheet: 'Проекторы', reason: 'duplicate_sku', value: 'P-1' }])
  })

  test('prices on one and stock on the other belong together', async () => {
    const { of } = await readAll(
      book({
        Цены: [
          ['Артикул', 'Наименование', 'Розница'],
          ['P-1', 'Проектор', 900],
        ],
        Остатки: [
          ['Артикул', 'Москва', 'СПб'],
          ['P-1', 2, 3],
          ['X-9', 1, 1],
        ],
      }),
    )
    expect(of('stock').map((one) => [one.productKey, one.warehouseKey, one.quantity])).toEqual([
      ['P-1', 'Москва', 2],
      ['P-1', 'СПб', 3],
      ['X-9', 'Москва', 1],
      ['X-9', 'СПб', 1],
    ])
    expect(of('mention').map((one) => one.key)).toEqual(['X-9'])
    expect(of('rejected')).toEqual([])
  })
})

describe('what is hidden', () => {
  test('rows that a filter hides are not read, folded groups are', async () => {
    const cells = [head, ['P-1', 'Проектор', 1, 1], ['P-2', 'Проектор 2', 2, 2], ['P-3', 'Проектор 3', 3, 3]]
    const filtered = sheet(cells, { '!rows': [{}, {}, { hidden: true }], '!autofilter': { ref: 'A1:D4' } })
    const byFilter = await readAll(book({ Прайс: filtered }))
    expect(byFilter.of('product').map((one) => [one.row, one.sku])).toEqual([
      [2, 'P-1'],
      [4, 'P-3'],
    ])
    expect(byFilter.of('untaken')).toEqual([{ kind: 'untaken', what: 'hidden_rows', value: 'Прайс', count: 1 }])
    const folded = sheet(cells, { '!rows': [{}, {}, { hidden: true, level: 1 }, { hidden: true, level: 1 }] })
    expect((await readAll(book({ Прайс: folded }))).of('product')).toHaveLength(3)
  })

  test.each([
    ['a filter', '<table:table-row table:visibility="filter">', '', ['P-1', 'P-3']],
    ['a person', '<table:table-row table:visibility="collapse">', '', ['P-1', 'P-3']],
    [
      'a folded group',
      '<table:table-row-group table:display="false"><table:table-row table:visibility="collapse">',
      '</table:table-row-group>',
      ['P-1', 'P-2', 'P-3'],
    ],
  ])('rows that %s hides in an OpenDocument book', async (_, begin, end, articles) => {
    const made = utils.book_new(
      utils.aoa_to_sheet([head, ['P-1', 'Проектор', 1, 1], ['P-2', 'Экран', 2, 2], ['P-3', 'Лампа', 3, 3]]),
    )
    const zip = CFB.read(write(made, { type: 'buffer', bookType: 'ods' }) as Buffer, { type: 'buffer' })
    const content = CFB.find(zip, 'content.xml')
    if (!content) throw new Error('no content')
    const rows = Buffer.from(content.content).toString().split('<table:table-row>')
    const hidden = (rows[3] ?? '').replace('</table:table-row>', `</table:table-row>${end}`)
    content.content = Buffer.from(
      [...rows.slice(0, 3).join('<table:table-row>'), begin, hidden, '<table:table-row>', rows[4]].join(''),
    )
    const bytes = new Uint8Array(CFB.write(zip, { type: 'buffer', fileType: 'zip' }) as Buffer)
    const { of } = await readAll({ name: 'price.ods', bytes })
    expect(of('product').map((one) => one.sku)).toEqual(articles)
    expect(of('untaken')).toHaveLength(4 - 1 - articles.length)
  })

  test('a hidden column is no characteristic and no price beside a shown one', async () => {
    const cells = [
      ['Артикул', 'Наименование', 'Цена 2', 'Цена', 'Матрица', 'Пометка'],
      ['P-1', 'Проектор', 1, 2, 'DLP', 'Иванов'],
    ]
    const { of } = await readAll(
      book({ Прайс: sheet(cells, { '!cols': [{}, {}, { hidden: true }, {}, {}, { hidden: true }] }) }),
    )
    expect(of('price').map((one) => one.kopecks)).toEqual([200])
    expect(of('product')[0]?.characteristics).toEqual([{ name: 'Матрица', value: 'DLP', unit: '' }])
  })
})

describe('headers', () => {
  test('of two rows with merged cells', async () => {
    const cells: Cells = [
      ['Прайс-лист на 1 декабря'],
      ['Артикул', 'Наименование', 'Цена, руб. с НДС', null, 'Остатки, шт', null, 'Габариты, мм', null],
      [null, null, 'Розница', 'Дилер', 'Москва', 'Казань', 'Ширина', 'Высота'],
      ['A-1', 'Шкаф', 1000, 800, 7, 5, 600, 900],
    ]
    const merges = ['A2:A3', 'B2:B3', 'C2:D2', 'E2:F2', 'G2:H2', 'A1:H1'].map(range)
    const { of } = await readAll(book({ Лист1: sheet(cells, { '!merges': merges }) }))
    expect(of('price').map((one) => [one.priceTypeKey, one.kopecks])).toEqual([
      ['Розничная', 100_000],
      ['Дилерская', 80_000],
    ])
    expect(of('stock').map((one) => [one.warehouseKey, one.quantity])).toEqual([
      ['Москва', 7],
      ['Казань', 5],
    ])
    expect(of('product')).toMatchObject([
      { row: 4, characteristics: [{ name: 'Габариты Ширина', value: '600', unit: 'мм' }, { name: 'Габариты Высота' }] },
    ])
  })

  test.each([
    [
      'groups above complete titles',
      ';;Цена;;Остаток;\nАртикул;Наименование;Розница;Опт;Москва;СПб\nA-1;Стол;10;8;7;5\n',
    ],
    [
      'groups in the row of the titles',
      'Артикул;Наименование;Цена;;Остаток;\n;;Розница;Опт;Москва;СПб\nA-1;Стол;10;8;7;5\n',
    ],
    [
      'a row of column numbers below',
      'Артикул;Наименование;Розница;Опт;Остаток Москва;Остаток СПб\n1;2;3;4;5;6\nA-1;Стол;10;8;7;5\n',
    ],
    [
      'repeated in the middle',
      'Артикул;Наименование;Розница;Опт;Остаток Москва;Остаток СПб\nA-1;Стол;10;8;7;5\nАртикул;Наименование;Розница;Опт;Остаток Москва;Остаток СПб\n',
    ],
  ])('%s', async (_, text) => {
    const { of } = await readAll(text)
    expect(of('product').map((one) => one.name)).toEqual(['Стол'])
    expect(of('price').map((one) => [one.priceTypeKey, one.kopecks])).toEqual([
      ['Розничная', 1000],
      ['Оптовая', 800],
    ])
    expect(of('stock').map((one) => [one.warehouseKey, one.quantity])).toEqual([
      ['Москва', 7],
      ['СПб', 5],
    ])
    expect(of('rejected')).toEqual([])
  })

  test('another header further down has its own columns', async () => {
    const { of } = await readAll(
      'Артикул;Наименование;Цена;Остаток\nA-1;Стол;10;7\n;;;\nАртикул;Наименование;Остаток;Цена\nA-2;Стул;4;900\nИтого;;4;900\n',
    )
    expect(of('price').map((one) => one.kopecks)).toEqual([1000, 90_000])
    expect(of('stock').map((one) => one.quantity)).toEqual([7, 4])
    expect(of('rejected')).toEqual([])
  })

  test('a header of two rows may be repeated', async () => {
    const header = 'Артикул;Наименование;Цена;;Остаток;\n;;Розница;Опт;Москва;СПб\n'
    const { of } = await readAll(`${header}A-1;Стол;10;8;7;5\n${header}A-2;Стул;20;18;3;4\n`)
    expect(of('price').map((one) => one.kopecks)).toEqual([1000, 800, 2000, 1800])
    expect(of('rejected')).toEqual([])
  })

  test('goods right below a header are no second row of it', async () => {
    const { of } = await readAll('Артикул;Наименование;Цена;Остаток\nABC;Проектор;по запросу;много\nП-2;Экран;5;1\n')
    expect(of('product').map((one) => one.sku)).toEqual(['ABC', 'П-2'])
  })

  test('a list of prices or of stock alone mentions goods', async () => {
    const prices = await readAll('Артикул;Цена\nA-1;900\nA-2;по запросу\n')
    expect(prices.of('mention').map((one) => one.sku)).toEqual(['A-1', 'A-2'])
    expect(prices.of('price').map((one) => one.kopecks)).toEqual([90_000, null])
    const stock = await readAll('Code,Stock Moscow\nA-1,5\n')
    expect([stock.of('mention').length, stock.of('product').length, stock.of('stock')[0]?.quantity]).toEqual([1, 0, 5])
  })
})

describe('cells', () => {
  test('that a spreadsheet has spoilt are named', async () => {
    const made = sheet([
      ['Артикул', 'Наименование', 'Цена', 'Остаток', 'Матрица'],
      ['A-1', 'Проектор', 1, 1, 'DLP'],
      ['A-2', 'Экран', 2, 2, 'x'],
      [45_000, 'Дата', 3, 3, null],
      [2 ** 60, 'Цифры', 4, 4, null],
    ])
    Object.assign(made.C2 as object, { t: 'e', v: 42, w: '#N/A' })
    Object.assign(made.D3 as object, { t: 'e', v: 23, w: '#REF!' })
    Object.assign(made.E3 as object, { t: 'e', v: 15, w: '#VALUE!' })
    Object.assign(made.A4 as object, { z: 'dd.mm.yyyy' })
    const { of } = await readAll(book({ Лист1: made }))
    expect(of('doubt').map(({ row, column, reason, value }) => [row, column, reason, value])).toEqual([
      [2, 'Цена', 'spoiled_cell', '#N/A'],
      [3, 'Матрица', 'spoiled_cell', '#VALUE!'],
      [3, 'Остаток', 'spoiled_cell', '#REF!'],
    ])
    expect(of('price').map((one) => one.kopecks)).toEqual([200])
    expect(of('stock').map((one) => one.quantity)).toEqual([1])
    expect(of('rejected').map(({ row, reason }) => [row, reason])).toEqual([
      [4, 'bad_sku'],
      [5, 'bad_sku'],
    ])
  })

  test.each([
    '1,23E+12',
    '1.23457E+11',
    '12.05.2026',
    '05.дек',
    '5-Dec',
    'Dec-26',
    '2026-05-12',
    '#Н/Д',
    '46012345678901200000',
  ])('the article «%s» is no article any more', async (article) => {
    const { of } = await readAll(`Артикул;Наименование;Цена\n${article};Товар;1\n`)
    expect(of('rejected')).toMatchObject([{ row: 2, reason: 'bad_sku', value: article }])
  })

  test.each(['002000000705003002', '12-05', '1E5', '10.20.30', '00123', 'MAY-5000', '4601234567890'])(
    'the article «%s» is one',
    async (article) => {
      const { of } = await readAll(`Артикул;Наименование;Цена\n${article};Товар;1\n="${article}";Товар;1\n`)
      expect(of('product').map((one) => one.sku)).toEqual([article])
      expect(of('rejected')).toEqual([])
    },
  )

  test('a remark right of the table is a remark; a stray delimiter in a name throws its row out', async () => {
    const { of } = await readAll(book({ Лист1: [head, ['P-1', 'Проектор', 1000, 7, null, 'новинка!']] }))
    expect([of('product').length, of('rejected').length]).toEqual([1, 0])
    const csv = await readAll(
      `${head.join(';')}\nP-1;Проектор;1000;7;новинка сезона\nP-2;Кабель; 2026;100;7\nP-3;Шнур;3 м;100;много\n`,
    )
    expect(csv.of('product').map((one) => one.sku)).toEqual(['P-1'])
    expect(csv.of('rejected').map(({ row, reason }) => [row, reason])).toEqual([
      [3, 'too_many_cells'],
      [4, 'too_many_cells'],
    ])
  })

  test('merged over several rows say the same of each, but stock is counted once', async () => {
    const cells: Cells = [
      ['Артикул', 'Наименование', 'Бренд', 'Цена', 'Остаток'],
      ['A-1', 'Кабель 1 м', 'Kramer', 100, 5],
      ['A-2', 'Кабель 2 м', null, null, null],
    ]
    const { of } = await readAll(book({ Лист1: sheet(cells, { '!merges': ['C2:C3', 'D2:D3', 'E2:E3'].map(range) }) }))
    expect(of('product').map((one) => one.brand)).toEqual(['Kramer', 'Kramer'])
    expect(of('price').map((one) => one.kopecks)).toEqual([10_000, 10_000])
    expect(of('stock').map((one) => one.quantity)).toEqual([5, 0])
  })
})

describe('a code beside the article', () => {
  const list = async (...rows: string[]) => (await readAll(`Код;Артикул;Наименование;Цена\n${rows.join('\n')}\n`)).of

  test('finds goods, whose key stays the article', async () => {
    const of = await list('00-1;A-1;Стол;10', '00-2;A-2;Стул;20', ';A-3;Шкаф;30')
    expect(of('product').map(({ key, sku, codes }) => [key, sku, codes])).toEqual([
      ['A-1', 'A-1', ['00-1']],
      ['A-2', 'A-2', ['00-2']],
      ['A-3', 'A-3', undefined],
    ])
  })

  test('tells goods of one article apart, in whatever order they stand', async () => {
    const rows = ['00-1;X;Колодки передние;10', '00-2;X;Колодки задние;20']
    for (const order of [rows, rows.toReversed()]) {
      const of = await list(...order)
      expect(Object.fromEntries(of('product').map(({ key, sku, codes }) => [key, [sku, codes]]))).toEqual({
        '00-1': ['X (00-1)', ['00-1', 'X']],
        '00-2': ['X (00-2)', ['00-2', 'X']],
      })
      expect(Object.fromEntries(of('price').map((one) => [one.productKey, one.kopecks]))).toEqual({
        '00-1': 1000,
        '00-2': 2000,
      })
    }
  })

  test('is the article where there is none, and no excuse for a second row of the same goods', async () => {
    const of = await list('00-1;;Стол;10', '00-2;A-2;Стул;20', '00-2;A-2;Стул;25')
    expect(of('product').map(({ key, sku }) => [key, sku])).toEqual([
      ['00-1', '00-1'],
      ['A-2', 'A-2'],
    ])
    expect(of('rejected')).toMatchObject([{ row: 4, reason: 'duplicate_sku' }])
  })
})

test('a sheet named by a currency is a list in that currency', async () => {
  const { of } = await readAll(
    book({ 'Прайс USD': [head, ['P-1', 'Проектор', 1000, 7]], 'Прайс RUB': [head, ['P-2', 'Экран', 900, 1]] }),
  )
  expect(of('price').map((one) => [one.productKey, one.kopecks])).toEqual([['P-2', 90_000]])
  expect(of('untaken')).toEqual([{ kind: 'untaken', what: 'currency', value: 'USD', count: 1 }])
})

test('a dash is no article, and other articles of the row are codes', async () => {
  const { of } = await readAll(
    'Код;Артикул;Каталожный номер;Наименование;Цена\n001;-;C-1;Стол;1\n002;нет;;Стул;2\n003;A-3;C-3;Шкаф;3\n',
  )
  expect(of('product').map(({ key, codes }) => [key, codes])).toEqual([
    ['001', ['C-1']],
    ['002', undefined],
    ['A-3', ['003', 'C-3']],
  ])
})
