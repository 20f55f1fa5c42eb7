import { expect, test } from 'vitest'
import { parseDocumentNumber } from '#domain/document-numbers.ts'

test.each([
  ['1001', null, 1001],
  [' № 1001 ', null, 1001],
  ['#7', null, 7],
  ['счёт 1001', 'invoice', 1001],
  ['Счета № 1001', 'invoice', 1001],
  ['счет-1001', 'invoice', 1001],
  ['счёт на оплату № 1001.', 'invoice', 1001],
  ['по счёту 1001', undefined, 0],
  ['Invoice No. 12', 'invoice', 12],
  ['заявку 1', 'request', 1],
  ['Заявка на отгрузку № 15', 'request', 15],
  ['shipment request 3', 'request', 3],
  ['01001', undefined, 0],
  ['1 001', undefined, 0],
  ['АВ1001', undefined, 0],
  ['-5', undefined, 0],
  ['заявка', undefined, 0],
  ['счёт 1234567890', undefined, 0],
])('«%s»', (text, kind, number) => {
  expect(parseDocumentNumber(text)).toEqual(kind === undefined ? null : { kind, number })
})
