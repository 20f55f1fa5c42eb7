import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { squeezed, TITLE_LETTERS, titleOf, withoutSigns } from '#exchange/cells/bounded.ts'
import { looksLikeMoney } from '#exchange/orders/cells.ts'
import { draftOfText } from '#exchange/orders/draft.ts'
import { parsePastedOrder, tidy } from '#exchange/orders/pasted-order.ts'
import { readPastedOrderTable } from '#exchange/orders/pasted-order-table.ts'
import { isTypedOrder } from '#exchange/orders/tables.ts'

const root = path.join(import.meta.dirname, '../../../src')

/** Repeated groups whose repetitions can't be shared out in two ways. */
const unambiguous = [
  '(?:\\d{1,4}[.)]\\s+|[-–—•*·▪●>]+\\s+)+',
  '(<!--[^>]*-->\\s*)+',
  '(<\\?[^>]*\\?>\\s*)*',
  String.raw`("[^"]*"|\\.|[\p{L}-])*`,
  String.raw`( \p{L}+)*`,
  '(?:[^<>"]|"[^"<]*")*',
]

test('no pattern repeats what repeats: it could be shared out in ever more ways', () => {
  const nested = /\((?:\?:)?(?:[^()\\]|\\.)*(?<!\\)[+*](?:[^()\\]|\\.)*\)[+*]/g
  const found = globSync('{exchange,domain}/**/*.ts', { cwd: root }).flatMap((file) =>
    readFileSync(path.join(root, file), 'utf8')
      .split('\n')
      .filter((line) => /\/.*\/[dgimsuvy]*|String\.raw|RegExp/.test(line) && !/^\s*(\*|\/\*|\/\/)/.test(line))
      .flatMap((line) => line.match(nested) ?? [])
      .filter((pattern) => !unambiguous.includes(pattern))
      .map((pattern) => `${file}: ${pattern}`),
  )
  expect(found).toEqual([])
})

test('what patterns see of a cell or a title is bounded, however long it is', () => {
  const spaces = ' '.repeat(1_000_000)
  expect(squeezed(`1${spaces}2`)).toBe('1  2')
  expect(titleOf(`Цена${spaces}руб`.repeat(3)).length).toBeLessThanOrEqual(TITLE_LETTERS)
  expect(titleOf('  Цена   руб ')).toBe('Цена  руб')
})

test('signs around an article are taken off as before, also long runs of them', () => {
  expect(tidy(' - «A-1», ')).toBe('A-1')
  expect(tidy('("A")')).toBe('A")')
  expect(tidy('---')).toBe('')
  const signs = new Set('- ')
  expect(withoutSigns(`a${' -'.repeat(500_000)}b`, signs, signs)).toHaveLength(1_000_002)
})

// Each took minutes or hours before: these tests end at all.
const evil = ['a: : ', 'a , : ', '1 x ', '5 шт ', ', 1', '- (', '. : ', '000 ', '1.1', 'кол-во ', ' ', ': ', '\u00a0']

test('lines that could be read in ever so many ways are read at once', async () => {
  for (const part of evil) {
    const line = `a${part.repeat(300).slice(0, 290)}9999999!`
    const lines = parsePastedOrder(`${line}\n`.repeat(200))
    expect(lines.length).toBe(200)
    draftOfText(`${line}\n`.repeat(13))
  }
  const file = new TextEncoder().encode(`a${': '.repeat(140)}9999999!\n`.repeat(17_000))
  expect(await readPastedOrderTable(file)).toEqual({ ok: false, reason: 'too_many_rows', detail: '17000' })
})

test('long cells are looked at once', () => {
  for (const part of evil) {
    const cell = `1${part.repeat(200_000)}!`
    looksLikeMoney(cell)
    isTypedOrder({ line: 1, cells: [cell] })
  }
  expect(looksLikeMoney('100 руб')).toBe(true)
  expect(looksLikeMoney('1 200,50')).toBe(true)
  expect(looksLikeMoney('USB-C 3')).toBe(false)
  expect(isTypedOrder({ line: 1, cells: ['P-1 x2', ''] })).toBe(true)
  expect(isTypedOrder({ line: 1, cells: ['12 шт'] })).toBe(true)
  expect(isTypedOrder({ line: 1, cells: ['5 шт'] })).toBe(false)
})
