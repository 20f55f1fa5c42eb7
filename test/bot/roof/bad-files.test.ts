import { expect, test } from 'vitest'
import { limits } from '#domain/limits.ts'
import { bookOfCells } from '../../support/poison.ts'
import { world } from '../../support/world.ts'
import { refusals, speaks } from '../told.ts'

const text = (words: string) => new TextEncoder().encode(words)
/** The beginning of an XLSX, and then nothing more. */
const torn = new Uint8Array([0x50, 0x4b, 3, 4, 20, 0, 6, 0, 8, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
const picture = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52])
const enormous = new Uint8Array(limits.importBytes + 1)

const words = { ru: 0, en: 1 } as const

test.each(['ru', 'en'] as const)(
  'a file that is no list is refused to a dealer, and his cart stays (%s)',
  async (locale) => {
    const w = await world()
    const dealer = await w.dealer(await w.staff('manager'))
    await dealer.sends('CBL-10 2')
    await speaks(dealer, locale)
    const unreadable = [
      /Не удалось прочитать файл.+XLSX, XLS или CSV, PDF/,
      /could not be read.+XLSX, XLS or CSV table, a PDF/,
    ]
    const empty = [/нет строк с артикулом и количеством/, /no lines with an article and a quantity/]
    const tooLong = [/больше 2\u00a0000 строк. Разделите/, /more than 2\u00a0000 lines. Send it in parts/]
    const tooBig = [/слишком большой: можно до \d+ МБ/, /too big: up to \d+ MB/]
    const tooMuch = [/слишком много ячеек или текста/, /too many cells or too much text/]
    for (const [name, bytes, answer] of [
      ['small-and-vast.xlsx', bookOfCells(400_000, 10), tooMuch],
      ['torn.xlsx', torn, unreadable],
      ['picture.png', picture, unreadable],
      ['page.html', text('<html><body>нет</body></html>'), unreadable],
      ['empty.csv', new Uint8Array(), empty],
      ['blank.csv', text('\n\n  \n'), empty],
      ['header.csv', text('Артикул;Количество\n'), empty],
      ['enormous.csv', enormous, tooBig],
      ['long.csv', text('CBL-10;1\n'.repeat(2500)), tooLong],
      ['big.csv', text('CBL-10;1\n'.repeat(700_000)), tooBig],
    ] as const) {
      await dealer.sendsFile(name, bytes)
      expect.soft(dealer.sees(), name).toMatch(answer[words[locale]] ?? '')
    }
    await dealer.sends('/cart')
    expect(dealer.sees()).toMatch(/2 (шт|pcs)/)

    await dealer.sendsFile('заказ.csv', text('Артикул;Количество\nCBL-10;3\nNO-1;1\nAV-10.003;много'))
    expect(dealer.sees()).toMatch(/1 (из|of) 3/)
    expect(dealer.sees()).toMatch(/(Не понято|Not understood)(.|\n)*NO-1 1/)
    expect(dealer.sees()).toMatch(/❓ AV-10.003 много/)
    await dealer.sendsPhoto()
    expect(dealer.sees()).toMatch(/не понимаю.+артикул|can't read.+article/)
    await dealer.sendsSticker()
    expect(dealer.sees()).toMatch(/не понимаю.+артикул|can't read.+article/)
    expect(refusals(w)).toEqual([])
  },
)

test.each(['ru', 'en'] as const)('a file that is no price list changes nothing and says why (%s)', async (locale) => {
  const w = await world()
  const manager = await w.staff('manager')
  const { db } = w.app.deps
  const catalog = async () =>
    JSON.stringify([
      await db.selectFrom('products').selectAll().execute(),
      await db.selectFrom('prices').selectAll().execute(),
      await db.selectFrom('stock').selectAll().execute(),
    ])
  const before = await catalog()
  await speaks(manager, locale)
  await manager.sends('/import')
  expect(manager.sees()).toMatch(/CSV.+XLSX.+20/)
  const notLoaded = [/не загружен/, /was not loaded/]
  const tooBig = [/слишком большой: можно до 20 МБ/, /too big: up to 20 MB/]
  for (const [name, bytes, ...answers] of [
    ['torn.xlsx', torn, notLoaded, [/повреждён/, /damaged/]],
    ['picture.png', picture, notLoaded, [/Формат не узнан/, /format is unknown/]],
    ['empty.csv', new Uint8Array(), notLoaded, [/пуст/, /empty/]],
    ['words.csv', text('просто\nслова'), notLoaded, [/заголовков со словом «Артикул»/, /heading row/]],
    ['page.html', text('<html><body>нет</body></html>'), notLoaded],
    ['torn.xml', text('<?xml version="1.0"?><КоммерческаяИнформация><Каталог><Товары><Товар>'), notLoaded],
    ['bomb.xml', text('<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><КоммерческаяИнформация/>'), notLoaded],
    ['enormous.csv', enormous, tooBig],
  ] as const) {
    await manager.sendsFile(name, bytes)
    for (const answer of answers) expect.soft(manager.sees(), name).toMatch(answer[words[locale]] ?? '')
    expect.soft(manager.sees(), name).not.toMatch(/сломалось|broke/)
  }
  expect(await catalog()).toBe(before)

  await manager.sendsFile('price.csv', text('Артикул;Наименование;Розничная\nNEW-1;Новый товар;100\n;Без артикула;5'))
  expect(manager.sees()).toMatch(/(Новых|New): 1/)
  await manager.taps(/^(Загрузить|Take it in)$/)
  expect(manager.sees()).toMatch(/(загружен|is loaded)[\s\S]+(Новых|New): 1/)
  expect(manager.sees()).toMatch(/(Не принято строк|Rejected rows): 1[\s\S]+3: (нет артикула|no article)/)
  expect(refusals(w)).toEqual([])
})

test('a price list is no answer to a question: it is asked for again, and the form stays open', async () => {
  const w = await world()
  const manager = await w.staff('manager')
  await w.dealer(manager, { name: 'ООО «Лютик»' })
  await manager.taps('Карточка дилера')
  await manager.taps('Отсрочка')
  await manager.sendsFile('price.csv', text('Артикул;Наименование\nNEW-1;Новый товар'))
  expect(manager.sees()).toContain('Здесь нужен текст')
  await manager.sends('7')
  expect(manager.sees()).toContain('Отсрочка: 7 дн.')
})
