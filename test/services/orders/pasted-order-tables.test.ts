import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bookOf, csvOf, orderDesk, sheetOf } from './pasted-order-tables.ts'

const two = ['PT-700 × 2', 'W-15 × 30']

test('the count is taken from the column that its title makes one, wherever it stands', async () => {
  const desk = await orderDesk()
  const tables: [titles: string[], otherA: number, countA: number, otherB: number, countB: number][] = [
    [['Артикул', 'Остаток', 'Потребность'], 50, 2, 900, 30],
    [['Артикул', 'Цена', 'Кол.'], 1500, 2, 1500, 30],
    [['Арт.', 'В упаковке', 'К-во'], 1, 2, 305, 30],
    [['Артикул', 'Мин. заказ', 'Ваш заказ, шт.'], 1, 2, 10, 30],
    [['Part No.', 'Available', 'Order qty'], 12, 2, 900, 30],
    [['SKU', 'MOQ', 'Q-ty'], 1, 2, 100, 30],
    [['P/N', 'Pack qty', 'Qty required'], 1, 2, 305, 30],
    [['Артикул', 'Доступно к заказу', 'К заказу'], 12, 2, 900, 30],
    [['Артикул', 'Кол-во на складе', 'Нужно'], 12, 2, 900, 30],
    [['Артикул', 'Кол-во', 'Заказ'], 12, 2, 900, 30],
    [['Артикул', 'Заказано у поставщика', 'ЗАКАЗ (ШТ)'], 12, 2, 900, 30],
    [['Артикул', 'Гарантия, мес', 'Количество'], 12, 2, 24, 30],
    [['Артикул', 'Кол-во мест', 'Кол-во*'], 1, 2, 3, 30],
    [['Артикул', '№ заказа', 'Кол-во'], 1042, 2, 1042, 30],
  ]
  for (const [titles, otherA, countA, otherB, countB] of tables) {
    const rows = [titles, ['PT-700', otherA, countA], ['W-15', otherB, countB]]
    expect(await desk.sends(sheetOf(rows)), titles.join()).toMatchObject({ taken: two, open: [], asked: [] })
    const turned = rows.map(([sku, other, count]) => [count, other, sku].join(';')).join('\n')
    expect(await desk.sends(csvOf(turned)), titles.join()).toMatchObject({ taken: two, asked: [] })
  }
})

test('the header is found below title lines, over two rows, and above the numbers of its columns', async () => {
  const desk = await orderDesk()
  const letter = 'Заказ, ООО "Ромашка"\nтел. 123-45-67, доб. 8\n\n№,Товар,Артикул,Цена,Кол-во\n'
  const rows = '1,"Проектор, белый",PT-700,"450,000.00",2\n2,Кабель,W-15,1500.00,30\n'
  expect(await desk.sends(csvOf(letter + rows))).toMatchObject({ taken: two, open: [] })
  const joined = [
    ['Бланк заказа'],
    ['№', 'Артикул', 'Наименование', 'Остаток', '', 'Заказ', ''],
    ['', '', '', 'Москва', 'Казань', 'шт', 'руб'],
    [1, 2, 3, 4, 5, 6, 7],
    [1, 'PT-700', 'Проектор', 12, 3, 2, 900000],
    [2, 'W-15', 'Кабель', 900, 8, 30, 45000],
    ['', '', 'Итого', '', '', 32, 945000],
  ]
  expect(await desk.sends(sheetOf(joined))).toMatchObject({ taken: two, open: [] })
  const grouped = [
    ['', '', 'Количество', ''],
    ['Артикул', 'Наименование', 'на складе', 'к заказу'],
    ['PT-700', 'Проектор', 12, 2],
    ['W-15', 'Кабель', 900, 30],
  ]
  expect(await desk.sends(sheetOf(grouped))).toMatchObject({ taken: two, open: [] })
  expect(
    await desk.sends(
      sheetOf([
        ['Что', 'Сколько'],
        ['PT-700', 2],
        ['W-15', 30],
      ]),
    ),
  ).toMatchObject({ taken: two })
})

