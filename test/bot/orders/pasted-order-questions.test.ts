import { utils, write } from '@e965/xlsx'
import { expect, test } from 'vitest'
import { renderInvoicePdf } from '#documents/invoices/invoice-pdf.ts'
import { demoSeller } from '#domain/orders/seller.ts'
import { importCatalog } from '#services/imports/imports.ts'
import { invoice, line } from '../../documents/invoices/invoices.ts'
import { world } from '../../support/world.ts'
import { refusals } from '../told.ts'

const priceList = `Артикул;Модель;Наименование;Категория;Производитель;Дилерская цена, руб.;Остаток Москва
PT-700;PT700;Проектор лазерный 7000 лм;Проекторы;NEC;1000,00;10
MX-44;MX44;Матричный коммутатор 4x4;Коммутаторы;Kramer;900,00;30
W-15;W15;Кабель витая пара 15 м;Кабели;Kramer;500,00;100
`

async function ordering() {
  const w = await world()
  const dealer = await w.dealer(await w.staff('manager'))
  const { deps } = w.app
  await importCatalog(deps, null, { name: 'price.csv', bytes: new TextEncoder().encode(priceList) })
  const { id } = await deps.db.selectFrom('priceTypes').select('id').orderBy('id', 'desc').executeTakeFirstOrThrow()
  await deps.db.updateTable('companies').set({ priceTypeId: id }).execute()
  const cart = () =>
    deps.db
      .selectFrom('cartLines')
      .innerJoin('products', 'products.id', 'cartLines.productId')
      .select(['sku', 'quantity'])
      .orderBy('sku')
      .execute()
  return { ...w, w, dealer, deps, cart }
}

const sheetOf = (rows: unknown[][]) =>
  new Uint8Array(write(utils.book_new(utils.aoa_to_sheet(rows)), { type: 'array', bookType: 'xlsx' }) as ArrayBuffer)

const unsure = sheetOf([
  ['Артикул', 'Остаток', 'Филиал'],
  ['PT-700', 50, 2],
  ['W-15', 4000, 7],
])

test('where no column is surely the count it is asked once, with what stands in the columns, and nothing is taken', async () => {
  const { w, dealer, cart } = await ordering()
  await dealer.sendsFile('заказ.xlsx', unsure)
  expect(dealer.sees()).toContain('В какой колонке количество?')
  expect(dealer.sees()).toContain('пока ничего не взято')
  const columns = dealer.buttons().filter((label) => /^[A-Z] /.test(label))
  expect(columns).toEqual(['C · Филиал: 2, 7', 'B · Остаток: 50, 4000'])
  expect(await cart()).toEqual([])
  await dealer.redelivers()
  await dealer.taps('C · Филиал')
  expect(dealer.sees()).toContain('В корзине: 2 из 2')
  await dealer.redelivers()
  expect(await cart()).toEqual([
    { sku: 'PT-700', quantity: 2 },
    { sku: 'W-15', quantity: 7 },
  ])
  expect(refusals(w)).toEqual([])
})

test('none of the columns: nothing is taken, and an old button changes nothing any more', async () => {
  const { dealer, cart } = await ordering()
  await dealer.sendsFile('заказ.xlsx', unsure)
  const question = dealer.last().message_id
  const data = dealer
    .last()
    .reply_markup?.inline_keyboard.flat()
    .flatMap((button) => ('callback_data' in button ? [button.callback_data] : []))
  await dealer.taps('Ни одна')
  expect(dealer.sees()).toContain('понято 0 из 2')
  await dealer.tapsData(question, data?.[0] ?? '')
  expect(dealer.sees()).toContain('понято 0 из 2')
  expect(await cart()).toEqual([])
})

test('whoever may not order any more can not answer, nor can a stranger', async () => {
  const { dealer, deps, cart, stranger } = await ordering()
  await dealer.sendsFile('заказ.xlsx', unsure)
  const { message_id: question, reply_markup: markup } = dealer.last()
  const [first] = markup?.inline_keyboard.flat() ?? []
  const data = first && 'callback_data' in first ? first.callback_data : ''
  const other = stranger('Пётр')
  await other.sends('/start')
  await other.tapsData(other.last().message_id, data)
  await deps.db.deleteFrom('members').execute()
  await dealer.tapsData(question, data)
  expect(await cart()).toEqual([])
})

