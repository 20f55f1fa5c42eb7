import { expect, test } from 'vitest'
import { recognise } from '#exchange/recognise.ts'

const file = (text: string, name = 'file') => ({ name, bytes: new TextEncoder().encode(text) })

test.each([
  ['a bank statement', '1CClientBankExchange\r\nВерсияФормата=1.03\r\n', 'statement'],
  ['one behind a byte order mark', '\uFEFF1CClientBankExchange\nКодировка=UTF-8\n', 'statement'],
  ['a shop’s file', '<?xml version="1.0"?><yml_catalog date="2026-11-27"><shop/></yml_catalog>', 'price list'],
  ['1C’s catalog', '<КоммерческаяИнформация ВерсияСхемы="2.10"/>', 'price list'],
  ['a printed order', '%PDF-1.4\n', 'order'],
  ['rows', 'Артикул;Наименование;Цена\nA-1;Кабель;100', 'table'],
  ['words about a statement', 'Пришлите 1CClientBankExchange, пожалуйста', 'table'],
])('%s is recognised by what it holds', async (_, text, kind) => {
  expect(await recognise(file(text, 'price.xlsx'))).toBe(kind)
  expect(await recognise(file(text, 'kl_to_1c.txt'))).toBe(kind)
})

test.each(['windows-1251', 'cp866'])('a statement in %s is one', async () => {
  // The first line is the same in every encoding; what follows is other bytes.
  const bytes = Uint8Array.from([...new TextEncoder().encode('1CClientBankExchange\r\n'), 0xc2, 0xe5, 0xf0, 0x8e, 0xa5])
  expect(await recognise({ name: 'statement.txt', bytes })).toBe('statement')
})
