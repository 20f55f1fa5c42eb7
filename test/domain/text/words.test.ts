import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { articleKey, articleKeys, searchText } from '#domain/catalog/catalog.ts'
import { settle } from '#domain/money/settlements.ts'
import { parseQuantity } from '#domain/orders/quantities.ts'
import { isInn, parseInn } from '#domain/people/companies.ts'
import { days } from '#domain/time.ts'
import { formatPhone, parsePhone } from '#services/people/phones.ts'

test.each(['AV-10.003', 'av10003', 'AV 10 003', 'av/10/003', 'АV10003', 'АВ-10.003', 'aв—10003'])(
  '«%s» means the article AV-10.003',
  (typed) => {
    expect(articleKeys(typed)).toContain(articleKey('AV-10.003'))
  },
)

test('different articles stay different', () => {
  const keys = ['AV-10.003', 'AV-10.004', 'AB-10.003', 'AV-1.003', 'AV-10.003+'].map(articleKey)
  expect(new Set(keys).size).toBe(keys.length)
})

test('words are found whatever letters look alike: «НDМI», ё and е', () => {
  expect(searchText('НDМI Ёлка')).toBe(searchText('HDMI елка'))
})

test.each([
  ['5', 5],
  ['5 шт', 5],
  ['x3', 3],
  ['12,0', 12],
  ['1 000', 1000],
])('«%s» is %i pieces', (typed, quantity) => expect(parseQuantity(typed)).toEqual({ ok: true, quantity }))

test.each([
  ['0', 'zero'],
  ['-3', 'negative'],
  ['1,5', 'fraction'],
  ['999999999', 'too_many'],
  ['пять', 'not_number'],
  ['', 'not_number'],
  ['1e3', 'not_number'],
])('«%s» pieces: %s', (typed, problem) => expect(parseQuantity(typed)).toEqual({ ok: false, problem }))

test('an INN is taken with its spaces, and refused with what is wrong with it', () => {
  expect(parseInn('ИНН: 7707 083 893')).toEqual({ ok: true, inn: '7707083893' })
  expect(parseInn('77012345')).toMatchObject({ problem: 'length', digits: 8 })
  expect(parseInn('7707083894')).toMatchObject({ problem: 'checksum' })
  expect(parseInn('0000000000')).toMatchObject({ problem: 'checksum' })
  expect(parseInn('Ромашка')).toMatchObject({ problem: 'not_digits' })
})

const vectors = path.join(import.meta.dirname, '../../../shared/fixtures/ids/id-vectors.json')
describe.skipIf(!existsSync(vectors))('INN vectors', () => {
  test('valid ones pass and invalid ones do not', () => {
    const given = JSON.parse(readFileSync(vectors, 'utf8')) as Record<'inn_valid' | 'inn_invalid', string[]>
    for (const one of given.inn_valid) expect(isInn(one), one).toBe(true)
    for (const one of given.inn_invalid) expect(isInn(one), one).toBe(false)
  })
})

test.each([
  ['8 (495) 123-45-67', '+74951234567'],
  ['9161234567', '+79161234567'],
  ['8-800-555-35-35', '+78005553535'],
  ['8 495 1234567 доб. 12', '+74951234567 доб. 12'],
])('«%s» is the phone %s', (typed, phone) => expect(parsePhone(typed)).toBe(phone))

test('a phone reads as people write it, and nonsense is none', () => {
  expect(formatPhone('+79161234567')).toBe('+7 916 123-45-67')
  expect(formatPhone('+74951234567 доб. 12')).toBe('+7 495 123-45-67 доб. 12')
  for (const typed of ['12345', 'Пётр', '', '+7']) expect(parsePhone(typed)).toBeNull()
})

test('money pays for the goods of its own invoice; what is paid ahead does not hide another debt; advances do', () => {
  const document = { amountKopecks: 1000, at: 0, shipmentNumber: 1 }
  const documents = [
    { ...document, invoiceId: 1, dueAt: days(1) },
    { ...document, invoiceId: 2, dueAt: days(5), shipmentNumber: 2 },
  ]
  const ahead = settle(documents, [{ invoiceId: 3, amountKopecks: 5000 }], days(3))
  expect(ahead).toMatchObject({ balanceKopecks: 3000, debtKopecks: 2000, overdueKopecks: 1000 })
  const advance = settle(documents, [{ invoiceId: null, amountKopecks: 1500 }], days(3))
  expect(advance).toMatchObject({ balanceKopecks: -500, debtKopecks: 500, overdueKopecks: 0 })
  expect(advance.documents).toMatchObject([{ shipmentNumber: 2, unpaidKopecks: 500, daysOverdue: 0 }])
})
