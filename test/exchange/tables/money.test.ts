import { utils, type WorkSheet, write } from '@e965/xlsx'
import { describe, expect, test } from 'vitest'
import { readAll } from '../reading.ts'

/** What a list of one price column says: kopecks by rows, foreign prices, doubts. */
async function pricesOf(title: string, cells: string[], more: { titles?: string; above?: string } = {}) {
  const rows = cells.map((cell, at) => `N-${at};Товар ${at};${cell}`)
  const head = `Артикул;Наименование;${title}${more.titles === undefined ? '' : `;${more.titles}`}`
  const { of } = await readAll(`${more.above === undefined ? '' : `${more.above}\n`}${head}\n${rows.join('\n')}\n`)
  return {
    kinds: of('priceType').map((one) => one.name),
    kopecks: of('price').map((one) => one.kopecks),
    foreign: of('untaken').map(({ what, value, count }) => `${what} ${value} ${count}`),
    doubts: of('doubt').map((one) => one.reason),
    rejected: of('rejected').length,
  }
}

describe('another currency is no rouble', () => {
  test.each([
    ['Цена, CNY', 'CNY'],
    ['Цена (юани)', 'CNY'],
    ['Цена, ¥', 'CNY'],
    ['Price, GBP', 'GBP'],
    ['Цена в фунтах', 'GBP'],
    ['Цена, £', 'GBP'],
    ['Цена, бел. руб.', 'BYN'],
    ['Цена в белорусских рублях', 'BYN'],
    ['Цена BYN руб.', 'BYN'],
    ['Цена, руб. РБ', 'BYN'],
    ['Цена, Br', 'BYN'],
    ['Цена, тенге', 'KZT'],
    ['Цена ₸', 'KZT'],
    ['Цена, грн', 'UAH'],
    ['Цена (₴)', 'UAH'],
    ['Цена zł', 'PLN'],
    ['Цена, TRY', 'TRY'],
    ['Цена, ₺', 'TRY'],
    ['Price JPY', 'JPY'],
    ['Цена CHF', 'CHF'],
    ['Цена, дирхам', 'AED'],
    ['Цена у.е.', 'у.е.'],
    ['Цена, сум', 'UZS'],
    ['Цена, сом', 'KGS'],
    ['Цена ₹', 'INR'],
    ['Цена ₿', '₿'],
    ['Dealer Net, USD', 'USD'],
    ['РРЦ, €', 'EUR'],
    ['Цена, тыс. руб.', 'тыс. RUB'],
  ])('«%s»', async (title, currency) => {
    expect(await pricesOf(title, ['7000', '80,50', 'по запросу'])).toEqual({
      kinds: [],
      kopecks: [],
      foreign: [`currency ${currency} 2`],
      doubts: [],
      rejected: 0,
    })
  })

  test.each(['100 Br', '¥ 100', '100 zł', '£100', '100 бел. руб.', 'USD 100', '100 KZT', '100 zzz'])(
    'a cell «%s»',
    async (cell) => {
      const { kinds, kopecks, foreign } = await pricesOf('Цена, руб.', [cell, '90'])
      expect([kinds, kopecks, foreign.length]).toEqual([['Розничная'], [9000], 1])
    },
  )

  test.each(['CNY', 'юань', '156', 'бел. рубль', 'UZS', 'USD'])('a row whose currency is «%s»', async (currency) => {
    const { kopecks, foreign } = await pricesOf('Цена', [`100;${currency}`, '90;RUB'], { titles: 'Валюта' })
    expect([kopecks, foreign.length]).toEqual([[9000], 1])
  })

  test('a row without a currency among foreign ones is named', async () => {
    expect(await pricesOf('Цена', ['100;USD', '90;'], { titles: 'Валюта' })).toMatchObject({
      kopecks: [],
      doubts: ['no_currency'],
    })
    expect(await pricesOf('Цена', ['100;RUB', '90;'], { titles: 'Валюта' })).toMatchObject({
      kopecks: [10_000, 9000],
      doubts: [],
    })
  })

  test('a note above or below the list', async () => {
    expect(await pricesOf('Цена', ['100'], { above: 'Все цены указаны в долларах США' })).toMatchObject({ kopecks: [] })
    expect(await pricesOf('Цена, руб.', ['100'], { above: 'Прайс-лист (цены в USD и руб.)' })).toMatchObject({
      kopecks: [10_000],
    })
    expect(await pricesOf('Цена', ['100'], { above: 'Цены в рублях по курсу ЦБ (USD 92,50)' })).toMatchObject({
      kopecks: [10_000],
    })
    const { of } = await readAll('Артикул;Наименование;Цена\nA-1;Проектор;100\nЦены указаны в евро без НДС;;\n')
    expect([of('price'), of('untaken')]).toMatchObject([[], [{ value: 'EUR', count: 1 }]])
  })

  test('roubles beside a currency are taken, each price with the currency column that belongs to it', async () => {
    const { of } = await readAll(
      'Артикул;Наименование;Закупка;Валюта1;Продажа, цена;Валюта2;Дилерская цена, USD;Дилерская цена, руб.\nA-1;Проектор;5;USD;1000;RUB;10;900\n',
    )
    expect(of('price').map((one) => one.kopecks)).toEqual([100_000, 90_000])
    expect(of('untaken')).toEqual([])
  })

  test.each([
    ['#,##0.00" Br"', 'BYN'],
    ['[$€-407] #,##0.00', 'EUR'],
    ['[$¥-804]#,##0', 'CNY'],
    ['#,##0.00\\ "zł"', 'PLN'],
    ['[$AED] #,##0.00', 'AED'],
    ['#,##0 "у.е."', 'у.е.'],
    ['#,##0 "тугр"', 'тугр'],
    ['"$"#,##0.00', 'USD'],
    ['# ##0,00\\ "Br"', 'BYN'],
    ['_-* #,##0.00\\ [$kr-414]_-;-* #,##0.00', 'kr'],
  ])('a number shown as %s', async (format, currency) => {
    const { of } = await readAll({ name: 'x', bytes: bookWithFormat(format) })
    expect([of('price'), of('untaken')]).toMatchObject([[], [{ what: 'currency', value: currency, count: 1 }]])
  })

  test.each(['#,##0.00\\ "₽"', '#,##0.00[$₽-419]', '#,##0"р."', '# ##0,00\\ "руб."', '#,##0.00', '[$-419]#,##0.00'])(
    'a number shown as %s is in roubles',
    async (format) => {
      const { of } = await readAll({ name: 'x', bytes: bookWithFormat(format) })
      expect(of('price').map((one) => one.kopecks)).toEqual([123_450])
    },
  )
})