test('where no column is sure it is asked, nothing is taken, and the answer takes that column', async () => {
  const desk = await orderDesk()
  const unsure = [
    [
      ['Артикул', 'Остаток'],
      ['PT-700', 12],
      ['W-15', 900],
    ],
    [
      ['Артикул', 'Кол-во', 'Кол-во, шт'],
      ['PT-700', 12, 2],
      ['W-15', 900, 30],
    ],
    [['Остатки на 23.11'], ['Артикул', 'Кол-во'], ['PT-700', 12], ['W-15', 900]],
    [
      ['Артикул', 'Заказ на ноябрь'],
      ['PT-700', 2],
      ['W-15', 30],
    ],
    [
      ['Артикул', 'Заказ', 'Кол-во'],
      ['PT-700', '', 12],
      ['W-15', '', 900],
    ],
    [
      ['Артикул', 'Заказ, упаковок'],
      ['PT-700', 2],
      ['W-15', 30],
    ],
    [
      ['PT-700', 1500, 2],
      ['W-15', 1500, 30],
    ],
    [
      ['PT-700', 2, 3, 4],
      ['W-15', 30, 40, 50],
    ],
  ]
  for (const rows of unsure) {
    const outcome = await desk.sends(sheetOf(rows))
    expect(outcome.asked.length, JSON.stringify(rows)).toBeGreaterThan(0)
    expect(outcome).toMatchObject({ taken: [], open: [] })
  }
  const asked = await desk.sends(sheetOf(unsure[6] ?? []))
  expect(await desk.answers(asked, 2)).toMatchObject({ taken: two, open: [], asked: [] })
  // Answered twice is answered once; a column that was not offered is none.
  expect(await desk.answers(asked, 1)).toMatchObject({ taken: two })
  const again = await desk.sends(sheetOf(unsure[6] ?? []))
  expect(await desk.answers(again, 0)).toMatchObject({ taken: [], asked: again.asked })
  expect(await desk.answers(again, null)).toMatchObject({ taken: [], asked: [] })
})

test('a list without any count orders nothing: a price list is no order', async () => {
  const desk = await orderDesk()
  const prices = [
    ['Артикул', 'Наименование', 'Цена'],
    ['PT-700', 'Проектор', 450000],
    ['W-15', 'Кабель', 1500],
  ]
  expect(await desk.sends(sheetOf(prices))).toMatchObject({ refused: 'no_count' })
  expect(await desk.sends(csvOf('PT-700;Проектор;450 000,00 ₽\nW-15;Кабель;1 500,00 ₽\n'))).toMatchObject({
    refused: 'no_count',
  })
})

test('without a header one column alone may be the count; what is written as money, and row numbers, are none', async () => {
  const desk = await orderDesk()
  const lists = [
    'PT-700;2\nW-15;30',
    '2;PT-700\n30;W-15',
    '1;PT-700;Проектор;450000,00;2\n2;W-15;Кабель;1500,00;30',
    'PT-700;450 000,00;2;900 000,00\nW-15;1 500,00;30;45 000,00',
    'PT-700,2,для зала\nW-15,30,',
    'PT-700\t2\nW-15\t30',
    'PT-700|2 шт\nW-15|30 шт.',
  ]
  for (const list of lists) expect(await desk.sends(csvOf(list)), list).toMatchObject({ taken: two, open: [] })
  const money = sheetOf([
    ['PT-700', 1500, 2],
    ['W-15', 1500, 30],
  ])
  expect((await desk.sends(money)).taken).toEqual([])
  const shown = bookOf(
    {
      A: [
        ['PT-700', 1500, 2],
        ['W-15', 1500, 30],
      ],
    },
    ({ Sheets }) => {
      for (const at of ['B1', 'B2']) Object.assign(Sheets.A?.[at] ?? {}, { z: '#,##0.00 "₽"' })
    },
  )
  expect(await desk.sends(shown)).toMatchObject({ taken: two, asked: [] })
  const proven = [
    ['Артикул', 'Цена', '', 'Сумма'],
    ['PT-700', 100, 2, 200],
    ['W-15', 15, 30, 450],
  ]
  expect(await desk.sends(sheetOf(proven))).toMatchObject({ taken: two })
})

