import { extractText } from 'unpdf'
import { expect, test } from 'vitest'
import { inWords, type PowerOfAttorney, renderPowerOfAttorneyPdf } from '#documents/shipping/power-of-attorney-pdf.ts'

const power: PowerOfAttorney = {
  number: 17,
  issuedOn: '25.11.2026',
  validUntil: '10.12.2026',
  company: { name: 'ООО «Ромашка»', inn: '7707083893', kpp: '' },
  supplier: 'ООО «АВ Демо»',
  basis: 'счёт № 1001, заявка на отгрузку № 17',
  driver: {
    name: 'Иванов Иван Иванович',
    passportSeries: '45 10',
    passportNumber: '123456',
    issuedBy: 'ОВД «Тверской» г. Москвы',
    issuedOn: '12.03.2015',
  },
  lines: [{ name: 'Коммутатор HDMI 4x1, AV-10.003', unit: 'шт', quantity: 21 }],
}

async function read(given: PowerOfAttorney) {
  const { text, totalPages } = await extractText(await renderPowerOfAttorneyPdf(given), { mergePages: true })
  return { text: text.replace(/\s+/g, ' '), totalPages }
}

test('it has all that the form М-2 asks for; what is not known is a line', async () => {
  const { text, totalPages } = await read(power)
  for (const words of [
    'Типовая межотраслевая форма № М-2',
    '№ 71а',
    '0315001',
    'Доверенность № 17',
    'Дата выдачи 25.11.2026',
    'Доверенность действительна по 10.12.2026',
    'ООО «Ромашка», ИНН 7707083893, адрес: ____',
    'Счёт № ____',
    'серия 45 10 № 123456',
    'ОВД «Тверской» г. Москвы',
    'ООО «АВ Демо»',
    'счёт № 1001, заявка на отгрузку № 17',
    '21 (двадцать одна)',
    'линия отреза',
    'Руководитель',
    'Главный бухгалтер',
  ])
    expect(text).toContain(words)
  expect(text).not.toContain('КПП')
  expect(totalPages).toBe(1)
})

test('a hundred lines go over pages, and the same document is the same bytes', async () => {
  const long = {
    ...power,
    lines: Array.from({ length: 100 }, () => ({ ...power.lines[0], name: 'Ы'.repeat(200), unit: 'шт', quantity: 1 })),
  }
  expect((await read(long)).totalPages).toBeGreaterThan(2)
  expect(await renderPowerOfAttorneyPdf(power)).toEqual(await renderPowerOfAttorneyPdf(power))
})

test.each([
  [1, 'одна'],
  [2, 'две'],
  [1000, 'одна тысяча'],
])('%i in words: %s', (quantity, words) => expect(inWords(quantity)).toBe(words))
