import fc from 'fast-check'
import { expect, test } from 'vitest'
import { comparisonPicture, comparisonSvg } from '#documents/comparison-picture.ts'
import { textWidth, wrap } from '#documents/picture.ts'
import { compareGoods } from '#domain/catalog/comparison.ts'

const words = (...titles: string[]) => ({
  heads: titles.map((title) => ({ title, lines: ['1\u00a0352\u00a0000,00\u00a0₽', '7 шт.'] })),
  same: 'Одинаково',
  more: (count: number) => `и ещё ${count}`,
})

/** Width and height, as a PNG's own head says them. */
function sizeOf(png: Uint8Array): [number, number] {
  const view = new DataView(png.buffer, png.byteOffset)
  expect([...png.subarray(1, 4)]).toEqual([80, 78, 71])
  return [view.getUint32(16), view.getUint32(20)]
}

test('two goods are a picture as wide as a phone’s screen is sharp, with every value written in it', async () => {
  const rows = compareGoods([
    [
      ['Яркость', 'лм', '5200'],
      ['Источник', '', 'Лазер'],
    ],
    [
      ['Яркость', 'лм', '6200'],
      ['Источник', '', 'Лазер'],
    ],
  ])
  const svg = comparisonSvg(rows, words('LX-520', 'LX-620'))
  for (const text of ['LX-520', 'LX-620', 'Яркость, лм', '5200', '6200', 'Одинаково', 'Источник: Лазер'])
    expect(svg).toContain(`>${text}</text>`)
  expect(svg.match(/font-size="(\d+)"/g)?.every((size) => Number(size.slice(11, -1)) >= 30)).toBe(true)
  const [width, height] = sizeOf(await comparisonPicture(rows, words('LX-520', 'LX-620')))
  expect(width).toBe(1080)
  expect(height).toBeGreaterThan(300)
  expect(height).toBeLessThan(1000)
})

test('letters are drawn: without them the picture is another', async () => {
  const drawn = await comparisonPicture([], words('Щука', '₽″×'))
  expect(drawn.length).toBeGreaterThan((await comparisonPicture([], words(' ', ' '))).length)
})

test('as much as Telegram takes, whatever the goods are called and have', async () => {
  const value = fc.string({ unit: 'grapheme', maxLength: 300 })
  const list = fc.array(fc.tuple(value, value, value), { maxLength: 60 })
  await fc.assert(
    fc.asyncProperty(fc.array(list, { minLength: 2, maxLength: 4 }), value, async (lists, title) => {
      const rows = compareGoods(lists)
      const [width, height] = sizeOf(await comparisonPicture(rows, words(...lists.map(() => title))))
      expect(width + height).toBeLessThan(10_000)
      expect(height / width).toBeLessThan(20)
    }),
    { numRuns: 25 },
  )
})

test('lines fit, there are no more than asked for, and nothing is left out before the last', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 4 }), (text, most) => {
      const lines = wrap(text, 30, 200, most)
      expect(lines.length).toBeLessThanOrEqual(most)
      for (const line of lines) expect(textWidth(line, 30)).toBeLessThanOrEqual(200)
      if (!lines.at(-1)?.endsWith('…')) expect(lines.join('').replace(/ /g, '')).toBe(text.replace(/[ \n\t]/g, ''))
    }),
  )
})