test('every shown sheet is read with columns of its own; hidden rows, columns and sheets are not', async () => {
  const desk = await orderDesk()
  const sheets = {
    Реквизиты: [['ООО «Ромашка»'], ['ИНН', '7707083893'], ['Телефон', '84951234567']],
    'Зал 1': [
      ['Артикул', 'Кол-во'],
      ['PT-700', 2],
    ],
    'Зал 2': [
      ['Заказ', 'Название', 'Код товара'],
      [30, 'Кабель', 'W-15'],
    ],
    Черновик: [
      ['Артикул', 'Кол-во'],
      ['SP-8', 5],
    ],
  }
  const hidden = bookOf(sheets, (book) => {
    book.Workbook = { Sheets: [{}, {}, {}, { Hidden: 1 }] }
  })
  expect(await desk.sends(hidden)).toMatchObject({ taken: two, open: [], around: 3 })
  const filtered = bookOf(
    {
      A: [
        ['Артикул', 'Кол-во', 'Заказ'],
        ['PT-700', 2, 9],
        ['SP-8', 5, 9],
        ['W-15', 30, 9],
      ],
    },
    ({ Sheets }) =>
      Object.assign(Sheets.A ?? {}, { '!rows': [{}, {}, { hidden: true }, {}], '!cols': [{}, {}, { hidden: true }] }),
  )
  expect(await desk.sends(filtered)).toMatchObject({ taken: two, open: [], unordered: 0 })
  const blocks = [
    ['Артикул', 'Кол-во'],
    ['PT-700', 2],
    ['Итого', 2],
    [],
    ['Кол-во', 'Остаток', 'Артикул'],
    [30, 900, 'W-15'],
  ]
  expect(await desk.sends(sheetOf(blocks))).toMatchObject({ taken: two, open: [] })
})

test('past the limit nothing is taken, counted over all sheets; a form may be longer, if little of it is ordered', async () => {
  const desk = await orderDesk()
  const rows = Array.from({ length: 1200 }, (_, i) => ['W-15', i < 5 ? 1 : 2])
  const sheets = { A: [['Артикул', 'Кол-во'], ...rows], B: [['Артикул', 'Кол-во'], ...rows] }
  expect(await desk.sends(bookOf(sheets))).toMatchObject({ refused: 'too_many_rows 2400' })
  const form = Array.from({ length: 3000 }, (_, i) => `W-15;${i === 2999 ? 30 : ''}`)
  expect(await desk.sends(csvOf(`Артикул;Заказ\nPT-700;2\n${form.join('\n')}`))).toMatchObject({
    taken: two,
    unordered: 2999,
  })
})

test('zero, a dash and an empty cell are not ordered; what is no count of pieces is asked', async () => {
  const desk = await orderDesk()
  const rows = [
    ['Артикул', 'Заказ'],
    ['PT-700', 2],
    ['MX-44', 0],
    ['SP-8', '-'],
    ['1007', ''],
    ['W-15', 30],
  ]
  expect(await desk.sends(sheetOf(rows))).toMatchObject({ taken: two, open: [], unordered: 3 })
  const bad = [
    ['Артикул', 'Кол-во'],
    ['PT-700', -2],
    ['MX-44', 1.5],
    ['SP-8', 'два'],
    ['W-15', 30],
  ]
  const faulty = bookOf({ A: [...bad, ['1007', 1]] }, ({ Sheets }) =>
    Object.assign(Sheets.A?.B6 ?? {}, { t: 'e', v: 42, w: '#N/A' }),
  )
  const outcome = await desk.sends(faulty)
  expect(outcome.taken).toEqual(['W-15 × 30'])
  expect(outcome.open.map((line) => line.split(':')[0])).toEqual(Array(4).fill('bad_quantity'))
  // Two thousand, or two with three decimals as 1C writes them.
  expect((await desk.sends(csvOf('SKU;Qty\nW-15;"2,000"\nPT-700;5\n'))).taken).toEqual(['PT-700 × 5'])
  expect((await desk.sends(csvOf('Артикул;Количество\nW-15;30,000\nPT-700;2,000\n'))).taken).toEqual(two)
  expect((await desk.sends(csvOf('Артикул;Количество\nW-15;1 200\nPT-700;2\n'))).taken).toEqual([
    'PT-700 × 2',
    'W-15 × 1200',
  ])
})