test('a form says how many of its rows are not ordered, and a file without counts that there are none', async () => {
  const { dealer, cart } = await ordering()
  const form = [
    ['Артикул', 'Наименование', 'Ваш заказ'],
    ['PT-700', 'Проектор', 0],
    ['MX-44', 'Коммутатор', '-'],
    ['W-15', 'Кабель', 4],
  ]
  await dealer.sendsFile('бланк.xlsx', sheetOf(form))
  expect(dealer.sees()).toContain('Без количества: 2, не заказаны')
  expect(await cart()).toEqual([{ sku: 'W-15', quantity: 4 }])
  await dealer.sendsFile(
    'прайс.xlsx',
    sheetOf(form.map(([sku, name], at) => [sku, name, at === 0 ? 'Цена' : '100,50'])),
  )
  expect(dealer.sees()).toContain('нет колонки с количеством')
  await dealer.sendsFile(
    'пусто.xlsx',
    sheetOf(form.map(([sku, name, count], at) => [sku, name, at === 0 ? count : ''])),
  )
  expect(dealer.sees()).toContain('Без количества: 3, не заказаны')
  expect(await cart()).toEqual([{ sku: 'W-15', quantity: 4 }])
})

test('a list longer than the limit is refused with both numbers, and nothing of it is taken', async () => {
  const { dealer, cart } = await ordering()
  const rows = Array.from({ length: 2345 }, () => 'W-15;1').join('\n')
  await dealer.sendsFile('long.csv', new TextEncoder().encode(`Артикул;Кол-во\n${rows}`))
  expect(dealer.sees().replace(/\s/g, ' ')).toContain('строк: 2 345, бот читает за раз не больше 2 000')
  expect(await cart()).toEqual([])
})

test('our own invoice that comes back as a PDF is not ordered: it can be opened or repeated', async () => {
  const { dealer, cart, deps, w } = await ordering()
  await dealer.sends('PT-700 2\nW-15 3')
  await dealer.taps('Корзина')
  await dealer.taps('Создать счёт')
  await dealer.taps('PDF')
  const [pdf] = dealer.documents().slice(-1)
  await dealer.sendsFile('invoice.pdf', pdf?.bytes ?? new Uint8Array())
  expect(dealer.sees()).toContain('Это счёт № 1001')
  expect(dealer.buttons()).toEqual(expect.arrayContaining(['🔁 Повторить', '🧾 Открыть счёт']))
  await dealer.taps('Открыть счёт')
  expect(dealer.sees()).toContain('1001')
  await dealer.sendsFile('invoice.pdf', pdf?.bytes ?? new Uint8Array())
  await dealer.taps('Повторить')
  const open = await deps.db.selectFrom('carts').select('id').where('closedAt', 'is', null).execute()
  expect(open).toHaveLength(1)
  expect(await cart()).toEqual(expect.arrayContaining([{ sku: 'PT-700', quantity: 2 }]))
  // Another company sees nothing of it.
  const foreign = await w.dealer(await w.staff('manager'), { name: 'ООО «Лютик»', inn: '7736050003' })
  await foreign.sendsFile('invoice.pdf', pdf?.bytes ?? new Uint8Array())
  expect(foreign.sees()).toContain('Не найдено')
  expect(foreign.sees()).not.toContain('1001')
})

test("somebody else's invoice with our form is an order: wrapped rows are one, requisites are one line", async () => {
  const { dealer, cart } = await ordering()
  const lines = [
    line({ sku: 'PT-700', name: 'Проектор лазерный на 7000 лм, вес 15 кг, 2 года гарантии, белый', quantity: 2 }),
    line({ sku: 'W-15', name: 'Кабель витая пара 15 м в катушке на 305 м, серый, для улицы', quantity: 40 }),
  ]
  await dealer.sendsFile('счёт.pdf', await renderInvoicePdf(invoice({ lines })))
  expect(dealer.sees()).toContain('2 из 2')
  expect(dealer.sees()).toMatch(/Строк без товаров: \d+/)
  expect(dealer.sees()).not.toContain('Не понято')
  expect(await cart()).toEqual([
    { sku: 'PT-700', quantity: 2 },
    { sku: 'W-15', quantity: 40 },
  ])
  await dealer.sendsFile('наш.pdf', await renderInvoicePdf(invoice({ number: '9', lines, seller: demoSeller })))
  expect(dealer.sees()).toContain('Не найдено')
})

