import fc from 'fast-check'
import { expect, test } from 'vitest'
import { whatDiffers } from '#domain/catalog/telling.ts'

const projector = (model: string, lumens: string, resolution: string, familyId = 1) => ({
  model,
  familyId,
  characteristics: [
    ['Яркость', 'лм', lumens],
    ['Разрешение', '', resolution],
    ['Гарантия', 'мес.', '36'],
  ] as const,
})

test('a line tells the first two characteristics in which it differs, with units', () => {
  const goods = [projector('LS-420U', '4200', 'WUXGA'), projector('LS-500K', '5000', '4K UHD')]
  expect(whatDiffers(goods)).toEqual(['4\u00a0200\u00a0лм, WUXGA', '5\u00a0000\u00a0лм, 4K UHD'])
})

test('what is the same for all is not told', () => {
  const goods = [projector('LS-420U', '4200', 'WUXGA'), projector('LS-500U', '5000', 'WUXGA')]
  expect(whatDiffers(goods)).toEqual(['4\u00a0200\u00a0лм', '5\u00a0000\u00a0лм'])
})

test.each([
  ['one product alone', [projector('A', '1', 'x')]],
  ['several families', [projector('A', '1', 'x'), projector('B', '2', 'y', 2)]],
  ['a product without a model', [projector('A', '1', 'x'), projector('', '2', 'y')]],
  ['a product that states nothing', [projector('A', '1', 'x'), { ...projector('B', '', ''), characteristics: [] }]],
])('%s: only names tell them apart', (_, goods) => {
  expect(whatDiffers(goods)).toEqual(goods.map(() => ''))
})

test('whatever goods: a text for each, for all or for none, never cut, at most two values', () => {
  const value = fc.oneof(fc.nat().map(String), fc.string({ maxLength: 40 }))
  const stated = fc.array(fc.tuple(fc.constantFrom('Яркость', 'Вес', 'Цвет'), fc.constantFrom('', 'лм'), value), {
    maxLength: 4,
  })
  const good = fc.record({ model: fc.string(), familyId: fc.constantFrom(null, 1), characteristics: stated })
  fc.assert(
    fc.property(fc.array(good, { maxLength: 6 }), (goods) => {
      const told = whatDiffers(goods)
      expect(told).toHaveLength(goods.length)
      expect(new Set(told.map((text) => text === '')).size).toBeLessThanOrEqual(1)
      if ((told[0] ?? '') !== '') expect(new Set(told).size).toBeGreaterThan(1)
    }),
  )
})