test('a numbering is no article; a name finds goods where no article does, exactly or not at all', async () => {
  const desk = await orderDesk()
  const named = [
    ['№ п/п', 'Наименование', 'Ед.', 'Кол-во'],
    [1, 'Проектор лазерный Panasonic 7000 лм', 'шт', 2],
    [2, 'Кабель витая пара для передатчиков (W-15)', 'шт', 30],
  ]
  expect(await desk.sends(sheetOf(named))).toMatchObject({ taken: two, open: [] })
  expect(await desk.sends(sheetOf(named.slice(1)))).toMatchObject({ taken: two, open: [] })
  const own = [
    ['Артикул', 'Код поставщика', 'Наименование', 'Нужно'],
    ['00-00017', 'PT-700', 'Проектор', 2],
    ['00-00018', 'W-15', 'Кабель', 30],
  ]
  expect(await desk.sends(sheetOf(own))).toMatchObject({ taken: two, open: [] })
  // An article that nobody knows, beside a name that somebody does.
  const doubtful = [
    ['Артикул', 'Наименование', 'Кол-во'],
    ['W-15', 'Кабель', 30],
    ['PT-900', 'Проектор лазерный Panasonic 7000 лм', 2],
  ]
  expect(await desk.sends(sheetOf(doubtful))).toMatchObject({ taken: ['W-15 × 30'], asked: [] })
  expect((await desk.sends(sheetOf(doubtful))).open).toHaveLength(1)
})

test('several goods on one line are several, and names with commas stay whole', async () => {
  const desk = await orderDesk()
  const lines = [
    'PT-700 x2, W-15 x30',
    'PT-700 2 шт; W-15 30 шт',
    'PT-700 - 2шт + W-15 - 30шт',
    '2 проектора PT-700 и 30 W-15',
    'PT-700, 2 шт, W-15, 30 шт',
    'PT-700 2 шт W-15 30 шт',
    'PT-700 (2 шт), W-15 (30 шт)',
  ]
  for (const line of lines) expect(await desk.types(line), line).toMatchObject({ taken: two, open: [] })
  expect(await desk.sends(csvOf(lines[0] ?? ''))).toMatchObject({ taken: two })
  expect(await desk.types('PT-700, 2, для зала\nW-15, 30, на склад')).toMatchObject({ taken: two })
  expect((await desk.types('Матричный коммутатор Kramer, 4x4, 2 шт')).taken).toEqual(['MX-44 × 2'])
  expect(await desk.types('кабель для PT-700 x2, ZX-99 x1')).toMatchObject({ taken: [] })
})

test('pasted rows of a spreadsheet are read as its rows are', async () => {
  const desk = await orderDesk()
  expect(await desk.types('Артикул\tЦена\tКол-во\nPT-700\t1500\t2\nW-15\t1500\t30')).toMatchObject({ taken: two })
  expect(await desk.types('Артикул,Цена,Кол-во\nPT-700,1500,2\nW-15,1500,30')).toMatchObject({ taken: two })
  expect(await desk.types('PT-700\t1500\t2\nW-15\t1500\t30')).toMatchObject({ taken: [] })
  expect((await desk.types('PT-700;1500;2')).asked).toHaveLength(2)
  expect(await desk.types('Добрый день\nPT-700\t2\nW-15 - 30 шт')).toMatchObject({ taken: two })
  expect(await desk.types('PT-700\nW-15')).toMatchObject({ taken: ['PT-700 × 1', 'W-15 × 1'] })
})

const counting = ['Кол-во', 'Количество, шт', 'Заказ', 'Потребность', 'Qty', 'Order qty', 'Ваш заказ', 'Pcs']
const others = {
  stock: ['Остаток', 'На складе', 'Available', 'Кол-во на складе', 'Свободно', 'Stock Moscow'],
  pack: ['В упаковке', 'Pack qty', 'Кратность', 'Мин. заказ', 'MOQ', 'шт/уп'],
  price: ['Цена', 'Price', 'Дилерская цена, руб.', 'Unit price', 'Цена заказа'],
  weight: ['Вес, кг', 'Weight', 'Гарантия, мес'],
  code: ['Код заказа', 'Order no', '№ заказа'],
  unknown: ['Филиал', 'Резерв проекта', 'X', ''],
}
const skus = ['PT-700', 'MX-44', 'W-15', 'SP-8', '1007']

const columnOf = fc.constantFrom(...Object.values(others).flat()).chain((title) =>
  fc.record({
    title: fc.constant(title),
    values: fc.array(fc.integer({ min: 41, max: 90_000 }), { minLength: 5, maxLength: 5 }),
  }),
)

