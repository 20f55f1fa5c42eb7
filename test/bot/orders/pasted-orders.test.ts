import { read, utils, write } from '@e965/xlsx'
import { expect, test } from 'vitest'
import { renderInvoicePdf } from '#documents/invoices/invoice-pdf.ts'
import { importCatalog } from '#services/imports/imports.ts'
import { invoice } from '../../documents/invoices/invoices.ts'
import { world } from '../../support/world.ts'
import { refusals } from '../told.ts'

const priceList = `Артикул;Модель;Наименование;Категория;Производитель;Дилерская цена, руб.;Остаток Москва
АБВ-123/4;ABV 123;Матричный коммутатор 4x4 HDMI;Коммутаторы;Kramer;1000,00;10
P-1;PA1004UL;Инсталляционный проектор 10000 лм;Проекторы;NEC;900000,00;3
P-2;PA804UL;Инсталляционный проектор 8200 лм;Проекторы;NEC;700000,00;1
C-15;CAB-HDMI-15;Кабель HDMI 15 м;Кабели;Kramer;500,00;100
C-5;CAB-HDMI-5;Кабель HDMI 5 м;Кабели;Kramer;300,00;100
F-1;=1+1;Странный товар;Прочее;NoName;10,00;5
`

async function ordering() {
  const w = await world()
  const dealer = await w.dealer(await w.staff('manager'))
  const list = { name: 'price.csv', bytes: new TextEncoder().encode(priceList) }
  expect((await importCatalog(w.app.deps, null, list)).ok).toBe(true)
  const { db } = w.app.deps
  const { id } = await db.selectFrom('priceTypes').select('id').orderBy('id', 'desc').limit(1).executeTakeFirstOrThrow()
  await db.updateTable('companies').set({ priceTypeId: id }).execute()
  return { ...w, w, dealer }
}

const sheetOf = (rows: unknown[][]) =>
  new Uint8Array(write(utils.book_new(utils.aoa_to_sheet(rows)), { type: 'array', bookType: 'xlsx' }) as ArrayBuffer)

test('what is written beside a file is of the list; beside what can not be read it is read alone, and that is said', async () => {
  const { w, dealer } = await ordering()
  const table = sheetOf([
    ['Артикул', 'Количество'],
    ['P-1', 2],
  ])
  await dealer.sendsFile('заказ.xlsx', table, { caption: 'И ещё:\nC-15 5 шт' })
  expect(dealer.sees()).toContain('понято 2 из 3')
  expect(dealer.sees()).toMatch(/C-15 .* — 5 шт\.(.|\n)*P-1 .* — 2 шт\./)
  expect(dealer.sees()).toMatch(/Не понято(.|\n)*И ещё/)
  await dealer.sendsPhoto(undefined, { caption: 'PA804UL' })
  expect(dealer.sees()).toContain('Артикул: P-2')
  expect(dealer.chat.at(-2)?.text).toContain('Само вложение бот не читает')
  await dealer.sendsFile('заказ.docx', new Uint8Array([0x50, 0x4b, 3, 4, 0, 0]), { caption: 'C-5 4 шт' })
  expect(dealer.sees()).toMatch(/C-5 .* — 4 шт\./)
  expect(dealer.chat.at(-2)?.text).toContain('Не удалось прочитать файл')
  expect(refusals(w)).toEqual([])
})

test('lines in every form, with a letter around them: what is clear is taken, the rest is asked or shown', async () => {
  const { w, dealer } = await ordering()
  const letter = [
    'Добрый день! Прошу выставить счёт:',
    '2шт АБВ-123/4',
    'Кабель HDMI 15м x5',
    '3. NEC PA1004UL — 2 шт.',
    'PA804UL;2',
    'кабель для PA1004UL 1 шт',
    'С уважением, Иван, +7 916 123-45-67',
  ]
  await dealer.sends(letter.join('\n'))
  const told = dealer.sees()
  expect(told).toContain('понято 4 из 5')
  expect(told).toContain('Не хватает: 1')
  expect(told).toMatch(/P-2 .* — 2 шт\. .*⚠️ доступно 1/)
  expect(told).toMatch(/C-15 .* — 5 шт\./)
  expect(told).toMatch(/Строк без товаров: 2(.|\n)*Добрый день(.|\n)*С уважением/)
  await dealer.taps('кабель для PA1004UL')
  expect(dealer.sees()).toContain('Что имелось в виду?')
  await dealer.taps('Ничего из этого')
  await dealer.taps('Всё в корзину · 4')
  expect(dealer.sees()).toContain('В корзине: 4 из 5')
  expect(dealer.sees()).toMatch(/Пропущено вами: 1\nкабель для PA1004UL/)
  await dealer.redelivers()
  await dealer.taps('Корзина')
  expect(dealer.sees()).toContain('Корзина · 4')
  expect(refusals(w)).toEqual([])
})

