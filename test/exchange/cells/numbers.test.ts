import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseDecimal } from '#domain/decimals.ts'
import { formatAmount, formatKopecks } from '#domain/money.ts'
import { machineStyle } from '#exchange/cells/number-style.ts'
import { normaliseCurrency, parsePrice, parseVatRate } from '#exchange/cells/numbers.ts'
import { readStockCell } from '#exchange/cells/stock-cells.ts'

const kopecks = fc.integer({ min: 1, max: 100_000_000_000 })
const price = (text: string) => parsePrice(text, 'RUB')

test('every sum is read back as it was written, however it is written', () => {
  fc.assert(
    fc.property(kopecks, (sum) => {
      const written = formatAmount(sum)
      const plain = written.replace(/\s/g, '')
      for (const text of [
        written,
        formatKopecks(sum),
        plain,
        plain.replace(',', '.'),
        `${written} руб.`,
        `${plain}00`,
        written.replaceAll('\u00a0', ',').replace(/,(?=\d\d$)/, '.'),
        written.replaceAll('\u00a0', "'"),
      ]) {
        expect(price(text), text).toEqual({ ok: true, kopecks: sum })
      }
    }),
  )
})

test('no text makes a price that is not a whole number of kopecks within the limit', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const read = price(text)
      if (read.ok && read.kopecks !== null) expect(Number.isSafeInteger(read.kopecks) && read.kopecks > 0).toBe(true)
    }),
  )
})

test.each([
  ['1 719', 171_900],
  ['1719,00', 171_900],
  ['1\u202f234,56 ₽', 123_456],
  ['1.234,56', 123_456],
  ['1,234,567.89', 123_456_789],
  ['231.7400', 23_174],
  ['0,005', 1],
  ['100.30000000000001', 10_030],
  ['643', 64_300],
  ['по запросу', null],
  ['0,00', null],
])('the price «%s»', (text, expected) => {
  expect(price(text)).toEqual({ ok: true, kopecks: expected })
})

test.each([
  ['$ 12.50', 'USD'],
  ['12 EUR', 'EUR'],
])('the price «%s» is none in roubles', (text, foreign) => {
  expect(price(text)).toEqual({ ok: true, kopecks: null, foreign })
})

test.each(['12 34', '1.2.3', '1,2,3', 'NaN', '0x10', '1e5', '١٢', '--5', '1 руб 20 коп', '9999999999999999'])(
  '«%s» is no price',
  (text) => {
    expect(price(text)).toEqual({ ok: false, reason: 'bad_price' })
  },
)

test('a price below zero is told apart', () => {
  expect(price('−5')).toEqual({ ok: false, reason: 'negative_price' })
})

test('decimals are rounded half up', () => {
  expect(['1,004', '1,005', '-1,005', '0,999'].map((text) => parseDecimal(text, 2))).toEqual([100, 101, -101, 100])
})

test('stock, rates and currencies', () => {
  const cells = ['', '—', '12 шт.', '5.000', '1 200', '-0'].map((cell) => readStockCell(cell, machineStyle))
  expect(cells.map((cell) => ('quantity' in cell ? cell.quantity : cell.says))).toEqual(['nothing', 0, 12, 5, 1200, 0])
  const rates = ['', '22%', '20', '0.22', '10/110', '0', 'Без НДС', 'НДС 7 %', '101', 'двадцать']
  expect(rates.map(parseVatRate)).toEqual([2200, 2200, 2000, 2200, 1000, 0, -1, 700, null, null])
  const names = ['', 'руб.', 'Рубль', 'RUR', '643', 'usd', 'Евро', 'KZT']
  expect(names.map(normaliseCurrency)).toEqual(['RUB', 'RUB', 'RUB', 'RUB', 'RUB', 'USD', 'EUR', 'KZT'])
})
