import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readAll } from '../reading.ts'

/** Stock of the only row of a list, by warehouses. */
async function stockOf(columns: Record<string, string | number>, delimiter = ';') {
  const titles = ['Артикул', 'Наименование', 'Цена', ...Object.keys(columns)]
  const cells = ['A-1', 'Проектор', '1000', ...Object.values(columns)]
  const { of } = await readAll(`${titles.join(delimiter)}\n${cells.join(delimiter)}\n`)
  return {
    stock: Object.fromEntries(of('stock').map((one) => [one.warehouseKey, one.quantity])),
    available: of('availability').map((one) => one.available),
    doubts: of('doubt').map(({ column, reason }) => `${column}: ${reason}`),
    rejected: of('rejected').length,
  }
}

test.each<[string, Record<string, string | number>, Record<string, number>]>([
  ['a total is no place', { 'Всего на складах': 12, 'Склад СПб': 5, 'Склад Москва': 7 }, { СПб: 5, Москва: 7 }],
  [
    'a total behind places is no place',
    { 'Stock Moscow': 3, 'Stock Riga': 4, 'Total stock': 7 },
    { Moscow: 3, Riga: 4 },
  ],
  ['a total alone is the main warehouse', { 'Общий остаток': 9 }, { 'Основной склад': 9 }],
  [
    'stock without a name is the sum of what is named',
    { Остаток: 8, 'Остаток Тула': 6, 'Остаток Орёл': 2 },
    { Тула: 6, Орёл: 2 },
  ],
  ['free beats on hand', { Остаток: 10, 'Свободный остаток': 4 }, { 'Основной склад': 4 }],
  ['free beats on hand from either side', { 'Доступно к заказу': 4, 'На складе': 10 }, { 'Основной склад': 4 }],
  [
    'free beats on hand in one place',
    { 'Остаток Москва': 10, 'Свободно Москва': 3, 'Остаток СПб': 2 },
    { Москва: 3, СПб: 2 },
  ],
  ['what is reserved is taken off', { Остаток: 10, Резерв: 4 }, { 'Основной склад': 6 }],
  ['more reserved than there is leaves nothing', { Stock: 2, Reserved: 5 }, { 'Основной склад': 0 }],
  [
    'a reserve without a place is taken off the last places',
    { 'Остаток Москва': 5, 'Остаток СПб': 5, 'В резерве': 7 },
    { Москва: 3, СПб: 0 },
  ],
  [
    'goods on their way are no stock',
    { Остаток: 1, 'В пути': 50, 'Ожидаемое поступление': 30, Транзит: 2 },
    { 'Основной склад': 1 },
  ],
  ['English goods on their way are no stock', { Qty: 1, 'In transit': 50, 'On order': 3 }, { 'Основной склад': 1 }],
  ['another count is no stock beside stock', { Остаток: 3, 'Кол-во': 40, 'В упаковке': 12 }, { 'Основной склад': 3 }],
  ['what leaves the reserve out is free', { 'Остаток без резерва': 3, Остаток: 9 }, { 'Основной склад': 3 }],
])('%s', async (_, columns, expected) => {
  expect((await stockOf(columns)).stock).toEqual(expected)
})

test('places that add up to more than the total are cut to it, from the last, and the row is named', async () => {
  expect(await stockOf({ 'Остаток всего': 10, 'Остаток Москва': 7, 'Остаток СПб': 5 })).toMatchObject({
    stock: { Москва: 7, СПб: 3 },
    doubts: ['Остаток всего: stock_differs'],
  })
})

test.each<[string, number]>([
  ['5 шт', 5],
  ['5 шт.', 5],
  ['1 200', 1200],
  ['305,5', 305],
  ['12 м', 12],
  ['-3', 0],
  ['−3', 0],
  ['нет', 0],
  ['под заказ', 0],
  ['ожидается 15.12', 0],
  ['в пути', 0],
  ['снято с производства', 0],
  ['Out of stock', 0],
  ['—', 0],
  ['', 0],
  ['в наличии 5 шт', 5],
])('stock of «%s» is %d', async (text, count) => {
  expect(await stockOf({ Остаток: text })).toEqual({
    stock: { 'Основной склад': count },
    available: [],
    doubts: [],
    rejected: 0,
  })
})

test.each([
  '>10',
  '> 100 шт',
  '10+',
  'более 20',
  'много',
  'Есть',
  '+',
  '+++',
  'в наличии',
  'достаточно',
  'мало',
  'да',
  '< 5',
  'менее 10',
  '10-50',
  'In stock',
  'plenty',
])('stock of «%s» is some, and nobody knows how many', async (text) => {
  expect(await stockOf({ Остаток: text })).toEqual({ stock: {}, available: [true], doubts: [], rejected: 0 })
})