function bookWithFormat(format: string): Uint8Array {
  const sheet: WorkSheet = utils.aoa_to_sheet([
    ['Артикул', 'Наименование', 'Цена'],
    ['A-1', 'Проектор', 1234.5],
  ])
  Object.assign(sheet.C2 as object, { z: format })
  return new Uint8Array(write(utils.book_new(sheet), { type: 'array', bookType: 'xlsx' }) as ArrayBuffer)
}

describe('thousands', () => {
  test.each<[string[], (number | null)[], string[]]>([
    [['1,899'], [189_900], []],
    [['1,899', '900', '12,345'], [189_900, 90_000, 1_234_500], []],
    [['1,899', '2,500.00'], [189_900, 250_000], []],
    [['1,899', '12,50'], [1250], ['doubtful_number']],
    [['1,899', '1500'], [150_000], ['doubtful_number']],
    [['1.899', '900'], [189_900, 90_000], []],
    [['1.899', '12.50'], [1250], ['doubtful_number']],
    [['1.899,00'], [189_900], []],
    [['1 899,00', '1\u00a0899'], [189_900, 189_900], []],
    [["1'899.00", '1’899.50'], [189_900, 189_950], []],
    [['1,899.00'], [189_900], []],
    [['1,234,567'], [123_456_700], []],
    [['1,500', '0,500'], [50], ['doubtful_number']],
    [
      ['1 200.-', '1 200,-', '1 200=', '1200 руб./шт', '1 200 р.', '~'],
      [120_000, 120_000, 120_000, 120_000, 120_000],
      ['bad_price'],
    ],
  ])('%j', async (cells, kopecks, doubts) => {
    expect(await pricesOf('Цена', cells)).toMatchObject({ kopecks, doubts, rejected: 0 })
  })

  test('real numbers of a workbook are exact, with three decimals too', async () => {
    const sheet = utils.aoa_to_sheet([
      ['Артикул', 'Наименование', 'Цена', 'Остаток', 'Вес'],
      ['A-1', 'Проектор', 1.899, 1234, 1.234],
      ['A-2', 'Экран', 0.1 + 0.2, 7, 2],
    ])
    const bytes = new Uint8Array(write(utils.book_new(sheet), { type: 'array', bookType: 'xlsx' }) as ArrayBuffer)
    const { of } = await readAll({ name: 'x', bytes })
    expect(of('price').map((one) => one.kopecks)).toEqual([190, 30])
    expect(of('stock').map((one) => one.quantity)).toEqual([1234, 7])
    expect(of('product')[0]?.characteristics).toEqual([{ name: 'Вес', value: '1.234', unit: '' }])
  })
})

