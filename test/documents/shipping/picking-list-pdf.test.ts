import { extractText } from 'unpdf'
import { expect, test } from 'vitest'
import { type PickingLine, type PickingList, renderPickingListPdf } from '#documents/shipping/picking-list-pdf.ts'

const line: PickingLine = {
  sku: 'AV-10.003',
  model: 'VS-411X',
  name: 'Коммутатор HDMI 4x1',
  quantity: 5,
  unit: 'шт',
  warehouse: 'Москва',
}

const list = (lines: PickingLine[]): PickingList => ({
  number: 17,
  invoiceNumber: 1042,
  company: { name: 'ООО «Ромашка»', inn: '7707083893' },
  shipOn: '25.11.2026',
  way: 'Самовывоз: Москва, Складская, 5',
  contact: 'Сидоров Пётр, +7 916 123-45-67',
  lines,
})

async function read(given: PickingList) {
  const { text, totalPages } = await extractText(await renderPickingListPdf(given), { mergePages: true })
  return { text: text.replace(/\s+/g, ' '), totalPages }
}

test('a picking list says what is collected for whom, from where, and when', async () => {
  const { text, totalPages } = await read(list([line, { ...line, warehouse: 'Екатеринбург', quantity: 2 }]))
  expect(totalPages).toBe(1)
  for (const words of [
    'Лист сборки. Заявка № 17 на 25.11.2026',
    'ООО «Ромашка», ИНН 7707083893 · счёт № 1042',
    'Самовывоз: Москва, Складская, 5',
    'Получает: Сидоров Пётр, +7 916 123-45-67',
    'Склад: Москва, Екатеринбург',
    'AV-10.003',
    'VS-411X',
    'Собрано',
  ])
    expect(text).toContain(words)
})

test('two hundred lines and a word without end are printed', async () => {
  const { totalPages } = await read(list(Array.from({ length: 200 }, () => ({ ...line, sku: 'X'.repeat(60) }))))
  expect(totalPages).toBeGreaterThan(5)
})

test('the same list is the same bytes', async () => {
  const [one, other] = [await renderPickingListPdf(list([line])), await renderPickingListPdf(list([line]))]
  expect(Buffer.compare(one, other)).toBe(0)
})
