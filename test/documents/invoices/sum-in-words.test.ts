import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sumInWords } from '#documents/invoices/sum-in-words.ts'

test.each([
  [0, 'Ноль рублей 00 копеек'],
  [100, 'Один рубль 00 копеек'],
  [1_100, 'Одиннадцать рублей 00 копеек'],
  [2_100, 'Двадцать один рубль 00 копеек'],
  [100_000, 'Одна тысяча рублей 00 копеек'],
  [200_200, 'Две тысячи два рубля 00 копеек'],
  [100_000_101, 'Один миллион один рубль 01 копейка'],
  [123_456_789, 'Один миллион двести тридцать четыре тысячи пятьсот шестьдесят семь рублей 89 копеек'],
  [244_000_000, 'Два миллиона четыреста сорок тысяч рублей 00 копеек'],
])('%i kopecks', (kopecks, words) => {
  expect(sumInWords(kopecks)).toBe(words)
})

test('kopecks of every sum are the sum’s own', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }), (kopecks) => {
      expect(sumInWords(kopecks)).toMatch(
        new RegExp(`^[А-Я].* рубл(ь|я|ей) ${String(kopecks % 100).padStart(2, '0')} копе(йка|йки|ек)$`),
      )
    }),
  )
})
