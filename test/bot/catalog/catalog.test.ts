import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { demoCatalog } from '#playground/catalog/demo.ts'
import { importCatalog } from '#services/imports/imports.ts'
import { world } from '../../support/world.ts'

/** A dealer before the demo catalog. */
async function shopping() {
  const given = await world()
  const { app, staff } = given
  await app.deps.db.updateTable('priceTypes').set({ key: 'Дилерская' }).where('key', '=', 'dealer').execute()
  const imported = await importCatalog(app.deps, null, demoCatalog)
  if (!imported.ok) throw new Error(imported.reason)
  const manager = await staff('manager')
  return { ...given, manager, dealer: await given.dealer(manager) }
}

const count = (label: string | undefined) => Number(/· (\d+)/.exec(label ?? '')?.[1])

test('filters narrow step by step, and the number beside a value is what it leaves', async () => {
  const { dealer } = await shopping()
  await dealer.sends('/catalog')
  await dealer.taps('Проекторы')
  await dealer.taps('Показать всё')
  await dealer.taps('Фильтры')
  await dealer.taps('Яркость')
  const range = dealer.buttons().findLast((label) => /–/.test(label))
  await dealer.taps(range ?? '')
  expect(count(dealer.buttons().find((label) => label.startsWith('Показать товары')))).toBe(count(range))
  await dealer.taps('Разрешение')
  const value = dealer.buttons().find((label) => label.includes('WUXGA'))
  await dealer.taps('WUXGA')
  expect(dealer.buttons()).toContain(`Показать товары · ${count(value)}`)
  await dealer.taps('Показать товары')
  expect(dealer.sees()).toContain('Разрешение: WUXGA')
  expect(dealer.sees().match(/^\d · /gm)).toHaveLength(Math.min(6, count(value)))
  await dealer.taps('Фильтры')
  await dealer.taps('✓ Разрешение')
  await dealer.taps('✓ WUXGA')
  await dealer.taps('Назад')
  expect(count(dealer.buttons().find((label) => label.startsWith('Показать товары')))).toBe(count(range))
  await dealer.taps('Сбросить')
  expect(count(dealer.buttons().find((label) => label.startsWith('Показать товары')))).toBe(17)
})

test('several values of one characteristic are "or"', async () => {
  const { dealer } = await shopping()
  await dealer.sends('/catalog')
  await dealer.taps('Проекторы')
  await dealer.taps('Показать всё')
  await dealer.taps('Фильтры')
  await dealer.taps('Разрешение')
  const values = dealer.buttons().filter((label) => / · \d+$/.test(label) && !label.startsWith('Показать'))
  await dealer.taps(values[0] ?? '')
  await dealer.taps(values[1] ?? '')
  expect(dealer.buttons()).toContain(`Показать товары · ${count(values[0]) + count(values[1])}`)
})

test('results are paged, a page can be typed, and the order is kept from page to page', async () => {
  const { dealer } = await shopping()
  await dealer.sends('кабель')
  await dealer.taps('Порядок')
  await dealer.taps('дешевле')
  const prices: number[] = []
  const read = () => {
    for (const line of dealer.sees().split('\n')) {
      const price = /· ([\d\u00a0]+),(\d\d)\u00a0₽/.exec(line)
      if (price) prices.push(Number(`${price[1]?.replaceAll('\u00a0', '')}${price[2]}`))
    }
  }
  read()
  await dealer.taps('›')
  read()
  expect(prices.length).toBeGreaterThan(6)
  expect(prices).toEqual([...prices].sort((a, b) => a - b))
  await dealer.taps('2 / ')
  await dealer.sends('99')
  expect(dealer.sees()).toContain('от 1 до')
  await dealer.sends('1')
  expect(dealer.buttons().some((label) => label.startsWith('1 / '))).toBe(true)
})

test.each(['PRJ-1010', 'prj1010', 'PRJ 1010', 'рrj.1010', 'LS-380W', 'ls380w'])(
  '«%s» opens the one good it means',
  async (typed) => {
    const { dealer } = await shopping()
    await dealer.sends(typed)
    expect(dealer.sees()).toContain('Артикул: PRJ-1010')
  },
)

test('a list of articles goes into the cart; sent as a file it does the same; the same message twice adds once', async () => {
  const { dealer } = await shopping()
  await dealer.sends('PRJ-1010 2\nLS-330; 1\nНЕТ-ТАКОГО 5')
  expect(dealer.sees()).toContain('понято 2 из 3')
  expect(dealer.sees()).toMatch(/Не понято(.|\n)*НЕТ-ТАКОГО 5/)
  await dealer.redelivers()
  await dealer.taps('Всё в корзину · 2')
  expect(dealer.sees()).toContain('В корзине: 2 из 3')
  await dealer.redelivers()
  await dealer.sendsFile('spec.csv', new TextEncoder().encode('Артикул;Количество\nPRJ-1010;3\n'))
  await dealer.sends('/cart')
  expect(dealer.sees()).toContain('Корзина · 2')
  expect(dealer.sees()).toContain('5 шт.')
})

test('staff send a price list to the bot: it is taken in, once more it changes nothing, and dealers see it', async () => {
  const { manager, dealer } = await shopping()
  const bytes = readFileSync(demoCatalog.path)
  await manager.sends('/import')
  await manager.sendsFile('price.csv', bytes)
  expect(manager.sees()).toContain('ничего не изменилось')
  const list =
    'Артикул;Наименование;Дилерская цена, руб.;Остаток Москва\nНОВ-1;Новинка сезона;5000,00;4\n;Без артикула;1,00;1\n'
  await manager.sendsFile('new.csv', new TextEncoder().encode(list))
  expect(manager.sees()).toContain('Новых: 1')
  expect(manager.sees()).toContain('Строка 3: нет артикула')
  await dealer.sends('нов1')
  expect(dealer.sees()).not.toContain('Новинка сезона')
  await manager.taps('Загрузить')
  await dealer.sends('нов1')
  expect(dealer.sees()).toContain('5\u00a0000,00\u00a0₽')
  expect(dealer.sees()).toContain('Доступно: 4 шт.')
})

test('where a list says only yes or no the good is shown so, and is reserved only once a quantity is known', async () => {
  const { manager, dealer } = await shopping()
  const list =
    'Артикул;Дилерская цена;Наличие (0 - нет/1 - есть);Категория;Модель;Наименование;Производитель;Валюта;Дилерская цена, руб.\n'
  const rows =
    'YN-1;100,00;1;Разное;YN-ONE;Есть на складе;Kramer;Рубль;100,00\nYN-2;100,00;0;Разное;YN-TWO;Нет на складе;Kramer;Рубль;100,00\nYN-3;100,00;1;Разное;YN-3;В долларах;Kramer;USD;\n'
  await manager.sendsFile('auvix.csv', new TextEncoder().encode(list + rows))
  await manager.taps('Загрузить')
  await dealer.sends('YN-3')
  expect(dealer.sees()).toContain('цена по запросу')
  await dealer.sends('YN-2')
  expect(dealer.sees()).toContain('Наличие: нет')
  await dealer.sends('YN-1')
  expect(dealer.sees()).toContain('Наличие: есть')
  await dealer.taps('В корзину')
  await dealer.sends('2')
  await dealer.sends('/cart')
  await dealer.taps('Создать счёт')
  await dealer.taps('Зарезервировать')
  expect(dealer.sees()).toContain('количество на складе пока неизвестно')
})