test('where nothing is to be asked the goods lie in the cart at once, and one article twice is summed', async () => {
  const { dealer } = await ordering()
  await dealer.sends('P-1 1\nC-15 2\nPA1004UL x2')
  expect(dealer.sees()).toContain('В корзине: 3 из 3')
  expect(dealer.sees()).toMatch(/P-1 .* — 3 шт\. .*сложено из 2 строк/)
  await dealer.redelivers()
  await dealer.taps('Корзина')
  expect(dealer.sees()).toMatch(/P-1 .*\n.*3 шт\./)
})

test('a question is answered with a tap; answered twice it is answered once', async () => {
  const { dealer } = await ordering()
  await dealer.sends('кабель HDMI 3 шт\nP-1 1')
  expect(dealer.sees()).toContain('понято 1 из 2')
  await dealer.taps('кабель HDMI')
  await dealer.taps('C-5')
  expect(dealer.sees()).toContain('понято 2 из 2')
  await dealer.redelivers()
  expect(dealer.sees()).toMatch(/C-5 .* — 3 шт\./)
  await dealer.taps('Всё в корзину · 2')
  await dealer.taps('Корзина')
  expect(dealer.sees()).toContain('Корзина · 2')
})

test('a table without a header: its columns are told by what stands in them, and it comes back with answers', async () => {
  const { dealer } = await ordering()
  const rows = [
    [1, 'Проектор', 900000, 'PA1004UL', 2],
    [2, 'Кабель 15 м', 500, 'C-15', 7],
    [3, 'Нечто', 5, '=HYPERLINK("x")', 1],
    [4, 'Проектор', 700000, 'PA804UL', 1],
  ]
  await dealer.sendsFile('заказ.xlsx', sheetOf(rows))
  expect(dealer.sees()).toContain('понято 3 из 4')
  expect(dealer.sees()).toMatch(/P-1 .* — 2 шт\./)
  expect(dealer.sees()).toMatch(/C-15 .* — 7 шт\./)
  await dealer.taps('Таблица')
  const [file] = dealer.documents().slice(-1)
  expect(file?.name).toBe('заказ.xlsx')
  const sheet = read(file?.bytes ?? new Uint8Array(), { type: 'array' })
  const cells = utils.sheet_to_json<unknown[]>(sheet.Sheets[sheet.SheetNames[0] ?? ''] ?? {}, { header: 1, defval: '' })
  expect(cells[0]?.[0]).toBe('Ваша строка')
  expect(cells[0]?.slice(5)).toEqual(['Артикул', 'Наименование', 'Количество', 'Цена', 'Сумма', 'Доступно', 'Статус'])
  expect(cells[1]).toEqual([
    1,
    'Проектор',
    900000,
    'PA1004UL',
    2,
    'P-1',
    'Инсталляционный проектор 10000 лм',
    2,
    900000,
    1800000,
    3,
    'взято',
  ])
  expect(cells[3]?.[3]).toBe(`'=HYPERLINK("x")`)
  expect(cells[3]?.at(-1)).toBe('не понято')
})

test('the sample is a list that the bot understands', async () => {
  const { dealer } = await ordering()
  await dealer.sends('НЕТ-1 5\nНЕТ-2 5')
  await dealer.taps('Образец')
  const [sample] = dealer.documents().slice(-1)
  await dealer.sendsFile('образец.xlsx', sample?.bytes ?? new Uint8Array())
  expect(dealer.sees()).toContain('3 из 3')
})

test('an invoice of somebody else as PDF is read; one that is only a picture is refused', async () => {
  const { dealer } = await ordering()
  await dealer.sendsFile('счёт.pdf', await renderInvoicePdf(invoice({})))
  expect(dealer.sees()).toMatch(/понято \d+ из \d+/)
  await dealer.sendsFile('скан.pdf', new TextEncoder().encode('%PDF-1.4\n%%EOF'))
  expect(dealer.sees()).toContain('Не удалось прочитать файл')
})

test('two thousand lines are read beside everything else, and answered whole', async () => {
  const { w, dealer, app, telegram } = await ordering()
  const lines = Array.from({ length: 1999 }, (_, i) => (i % 2 ? 'C-15;1' : `C-5;1`))
  await dealer.sendsFile('long.csv', new TextEncoder().encode(`Артикул;Количество\n${lines.join('\n')}`))
  expect(telegram.calls.some(({ params }) => String(params.text).includes('Читаю список: 0 из 1999'))).toBe(true)
  await app.settled()
  expect(dealer.sees()).toContain('понято 1999 из 1999')
  expect(refusals(w)).toEqual([])
})
