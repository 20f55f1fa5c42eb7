import type { Content } from 'pdfmake/interfaces.js'
import { expect, test } from 'vitest'
import { renderPdf } from '#documents/pdf.ts'
import { linesOf, planTable } from '#exchange/orders/pasted-order-columns.ts'
import { readPastedOrderTable } from '#exchange/orders/pasted-order-table.ts'

const titles = ['№', 'Артикул', 'Товары (работы, услуги)', 'Кол-во', 'Ед.', 'Цена', 'Сумма']
const widths = [20, 60, 110, 34, 30, 60, 60]
const goods = [
  ['1', 'PT-700', 'Проектор лазерный на 7000 лм, вес 15 кг, гарантия 2 года', '2', 'шт', '450 000,00', '900 000,00'],
  ['2', 'CAB-HDMI-305-LSZH', 'Кабель 305 м', '30', 'шт', '1 500,00', '45 000,00'],
  ['3', 'MX-44', 'Коммутатор 4x4 для переговорной на 12 мест, без кабеля', '5', 'шт', '98 000,00', '490 000,00'],
]

/** A page with such a table, as the lines of an order where the catalog knows whatever has a dash. */
async function ordered(rows: string[][], around: { above?: string[]; below?: string[] }, columns = widths) {
  const body = rows.map((row) => row.map((text) => ({ text })))
  const content: Content[] = [...(around.above ?? []), { table: { widths: columns, body } }, ...(around.below ?? [])]
  const read = await readPastedOrderTable(await renderPdf({ content, defaultStyle: { font: 'Roboto', fontSize: 9 } }))
  if (!read.ok) return { lines: [read.reason], around: 0 }
  const lines = read.draft.tables.flatMap((table) => {
    const plan = planTable(table, (cell) => /^[A-Z]+-[A-Z\d-]+$/.test(cell))
    return plan.count.kind === 'sure' ? linesOf(table, plan, plan.count.at).lines : []
  })
  const brief = lines.map(({ readings: [first] }) => `${first?.article} × ${first?.quantity}`)
  return { lines: brief, around: read.draft.around, typed: read.draft.lines }
}

test('a row of a page that wraps is one row, and only its column of counts says how many', async () => {
  const letter = {
    above: ['ООО «Интегратор», ИНН 5024002119', 'Спецификация № 17 от 23.11.2026'],
    below: ['Итого: 1 435 000,00', 'Срок поставки 14 дней', 'Тел. 8 (495) 123-45-67'],
  }
  const read = await ordered([titles, ...goods], letter)
  expect(read.lines).toEqual(['PT-700 × 2', 'CAB-HDMI-305-LSZH × 30', 'MX-44 × 5'])
  expect(read.around).toBe(5)
})

test('other titles, another order of columns, and titles that wrap', async () => {
  const turned = [
    ['Qty', 'Description', 'Part Number', 'Unit price'],
    ['2', 'Laser projector, 7000 lm, 15 kg, two years of warranty', 'PT-700', '4,500.00'],
    ['30', 'Cable 305 m', 'CAB-305', '15.00'],
  ]
  expect((await ordered(turned, {}, [30, 90, 80, 60])).lines).toEqual(['PT-700 × 2', 'CAB-305 × 30'])
  const wrapped = [
    ['№', 'Артикул', 'Наименова-ние', 'Количество к заказу', 'Остаток'],
    ['1', 'PT-700', 'Проектор на 7000 лм', '2', '12'],
    ['2', 'W-15', 'Кабель на 15 м', '30', '900'],
  ]
  expect((await ordered(wrapped, {}, [20, 60, 60, 60, 60])).lines).toEqual(['PT-700 × 2', 'W-15 × 30'])
})

test('a table over several pages is one', async () => {
  const many = Array.from({ length: 90 }, (_, i) => [
    String(i + 1),
    `PT-${700 + i}`,
    'Проектор на 7000 лм, 15 кг, белый',
    '2',
    'шт',
    '1,00',
    '2,00',
  ])
  const { lines } = await ordered([titles, ...many], { below: ['Итого: 180,00'] })
  expect(lines).toEqual(many.map(([, sku]) => `${sku} × 2`))
})

test('a page of typed lines is an order as far as its counts are plain', async () => {
  const content: Content[] = ['Добрый день', 'PT-700 — 2 шт', 'MX-44 5', 'Тел. 8 (495) 123-45-67']
  const read = await readPastedOrderTable(await renderPdf({ content, defaultStyle: { font: 'Roboto', fontSize: 9 } }))
  const lines = read.ok ? read.draft.lines : []
  expect(lines.map(({ readings: [first], badQuantity }) => [first?.quantity, badQuantity])).toEqual([
    [null, true],
    [2, false],
    [null, true],
    [null, true],
  ])
})

test('names that stand around the middle of their row belong to it', async () => {
  const texts: [x: number, y: number, text: string][] = [
    ...([40, 100, 300, 360].map((x, i) => [x, 100, ['№', 'Наименование', 'Артикул', 'Кол-во'][i]]) as [
      number,
      number,
      string,
    ][]),
    [100, 120, 'Проектор лазерный'],
    [100, 131, 'на 7000 лм, 15 кг'],
    ...([
      [40, '1'],
      [300, 'PT-700'],
      [360, '2'],
    ].map(([x, text]) => [x, 125.5, text]) as [number, number, string][]),
    [100, 150, 'Кабель для'],
    [100, 161, 'передатчиков'],
    ...([
      [40, '2'],
      [300, 'W-15'],
      [360, '30'],
    ].map(([x, text]) => [x, 155.5, text]) as [number, number, string][]),
  ]
  const content = texts.map(([x, y, text]): Content => ({ text, absolutePosition: { x, y } }))
  const read = await readPastedOrderTable(await renderPdf({ content, defaultStyle: { font: 'Roboto', fontSize: 9 } }))
  const rows = read.ok ? (read.draft.tables[0]?.rows ?? []) : []
  expect(rows.map(({ cells }) => cells)).toEqual([
    ['1', 'Проектор лазерный на 7000 лм, 15 кг', 'PT-700', '2'],
    ['2', 'Кабель для передатчиков', 'W-15', '30'],
  ])
})