test('whatever columns a table has, no count comes from another column than that of the counts', async () => {
  const desk = await orderDesk()
  const table = fc.record({
    columns: fc.array(columnOf, { maxLength: 4 }),
    counts: fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 5, maxLength: 5 }),
    count: fc.option(fc.constantFrom(...counting), { freq: 3 }),
    isHeaded: fc.boolean(),
    isNumbered: fc.boolean(),
    captions: fc.array(fc.constantFrom('Заказ № 15 от 23.11', 'ООО «Ромашка», тел. 495', 'Просим отгрузить'), {
      maxLength: 3,
    }),
    order: fc.array(fc.nat(1000), { minLength: 7, maxLength: 7 }),
  })
  const sheetsOf = fc.record({ sheets: fc.array(table, { minLength: 1, maxLength: 2 }), isCsv: fc.boolean() })
  await fc.assert(
    fc.asyncProperty(sheetsOf, async ({ sheets, isCsv }) => {
      const meant = new Map<string, number>()
      const some = isCsv ? sheets.slice(0, 1) : sheets
      const rowsOf = some.map(({ columns, counts, count, isHeaded, isNumbered, captions, order }) => {
        if (count !== null) skus.forEach((sku, i) => void meant.set(sku, (meant.get(sku) ?? 0) + (counts[i] ?? 0)))
        const parts = [
          { title: 'Артикул', values: skus as (string | number)[] },
          ...(count === null ? [] : [{ title: count, values: counts }]),
          ...columns,
        ]
        const shuffled = parts
          .map((part, i) => ({ part, key: order[i] ?? 0 }))
          .sort((a, b) => a.key - b.key)
          .map(({ part }) => part)
        const all = isNumbered ? [{ title: '№', values: [1, 2, 3, 4, 5] }, ...shuffled] : shuffled
        return [
          ...captions.map((text) => [text]),
          ...(isHeaded ? [all.map(({ title }) => title)] : []),
          ...skus.map((_, row) => all.map(({ values }) => values[row] ?? '')),
        ]
      })
      const bytes = isCsv
        ? csvOf((rowsOf[0] ?? []).map((row) => row.join(';')).join('\n'))
        : bookOf(Object.fromEntries(rowsOf.map((rows, i) => [`Лист${i + 1}`, rows])))
      const { taken, asked } = await desk.sends(bytes)
      if (asked.length > 0) expect(taken).toEqual([])
      // Bare articles are a list of one piece each, and articles with one column of numbers one of counts, whatever was meant.
      const isBare = some.some(({ columns, count, isHeaded }) => count === null && (!isHeaded || columns.length === 0))
      if (isBare) return
      for (const one of taken) {
        const [sku = '', count] = one.split(' × ')
        expect(Number(count), one).toBe(meant.get(sku))
      }
      const isSure = some.every(
        ({ count, isHeaded, counts, columns }) =>
          isHeaded && count !== null && counts.some((one) => one > 0) && columns.every(({ title }) => title !== ''),
      )
      const expected = [...meant].filter(([, count]) => count > 0).map(([sku, count]) => `${sku} × ${count}`)
      if (isSure) expect(taken).toEqual(expected.sort())
    }),
    { numRuns: 300 },
  )
})

test('sheets of one form are asked about once, and each is read by the answer', async () => {
  const desk = await orderDesk()
  const form = (sku: string, stock: number, count: number) => [
    ['Артикул', 'Остаток', 'Филиал'],
    [sku, stock, count],
  ]
  const asked = await desk.sends(bookOf({ 'Зал 1': form('PT-700', 12, 2), 'Зал 2': form('W-15', 900, 30) }))
  expect(asked.asked).toEqual(['2 Филиал: 2', '1 Остаток: 12'])
  expect(await desk.answers(asked, 2)).toMatchObject({ taken: two, asked: [] })
})

test('goods that are only named part a line as well, and politeness is no goods', async () => {
  const desk = await orderDesk()
  const names = 'Кабель витая пара для передатчиков, 30 шт; Проектор лазерный Panasonic 7000 лм, 2 шт'
  expect(await desk.types(names)).toMatchObject({ taken: two, open: [] })
  expect(await desk.types('нужны PT-700 - 2 шт, W-15 - 30 шт, спасибо')).toMatchObject({ taken: two, open: [] })
})

