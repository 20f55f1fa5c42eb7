import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isWithin } from '#domain/catalog/catalog.ts'
import { spansOf } from '#domain/catalog/spans.ts'
import { fromZero, readSpan } from '#domain/catalog/typed-spans.ts'

const factorOf = (unit: string) => ({ '': 1, лм: 1, клм: 1000 })[unit] ?? null

test.each([
  ['от 5000', 5000, null],
  ['От 5 000 лм', 5000, null],
  ['от5000', 5000, null],
  ['5000+', 5000, null],
  ['5 клм и более', 5000, null],
  ['>= 5000', 5000, null],
  ['не меньше 5000', 5000, null],
  ['from 5000', 5000, null],
  ['от -10', -10, null],
  ['до 8000', null, 8000],
  ['до\u00a08\u00a0000\u00a0лм', null, 8000],
  ['up to 8,5', null, 8.5],
  ['5000–8000', 5000, 8000],
  ['5000 - 8000 лм', 5000, 8000],
  ['5000 -8000', 5000, 8000],
  ['5000—8000', 5000, 8000],
  ['5000..8000', 5000, 8000],
  ['5000 8000', 5000, 8000],
  ['5 000 8 000', 5000, 8000],
  ['5 000 лм – 8 000 лм', 5000, 8000],
  ['5-8 клм', 5000, 8000],
  ['от 5000 до 8000', 5000, 8000],
  ['с 5000 по 8000 лм', 5000, 8000],
  ['1,5 2.5', 1.5, 2.5],
  ['от -10 до -5', -10, -5],
  ['-10…40', -10, 40],
  ['5000-5000', 5000, 5000],
])('«%s» is from %s to %s', (typed, from, to) => {
  expect(readSpan(typed, factorOf)).toEqual({ ok: true, span: { from, to } })
})

test.each([
  ['', { problem: 'not_range' }],
  ['ярче', { problem: 'not_range' }],
  ['5000 или 8000 лм', { problem: 'other_unit', unit: 'или' }],
  ['1 2 3', { problem: 'not_range' }],
  ['<b>5</b>', { problem: 'not_range' }],
  ['8000–5000', { problem: 'backwards', from: 8000, to: 5000 }],
  ['от 5 кг', { problem: 'other_unit', unit: 'кг' }],
  ['от 9999999999999', { problem: 'too_large' }],
])('«%s» is told why not', (typed, why) => {
  expect(readSpan(typed, factorOf)).toMatchObject({ ok: false, ...why })
})

test('a number alone is asked about; what may be two numbers too', () => {
  const either = (number: number) => [
    { from: number, to: null },
    { from: null, to: number },
  ]
  expect(readSpan('5 000 лм', factorOf)).toMatchObject({ problem: 'one_number', interpretations: either(5000) })
  const pair = { from: 500, to: 800 }
  expect(readSpan('500 800', factorOf)).toMatchObject({
    problem: 'one_number',
    interpretations: [pair, ...either(500_800)],
  })
})

test('whatever is typed never throws, and what is read is a range with an end, not backwards', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[от до0-9 ,.–лм-]*$/)), (typed) => {
      const read = readSpan(typed, factorOf)
      if (!read.ok) return
      const { from, to } = read.span
      expect(from === null || to === null || from <= to).toBe(true)
      expect(from === null && to === null).toBe(false)
    }),
    { numRuns: 500 },
  )
})

const counts = fc
  .array(
    fc.tuple(
      fc.oneof(
        fc.nat(200),
        fc.integer({ min: -50, max: 5_000_000 }),
        fc.nat(1000).map((n) => n / 8),
      ),
      fc.integer({ min: 1, max: 50 }),
    ),
    {
      maxLength: 60,
    },
  )
  .map((all) => new Map(all))

test('spans hold every number once, each some, and count the goods', () => {
  fc.assert(
    fc.property(counts, (all) => {
      const spans = spansOf(all)
      expect(spans.length === 0).toBe(all.size <= 1)
      expect(spans.length).toBeLessThanOrEqual(5)
      for (const number of spans.length > 0 ? all.keys() : [])
        expect(spans.filter((span) => isWithin(span, number))).toHaveLength(1)
      for (const span of spans) {
        const own = [...all].filter(([number]) => isWithin(span, number))
        expect(own.length).toBeGreaterThan(0)
        expect(span.products).toBe(own.reduce((sum, [, goods]) => sum + goods, 0))
      }
    }),
    { numRuns: 500 },
  )
})

test('they begin at round numbers, with about as many goods in each', () => {
  const lumens = [3000, 3100, 3200, 3600, 4200, 5100, 5200, 6000, 7200, 10_400, 12_000, 20_500]
  expect(spansOf(new Map(lumens.map((n) => [n, 1])))).toEqual([
    { from: null, to: 3100, products: 2 },
    { from: 3200, to: 4200, products: 3 },
    { from: 5000, to: 5200, products: 2 },
    { from: 6000, to: 10_400, products: 3 },
    { from: 12_000, to: null, products: 2 },
  ])
})

test('a number below zero is no bound of what starts at zero', () => {
  const read = (typed: string) => fromZero(readSpan(typed, factorOf))
  for (const typed of ['-5', 'от -5', '-10…40']) expect(read(typed)).toEqual({ ok: false, problem: 'negative' })
  expect(read('5–8')).toEqual({ ok: true, span: { from: 5, to: 8 } })
  expect(read('до 5')).toEqual({ ok: true, span: { from: null, to: 5 } })
})