test.each([
  'по запросу',
  'Звоните',
  'под заказ',
  'от 1 200',
  'от 1200 руб.',
  'снят с производства',
  'Снята',
  'n/a',
  'N/A',
  'уточняйте',
  'Цена по запросу',
  'договорная',
  'Call',
  'TBD',
  'POA',
  'EOL',
  'нет',
  '-',
  '0',
  'ожидается',
])('the price «%s» is on request', async (cell) => {
  expect(await pricesOf('Цена', [cell, '10'])).toMatchObject({ kopecks: [null, 1000], doubts: [], rejected: 0 })
})

test.each(['восемь', '#Н/Д', '#REF!', '#########', '100-200', '1200 шт', '950 за упаковку', '12.05.2026', '10%'])(
  'the price «%s» stays as it was and is named, and the rest of the row is taken',
  async (cell) => {
    const { of } = await readAll(`Артикул;Наименование;Цена;Остаток\nA-1;Проектор;${cell};3\n`)
    expect([of('price').length, of('doubt').length, of('product').length, of('stock').length]).toEqual([0, 1, 1, 1])
  },
)

test.each([
  ['с НДС', 2200],
  ['в т.ч. НДС', 2200],
  ['включая НДС', 2200],
  ['с НДС 10%', 1000],
  ['НДС 20%', 2000],
  ['20 % в т.ч.', 2000],
  ['22%', 2200],
  ['без НДС', -1],
  ['Не облагается', -1],
  ['УСН', -1],
  ['excl. VAT', -1],
  ['incl. VAT', 2200],
])('VAT of «%s»', async (cell, rate) => {
  const { of } = await readAll(`Артикул;Наименование;Цена;НДС\nA-1;Проектор;10;${cell}\n`)
  expect([of('product')[0]?.vatRate, of('doubt')]).toEqual([rate, []])
})

test('VAT that is a sum or a riddle is named, and the goods are taken', async () => {
  const { of } = await readAll('Артикул;Наименование;Цена;НДС\nA-1;Проектор;1000;166,67\nA-2;Экран;10;как обычно\n')
  expect(of('product')).toHaveLength(2)
  expect(of('doubt').map((one) => one.reason)).toEqual(['bad_vat', 'bad_vat'])
})

describe('a price per pack', () => {
  const list = async (head: string, row: string) => {
    const { of } = await readAll(`Артикул;Наименование;${head}\nA-1;Разъём;${row}\n`)
    return [of('price').map((one) => one.kopecks), of('doubt').map((one) => one.reason), of('stock').length]
  }
  test('is divided by what the pack holds', async () => {
    expect(await list('Цена за упаковку;В упаковке', '950;10')).toEqual([[9500], [], 0])
    expect(await list('Кол-во в упаковке, шт;Цена, руб./уп', '25;1 000')).toEqual([[4000], [], 0])
    expect(await list('Price per box;Pack size', '100;8 pcs')).toEqual([[1250], [], 0])
    expect(await list('Цена за 100 шт', '950')).toEqual([[950], [], 0])
  })
  test('that gives no whole kopecks, or of a pack that nobody knows, is named and not taken', async () => {
    expect(await list('Цена за упаковку;В упаковке', '100;3')).toEqual([[], ['no_pack_size'], 0])
    expect(await list('Цена за коробку', '950')).toEqual([[], ['no_pack_size'], 0])
    expect(await list('Цена за уп.;Кратность', '950;')).toEqual([[], ['no_pack_size'], 0])
  })
  test('is the price of goods that are sold by the pack; a price per piece beside it wins', async () => {
    expect(await list('Цена за упаковку;Ед. изм.', '950;уп')).toEqual([[95_000], [], 0])
    expect(await list('Цена за упаковку;Цена за шт.;В упаковке', '950;95;10')).toEqual([[9500], [], 0])
  })
})

test('each column of prices has its own way to write numbers, and its own currencies', async () => {
  const { of } = await readAll(
    'Артикул;Наименование;Розница;Опт;Дилер\nA-1;Стол;1 000,00;1,899;5 USD\nA-2;Стул;2000,00;12,50;\nA-3;Шкаф;3000,00;900;6 USD\n',
  )
  expect(of('price').map((one) => [one.priceTypeKey, one.kopecks])).toEqual([
    ['Розничная', 100_000],
    ['Розничная', 200_000],
    ['Оптовая', 1250],
    ['Розничная', 300_000],
    ['Оптовая', 90_000],
  ])
  expect(of('doubt')).toMatchObject([{ row: 2, column: 'Опт', reason: 'doubtful_number' }])
  expect(of('untaken')).toMatchObject([{ value: 'USD', count: 2 }])
})
