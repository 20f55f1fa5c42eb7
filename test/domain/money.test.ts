import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatKopecks, parseKopecks, shareOf, vatOf } from '#domain/money.ts'
import { lineSums, totals } from '#domain/orders/invoices.ts'

test('sums read as people write them', () => {
  expect(formatKopecks(12_345_600)).toBe('123\u00a0456,00\u00a0₽')
  expect(formatKopecks(5)).toBe('0,05\u00a0₽')
  expect(formatKopecks(-42_000_000)).toBe('−420\u00a0000,00\u00a0₽')
  expect(formatKopecks(100_000_000_000)).toBe('1\u00a0000\u00a0000\u00a0000,00\u00a0₽')
})

test('every sum that is shown is read back', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 10 ** 12 }), (kopecks) => parseKopecks(formatKopecks(kopecks)) === kopecks),
  )
})

test.each(['', 'abc', '-5', '1,234', '1.2.3', '0x10', '1e5', '∞', '12345678901234'])('«%s» is no sum', (text) => {
  expect(parseKopecks(text)).toBeNull()
})

test.each([
  [10_000, 2200, 1803],
  [10_000, 2000, 1667],
  [10_000, 1000, 909],
  [10_000, 700, 654],
  [10_000, 500, 476],
  [244_000_000, 2200, 44_000_000],
  [360_000, 1800, 54_915],
  [10_000, -1, 0],
  [10_000, 0, 0],
])('VAT contained in %i kopecks at %i hundredths of a percent is %i', (sum, rate, vat) => {
  expect(vatOf(sum, rate, true)).toBe(vat)
})

test('VAT on top: 3 338,00 at 18 % is 600,84', () => {
  expect(vatOf(333_800, 1800, false)).toBe(60_084)
  expect(lineSums(333_800, 1, 1800, false)).toEqual({ sumKopecks: 393_884, vatKopecks: 60_084 })
})

test('VAT of an invoice is the sum of its lines, not counted from the total', () => {
  const lines = Array.from({ length: 7 }, () => lineSums(10_001, 1, 2200, true))
  expect(totals(lines)).toEqual({ totalKopecks: 70_007, vatKopecks: 12_621 })
  expect(vatOf(70_007, 2200, true)).toBe(12_624)
})

test('parts of a sum, taken one after another, add up to it', () => {
  fc.assert(
    fc.property(fc.nat({ max: 10 ** 11 }), fc.integer({ min: 1, max: 1000 }), (sum, pieces) => {
      let taken = 0
      for (let piece = 1; piece <= pieces; piece++)
        taken += shareOf(sum, piece, pieces) - shareOf(sum, piece - 1, pieces)
      return taken === sum
    }),
  )
})
