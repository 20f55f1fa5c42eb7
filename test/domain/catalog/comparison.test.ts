import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { StatedCharacteristic } from '#domain/catalog/characteristics.ts'
import { compareGoods } from '#domain/catalog/comparison.ts'
import { type ComparedTraits, distance } from '#domain/orders/analogues.ts'

test('differences come first, then what somebody leaves out, then what is alike in whatever unit and spelling', () => {
  const rows = compareGoods([
    [
      ['Цвет', '', 'Чёрный'],
      ['Диагональ', '″', '55'],
      ['Вес', 'кг', '1,2'],
      ['Пульт', '', 'есть'],
      ['Входы', '', 'HDMI ×2, VGA'],
      ['Мощность', '', '300 Вт'],
    ],
    [
      ['цвет', '', 'черный'],
      ['Диагональ (см)', '', '139,7'],
      ['Вес', '', '900 г'],
      ['Входы', '', 'HDMI ×4, VGA'],
      ['Мощность', 'Вт', '350'],
    ],
  ])
  expect(rows).toEqual([
    { name: 'Вес', unit: 'кг', cells: ['1,2', '900 г'], same: false },
    { name: 'Входы', unit: '', cells: ['HDMI ×2, VGA', 'HDMI ×4, VGA'], same: false },
    { name: 'Мощность', unit: '', cells: ['300 Вт', '350 Вт'], same: false },
    { name: 'Пульт', unit: '', cells: ['есть', null], same: false },
    { name: 'Цвет', unit: '', cells: ['Чёрный', 'черный'], same: true },
    { name: 'Диагональ', unit: '″', cells: ['55', '139,7 см'], same: true },
  ])
})

const stated: fc.Arbitrary<StatedCharacteristic> = fc.oneof(
  fc.tuple(
    fc.constantFrom('Яркость', 'Вес'),
    fc.constantFrom('', 'лм', 'кг', 'г'),
    fc.nat(9999).map((n) => String(n)),
  ),
  fc.tuple(fc.constantFrom('Входы', 'Цвет'), fc.constant(''), fc.constantFrom('HDMI', 'HDMI, VGA', 'VGA, USB', 'да')),
)
const list = fc.uniqueArray(stated, { selector: ([name]) => name })
const traits: fc.Arbitrary<ComparedTraits> = fc.record({
  kopecks: fc.option(fc.nat(10_000_000)),
  characteristics: list,
})

test('nothing that a list says is lost, and goods beside themselves differ in nothing', () => {
  fc.assert(
    fc.property(fc.array(list, { minLength: 2, maxLength: 4 }), (lists) => {
      const rows = compareGoods(lists)
      for (const [column, one] of lists.entries()) {
        const cells = rows.flatMap(({ cells }) => cells[column] ?? [])
        expect(cells).toHaveLength(one.length)
        for (const [, , value] of one) expect(cells.some((cell) => cell.startsWith(value))).toBe(true)
      }
      const [first = []] = lists
      expect(compareGoods([first, first]).every(({ same }) => same)).toBe(true)
      const ranks = rows.map(({ same, cells }) => (same ? 2 : cells.includes(null) ? 1 : 0))
      expect(ranks).toEqual([...ranks].sort())
    }),
  )
})

test('distance: none to oneself, the same both ways, from 0 to 1', () => {
  fc.assert(
    fc.property(traits, traits, (one, other) => {
      expect(distance(one, one)).toBe(0)
      expect(distance(one, other)).toBeCloseTo(distance(other, one), 12)
      expect(distance(one, other)).toBeGreaterThanOrEqual(0)
      expect(distance(one, other)).toBeLessThanOrEqual(1)
    }),
  )
})

test('the farther a number or a price is, the farther are the goods', () => {
  const good = (lumens: number, kopecks: number): ComparedTraits => ({
    kopecks,
    characteristics: [
      ['Яркость', 'лм', String(lumens)],
      ['Входы', '', 'HDMI'],
    ],
  })
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 9999 }), fc.nat(9999), fc.nat(9999), (from, near, far) => {
      const [less, more] = [Math.min(near, far), Math.max(near, far)]
      const to = (lumens: number, kopecks: number) => distance(good(from, from), good(lumens, kopecks))
      expect(to(from + less, from)).toBeLessThanOrEqual(to(from + more, from))
      expect(to(from, from + less)).toBeLessThanOrEqual(to(from, from + more))
    }),
  )
})