test('an edited list is read again while it is in no cart, and its answer changes in its place', async () => {
  const { dealer, cart, w } = await ordering()
  await dealer.sends('PT-700 2\nкабель 3 шт')
  const answer = dealer.last().message_id
  expect(dealer.sees()).toContain('понято 1 из 2')
  await dealer.edits('PT-700 5\nкабель 3 шт\nMX-44 1')
  expect(dealer.last().message_id).toBe(answer)
  expect(dealer.sees()).toContain('понято 2 из 3')
  expect(dealer.sees()).toMatch(/PT-700 .* — 5 шт/)
  await dealer.redelivers()
  expect(dealer.last().message_id).toBe(answer)
  await dealer.edits('PT-700 5\nMX-44 1')
  expect(dealer.sees()).toContain('В корзине: 2 из 2')
  await dealer.redelivers()
  expect(await cart()).toEqual([
    { sku: 'MX-44', quantity: 1 },
    { sku: 'PT-700', quantity: 5 },
  ])
  await dealer.edits('PT-700 50\nMX-44 10')
  expect(dealer.sees()).toContain('уже в корзине, правка не прочитана')
  expect(await cart()).toHaveLength(2)
  expect((await cart())[1]).toEqual({ sku: 'PT-700', quantity: 5 })
  expect(refusals(w)).toEqual([])
})

test('what is written beside a file may be edited, and a search that becomes a list is one', async () => {
  const { dealer, cart } = await ordering()
  await dealer.sendsFile('заказ.xlsx', unsure, { caption: 'MX-44 1 шт' })
  await dealer.edits('MX-44 3 шт')
  await dealer.taps('C · Филиал')
  expect(await cart()).toContainEqual({ sku: 'MX-44', quantity: 3 })
  await dealer.sends('проектор')
  await dealer.edits('W-15 x6')
  expect(await cart()).toContainEqual({ sku: 'W-15', quantity: 13 })
  await dealer.sends('кабель 3 шт\nW-15 1')
  await dealer.edits('спасибо')
  expect(dealer.sees()).toContain('прежний список остаётся')
})

test('an edited answer to a question of a form is not read, and that is said', async () => {
  const { stranger, w } = await ordering()
  const person = stranger('Олег')
  await person.sends('/start')
  await person.taps('Зарегистрироваться')
  await person.taps('Отправить номер')
  await person.sends('7736050003')
  await person.edits('7707083893')
  expect(person.sees()).toContain('Правку этого сообщения бот не читает')
  await person.sends('ООО «Лютик»')
  expect(refusals(w)).toEqual([])
})

test('a barcode is ordered and opens its product, UPC with twelve digits and EAN with a zero alike', async () => {
  const { dealer, deps, cart } = await ordering()
  const goods = await deps.db.selectFrom('products').select(['id', 'sku']).execute()
  const code = (sku: string, value: string) => ({
    ...{ key: value, kind: 'barcode' as const, value },
    productId: goods.find((one) => one.sku === sku)?.id ?? 0,
  })
  await deps.db
    .insertInto('productCodes')
    .values([code('PT-700', '0036000291452'), code('W-15', '4601234567893')])
    .execute()
  await dealer.sends('036000291452')
  expect(dealer.sees()).toContain('Артикул: PT-700')
  await dealer.sends('4 601234 567893')
  expect(dealer.sees()).toContain('Артикул: W-15')
  await dealer.sends('36000291452 2\n4601234567893 - 3 шт')
  const table = [
    ['Штрих-код', 'Количество'],
    ['0036000291452', 1],
    ['4601234567893', 4],
  ]
  await dealer.sendsFile('коды.xlsx', sheetOf(table))
  expect(await cart()).toEqual([
    { sku: 'PT-700', quantity: 3 },
    { sku: 'W-15', quantity: 7 },
  ])
})
