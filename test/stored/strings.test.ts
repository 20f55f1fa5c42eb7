import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { decide, to } from '#bot/kit/routes.ts'
import { readStart, startWith } from '#bot/kit/start-links.ts'
import { questions } from '#bot/roof/questions.ts'
import { noticeTable } from '#services/desk/notice-table.ts'

const file = path.join(import.meta.dirname, 'strings.json')

/** Strings stored in chats and in the database: none ever changes its meaning, or gets another one. */
const now = {
  screens: Object.values(to).map((route) => route.name),
  decisions: Object.values(decide).map((route) => route.name),
  questions: Object.keys(questions),
  noticeKinds: Object.keys(noticeTable),
}

if (process.env.RECORD_STRINGS) writeFileSync(file, `${JSON.stringify(now, null, 2)}\n`)
const frozen = JSON.parse(readFileSync(file, 'utf8')) as typeof now

test.each(Object.keys(now) as (keyof typeof now)[])('%s that were ever sent or stored are still known', (what) => {
  expect(now[what]).toEqual(expect.arrayContaining(frozen[what]))
  expect(new Set(now[what]).size, 'each has one meaning').toBe(now[what].length)
})

test('a new name is written down here, so that it stays', () => {
  // RECORD_STRINGS=1 npx vitest run test/stored
  for (const what of Object.keys(now) as (keyof typeof now)[])
    expect(frozen[what]).toEqual(expect.arrayContaining(now[what]))
})

test('links that were sent open what they opened', () => {
  expect(startWith('a_bot', { goods: 42 })).toBe('https://t.me/a_bot?start=goods-42')
  expect(startWith('a_bot', { selection: 'tok-en_1' })).toBe('https://t.me/a_bot?start=filters-tok-en_1')
  const token = 'x'.repeat(43)
  expect(startWith('a_bot', { pass: token })).toBe(`https://t.me/a_bot?start=pass-${token}`)
  expect(readStart(`pass-${token}`)).toEqual({ pass: token })
  expect(readStart(`pass-${'x'.repeat(38)}`), 'an invitation').toBeNull()
  expect(readStart('goods-42')).toEqual({ goods: 42 })
  expect(readStart('filters-tok-en_1')).toEqual({ selection: 'tok-en_1' })
  expect(readStart('catalog')).toBe('catalog')
  // An invitation's token is no start link.
  expect(readStart('x'.repeat(43))).toBeNull()
})