test('where one place is counted and the other has many, only what is counted is promised', async () => {
  expect(await stockOf({ 'Остаток Москва': 3, 'Остаток СПб': 'много' })).toMatchObject({
    stock: { Москва: 3 },
    available: [],
  })
  expect(await stockOf({ 'Остаток Москва': 0, 'Остаток СПб': '>10' })).toMatchObject({
    stock: { Москва: 0 },
    available: [true],
  })
})

test.each(['#Н/Д', '#REF!', '#ЗНАЧ!', '12.05.2026', '15.12', 'спросить Олега', '2/5'])(
  'stock of «%s» stays as it was and is named',
  async (text) => {
    const { stock, available, doubts, rejected } = await stockOf({ Остаток: text })
    expect([stock, available, doubts.length, rejected]).toEqual([{}, [], 1, 0])
  },
)

test('three digits behind a comma are what the rest of the column says', async () => {
  const list = async (...cells: string[]) => {
    const rows = cells.map((cell, at) => `N-${at};Товар;${cell}`)
    const { of } = await readAll(`Артикул;Наименование;Остаток\n${rows.join('\n')}\n`)
    return [of('stock').map((one) => one.quantity), of('doubt').length]
  }
  expect(await list('1,200', '15', '7')).toEqual([[1200, 15, 7], 0])
  expect(await list('5,000', '0,500', '12,000')).toEqual([[5, 0, 12], 0])
  expect(await list('5,000', '12,000', '3,000')).toEqual([[5, 12, 3], 0])
  expect(await list('1,200', '12500')).toEqual([[12_500], 1])
})

test('each row may name its own warehouse', async () => {
  const { of } = await readAll(
    'Артикул;Наименование;Склад;Остаток\nA-1;Проектор;Москва;5\nA-1;Проектор;Тверь;2\nB-2;Экран;Тверь;1\nA-1;Проектор;Тверь;9\n',
  )
  expect(of('stock').map((one) => [one.productKey, one.warehouseKey, one.quantity])).toEqual([
    ['A-1', 'Москва', 5],
    ['A-1', 'Тверь', 2],
    ['B-2', 'Тверь', 1],
  ])
  expect(of('warehouse').map((one) => one.name)).toEqual(['Москва', 'Тверь'])
  expect(of('rejected')).toMatchObject([{ row: 5, reason: 'duplicate_sku' }])
})

const count = fc.integer({ min: 0, max: 60 })
const cell = fc.oneof(
  { weight: 6, arbitrary: count.map(String) },
  fc.constantFrom('', 'много', '>10', 'нет', 'под заказ', '-4', '#Н/Д', 'мало'),
)
const places = ['Москва', 'СПб', 'Тверь']
const titles = [
  ...places.flatMap((place) => [`Остаток ${place}`, `Свободно ${place}`, `Резерв ${place}`, `Склад ${place}`]),
  'Остаток',
  'Свободный остаток',
  'Всего на складах',
  'Total stock',
  'Резерв',
  'В пути',
  'Транзит',
  'Кол-во',
  'Наличие',
]

test('however its columns are named and ordered, no row sells more than it says is there', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(fc.constantFrom(...titles), { minLength: 1, maxLength: 9 }),
      fc.array(cell, { minLength: 9, maxLength: 9 }),
      async (names, cells) => {
        const row: Record<string, string> = Object.fromEntries(names.map((name, at) => [name, cells[at] ?? '']))
        const { stock } = await stockOf(row)
        const numberOf = (name: string) => (/^-?\d+$/.test(row[name] ?? '') ? Math.max(0, Number(row[name])) : null)
        const sold = Object.values(stock).reduce((total, one) => total + one, 0)
        for (const total of ['Всего на складах', 'Total stock', 'Свободный остаток', 'Остаток']) {
          const limit = numberOf(total)
          if (limit !== null) expect(sold, JSON.stringify(row)).toBeLessThanOrEqual(limit)
        }
        for (const place of places) {
          for (const title of [`Остаток ${place}`, `Свободно ${place}`, `Склад ${place}`]) {
            const limit = numberOf(title)
            if (limit !== null) expect(stock[place] ?? 0, JSON.stringify(row)).toBeLessThanOrEqual(limit)
          }
          const free = numberOf(`Свободно ${place}`)
          const onHand = numberOf(`Остаток ${place}`)
          const reserved = numberOf(`Резерв ${place}`)
          if (free === null && !names.includes(`Свободно ${place}`) && onHand !== null && reserved !== null)
            expect(stock[place] ?? 0, JSON.stringify(row)).toBeLessThanOrEqual(Math.max(0, onHand - reserved))
        }
        expect(Object.keys(stock).filter((place) => /пути|транзит|резерв|кол-во/i.test(place))).toEqual([])
      },
    ),
    { numRuns: 300 },
  )
})
