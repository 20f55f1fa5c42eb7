import { utils, write } from '@e965/xlsx'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { looksLikePastedOrder, parsePastedOrder } from '#exchange/orders/pasted-order.ts'
import { linesOf, planTable } from '#exchange/orders/pasted-order-columns.ts'
import { readPastedOrderTable } from '#exchange/orders/pasted-order-table.ts'
import { cp1251 } from '../reading.ts'

const one = (text: string) => {
  const [line] = parsePastedOrder(text)
  return [line?.readings[0]?.article, line?.readings[0]?.quantity]
}

test.each([
  'ART-1 5',
  'ART-1;5',
  'ART-1\t5',
  'ART-1 - 5 шт',
  'ART-1 — 5',
  '5 шт ART-1',
  '5шт. ART-1',
  '5 x ART-1',
  'ART-1 x5',
  'ART-1 х 5',
  'ART-1: 5',
  'ART-1, 5 шт.',
  'ART-1 (5 шт)',
  'ART-1 = 5',
  '  ART-1   5  ',
  '1) ART-1 5',
  'ART-1;Проектор;5',
  'ART-1 5,0',
  '5 ART-1',
  'ART-1 *5',
])('«%s» orders five', (text) => {
  expect(one(text)).toEqual(['ART-1', 5])
})

test.each<[string, string]>([
  ['ART-1', 'ART-1'],
  ['ART-1 0', 'ART-1'],
  ['ART-1 -5', 'ART-1'],
  ['ART-1 1,5', 'ART-1'],
  ['ART-1;пять', 'ART-1'],
  ['UD Mounting PSU F100', 'UD Mounting PSU F100'],
])('«%s» names no count of pieces', (text, sku) => {
  expect(one(text)).toEqual([sku, null])
})

test('articles of several words', () => {
  expect(one('UD Mounting PSU F100 3')).toEqual(['UD Mounting PSU F100', 3])
})

test('every line that is not blank is answered, in its place', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: fc.constantFrom(...'AB1 5-;xш\t') })), (lines) => {
      const text = lines.join('\n')
      const filled = lines.flatMap((line, at) => (line.trim() === '' ? [] : [at + 1]))
      expect(parsePastedOrder(text).map((line) => line.line)).toEqual(filled)
      const counts = parsePastedOrder(text).flatMap(({ readings }) => readings.map(({ quantity }) => quantity ?? 1))
      expect(counts.every((count) => Number.isInteger(count) && count > 0)).toBe(true)
    }),
  )
})

test('an order is told from a search', () => {
  expect(['A-1\nB-2', 'QM55C 2', 'пульт 2 шт', 'A;5', 'Проектор x2'].map(looksLikePastedOrder)).toEqual([
    true,
    true,
    true,
    true,
    true,
  ])
  const searches = ['проектор', 'Rally Bar 2', 'HDMI 10', '1042', '', 'AV10000', 'кабель 5 м', '7707083893', 'QM55C']
  expect(searches.filter(looksLikePastedOrder)).toEqual([])
})

test('a long line does not hang the parser', () => {
  expect(parsePastedOrder(`${'1 '.repeat(20_000)}x`)).toHaveLength(1)
  expect(parsePastedOrder(`${'a - '.repeat(10_000)}!`)).toHaveLength(1)
})

const orders = (rows: unknown[][]) =>
  readPastedOrderTable(
    new Uint8Array(write(utils.book_new(utils.aoa_to_sheet(rows)), { type: 'array', bookType: 'xlsx' }) as ArrayBuffer),
  )
/** The lines of a file where the catalog knows articles such as `P-1`; a question as the columns it names. */
const brief = async (answer: ReturnType<typeof readPastedOrderTable>) => {
  const read = await answer
  if (!read.ok) return read.reason
  const lines = read.draft.tables.flatMap((table) => {
    const plan = planTable(table, (cell) => /^\p{Lu}-\d$/u.test(cell))
    return plan.count.kind === 'sure' ? linesOf(table, plan, plan.count.at).lines : []
  })
  return [...lines, ...read.draft.lines].map(({ line, readings: [first] }) => [line, first?.article, first?.quantity])
}

test('a sheet with a header, with and without the order’s column', async () => {
  const header = ['№', 'Наименование', 'Артикул', 'Цена', 'Кол-во']
  const rows = [
    ['Заказ от 23.11'],
    header,
    [1, 'Проектор', 'P-1', 100, 5],
    [2, 'Экран', 'S-1', 50, null],
    [3, 'Пульт', 'R-1', 5, 'два'],
  ]
  expect(await brief(orders(rows))).toEqual([
    [3, 'P-1', 5],
    [5, 'R-1', null],
  ])
  expect(
    await brief(
      orders([
        ['P-1', 5],
        ['S-1', 'Экран', '3 шт'],
      ]),
    ),
  ).toEqual([
    [1, 'P-1', 5],
    [2, 'S-1', 3],
  ])
})

test('CSV in either encoding, plain text, and what is none', async () => {
  const text = 'Артикул;Количество\nЩ-1;5\n;7\n'
  for (const bytes of [new TextEncoder().encode(text), cp1251(text)]) {
    expect(await brief(readPastedOrderTable(bytes))).toEqual([
      [2, 'Щ-1', 5],
      [3, '', 7],
    ])
  }
  expect(await brief(readPastedOrderTable(Buffer.from('P-1 5\nS-1 x2\n')))).toEqual([
    [1, 'P-1', 5],
    [2, 'S-1', 2],
  ])
  expect(await brief(readPastedOrderTable(new Uint8Array()))).toBe('empty')
  expect(await brief(readPastedOrderTable(Uint8Array.of(0x25, 0x50, 0, 1, 2)))).toBe('unknown_format')
  expect(await brief(readPastedOrderTable(Buffer.from('A;1\n'.repeat(3_000))))).toBe('too_many_rows')
})

test.each(['ods', 'xlml', 'html', 'biff8', 'xlsb'] as const)(
  'a list in a book of another kind (%s) is read by its columns',
  async (bookType) => {
    const sheet = utils.aoa_to_sheet([
      ['Артикул', 'Остаток', 'Кол-во'],
      ['A-1', 50, 2],
      ['A-2', 4000, 3],
    ])
    const book = utils.book_new()
    utils.book_append_sheet(book, sheet, 'Заказ')
    const read = await readPastedOrderTable(new Uint8Array(write(book, { type: 'buffer', bookType })))
    expect(read).toMatchObject({ ok: true, draft: { tables: [{ titles: ['Артикул', 'Остаток', 'Кол-во'] }] } })
  },
)