test('two tables side by side are both read, and a row that a comma tears is asked', async () => {
  const desk = await orderDesk()
  const beside = [
    ['Артикул', 'Кол-во', '', 'Артикул', 'Кол-во'],
    ['PT-700', 2, '', 'W-15', 30],
    ['', '', '', 'SP-8', 4],
  ]
  expect(await desk.sends(sheetOf(beside))).toMatchObject({ taken: ['PT-700 × 2', 'SP-8 × 4', 'W-15 × 30'], open: [] })
  const torn = await desk.sends(csvOf('Артикул,Цена,Кол-во\nPT-700,450000,50,2\nW-15,1500,30\n'))
  expect(torn).toMatchObject({ taken: ['W-15 × 30'], open: ['bad_quantity: PT-700 450000 50 2'] })
  expect(await desk.sends(csvOf('Артикул;Кол-во\nPT-700;2;срочно\nW-15;30\n'))).toMatchObject({ taken: two })
})

test('a count on a line of its own is of the goods above it', async () => {
  const desk = await orderDesk()
  const labelled = 'Артикул: PT-700\nКоличество: 2\nАртикул: W-15\nКол-во - 30 шт'
  expect(await desk.types(labelled)).toMatchObject({ taken: two, open: [] })
  expect(await desk.types('PT-700\n2 шт\nW-15\nx30')).toMatchObject({ taken: two, open: [] })
  // A bare number may as well be an article.
  expect((await desk.types('PT-700\n2\nW-15\n30')).taken).toEqual([])
})

test('a count beside the list, in a column without a title, is asked about', async () => {
  const desk = await orderDesk()
  const prices = [
    ['Артикул', 'Кол-во', 'Цена', ''],
    ['PT-700', 12, 450000, 2],
    ['W-15', 900, 1500, 30],
  ]
  const asked = await desk.sends(sheetOf(prices))
  expect(asked).toMatchObject({ taken: [], asked: ['3 : 2, 30', '1 Кол-во: 12, 900'] })
  expect(await desk.answers(asked, 3)).toMatchObject({ taken: two })
})

test('none of the columns of one sheet leaves the other sheets ordered', async () => {
  const desk = await orderDesk()
  const order = [
    ['Артикул', 'Заказ'],
    ['PT-700', 2],
    ['W-15', 30],
  ]
  const stock = [
    ['Артикул', 'Кол-во'],
    ['SP-8', 60],
  ]
  const asked = await desk.sends(bookOf({ Заказ: order, Остатки: stock }))
  expect(asked).toMatchObject({ taken: [], asked: ['1 Кол-во: 60'] })
  expect(await desk.answers(asked, null)).toMatchObject({ taken: two, asked: [], unordered: 1 })
})

test('a specification by the Russian standard: its model is in the column of type and mark', async () => {
  const desk = await orderDesk()
  const rows = [
    [
      'Поз.',
      'Наименование и техническая характеристика',
      'Тип, марка',
      'Завод-изготовитель',
      'Ед. изм.',
      'Количество',
      'Масса, кг',
    ],
    [1, 2, 3, 4, 5, 6, 7],
    [1, 'Проектор', 'PT-700', 'Panasonic', 'шт', 2, 15],
    [2, 'Кабель', 'W-15', 'Kramer', 'шт', 30, 1],
  ]
  expect(await desk.sends(sheetOf(rows))).toMatchObject({ taken: two, open: [] })
})

test('goods above a header are not lost, and what stands beside typed goods is a note', async () => {
  const desk = await orderDesk()
  const above = [
    ['ИНН', '7707083893', 'КПП', '770701001'],
    ['PT-700', 2],
    ['Артикул', 'Кол-во'],
    ['W-15', 30],
  ]
  expect(await desk.sends(sheetOf(above))).toMatchObject({
    taken: ['W-15 × 30'],
    open: ['bad_quantity: PT-700 2'],
    around: 1,
  })
  expect(
    await desk.sends(
      sheetOf([
        ['PT-700 x2', 'срочно'],
        ['W-15 x30', ''],
      ]),
    ),
  ).toMatchObject({ taken: two, open: [] })
  const drawn = '| Артикул | Кол-во |\n|---|---|\n| PT-700 | 2 |\n| W-15 | 30 |'
  expect(await desk.types(drawn)).toMatchObject({ taken: two, unordered: 0 })
})
