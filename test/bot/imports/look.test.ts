import { expect, test } from 'vitest'
import { importCatalog } from '#services/imports/imports.ts'
import { world } from '../../support/world.ts'
import { refusals } from '../told.ts'

const text = (words: string) => new TextEncoder().encode(words)
const header = 'Артикул;Наименование;Валюта;Дилерская цена;Дилерская цена, руб.;Наличие;Категория'
const list = (...rows: [sku: string, price: number][]) =>
  text([header, ...rows.map(([sku, price]) => `${sku};Лампа ${sku};Рубль;${price};${price};1;Лампы`)].join('\n'))

/** A distributor with three lamps, and a dealer who looks. */
async function shop() {
  const w = await world()
  const manager = await w.staff('manager')
  const dealer = await w.dealer(manager)
  await manager.sendsFile('first.csv', list(['LMP-1', 1000], ['QRX-72', 2000], ['TKV-553', 3000]))
  await manager.taps('Загрузить')
  const priceOf = async (sku: string) => {
    await dealer.sends(sku)
    return /([\d\u00a0]+,\d\d)\u00a0₽/.exec(dealer.sees())?.[1]?.replace('\u00a0', '') ?? 'нет'
  }
  return { ...w, manager, priceOf }
}

test('a look tells what is new, changed and hidden and how far prices go; the second press lets it count; it can be taken back', async () => {
  const w = await shop()
  const { manager } = w
  await manager.sendsFile('second.csv', list(['LMP-1', 1150], ['QRX-72', 1800], ['ZNB-9001', 50]))
  expect(manager.sees()).toContain('second.csv: что изменится')
  expect(manager.sees()).toContain('Новых: 1 · изменится: 2 · без изменений: 0 · скроется: 1')
  expect(manager.sees()).toContain('Цены «Дилерская»: выше у 1 (до +15 %) · ниже у 1 (до −10 %)')
  expect(manager.sees()).toContain('Скроются: TKV-553')
  expect(manager.sees()).toContain('Артикул — артикул')
  expect(await w.priceOf('LMP-1')).toBe('1000,00')
  await manager.taps('Загрузить')
  expect(manager.sees()).toContain('second.csv загружен')
  expect([await w.priceOf('LMP-1'), await w.priceOf('TKV-553')]).toEqual(['1150,00', 'нет'])
  await manager.taps('Вернуть прежний')
  expect(manager.sees()).toContain('до загрузки second.csv')
  await manager.taps('Да, вернуть прежний')
  expect(manager.sees()).toContain('second.csv больше не действует')
  expect([
    await w.priceOf('LMP-1'),
    await w.priceOf('QRX-72'),
    await w.priceOf('TKV-553'),
    await w.priceOf('ZNB-9001'),
  ]).toEqual(['1000,00', '2000,00', '3000,00', 'нет'])
  expect(refusals(w)).toEqual([])
})

test('a list that is not let count changes nothing, and a second press on it neither', async () => {
  const w = await shop()
  const { manager } = w
  await manager.sendsFile('second.csv', list(['LMP-1', 1]))
  const look = manager.last().message_id
  await manager.taps('Не загружать')
  expect(manager.sees()).toContain('second.csv не загружен')
  await manager.tapsData(look, '!offeredlist:2:1')
  expect(manager.toasts.at(-1)?.text).toBe('По этому файлу уже решено')
  expect(await w.priceOf('LMP-1')).toBe('1000,00')
})

test('two presses take it in once', async () => {
  const w = await shop()
  const { manager } = w
  await manager.sendsFile('second.csv', list(['LMP-1', 7]))
  const look = manager.last().message_id
  await Promise.all([manager.tapsData(look, '!offeredlist:2:1'), manager.tapsData(look, '!offeredlist:2:1')])
  await w.app.settled()
  const imports = await w.app.deps.db.selectFrom('imports').selectAll().execute()
  expect(imports).toHaveLength(2)
})

test('if another list has counted since the look, it is looked at anew and asked again', async () => {
  const w = await shop()
  const { manager } = w
  await manager.sendsFile('second.csv', list(['LMP-1', 1100], ['QRX-72', 2000], ['TKV-553', 3000]))
  expect(manager.sees()).toContain('выше у 1 (до +10 %)')
  w.clock.advance(1000)
  await importCatalog(w.app.deps, null, {
    name: 'x.csv',
    bytes: list(['LMP-1', 550], ['QRX-72', 2000], ['TKV-553', 3000]),
  })
  await manager.taps('Загрузить')
  expect(manager.toasts.at(-1)?.text).toContain('Смотрю заново')
  await w.app.settled()
  expect(manager.sees()).toContain('выше у 1 (до +100 %)')
  expect(manager.sees()).toContain('Есть цены, которые меняются больше чем на 50 %')
  expect(await w.priceOf('LMP-1')).toBe('550,00')
  await manager.taps('Загрузить')
  await w.app.settled()
  expect(await w.priceOf('LMP-1')).toBe('1100,00')
})

test('the list before the last cannot be taken back', async () => {
  const w = await shop()
  const { manager } = w
  await manager.sendsFile('second.csv', list(['LMP-1', 7]))
  await manager.taps('Загрузить')
  await manager.tapsData(manager.last().message_id, '!takeback:1')
  expect(manager.toasts.at(-1)?.text).toContain('Вернуть можно только последний')
  await manager.sends('/import')
  expect(manager.sees()).toContain('Последний: second.csv')
})

test('a list of which no row fits is not said to hold what is there already', async () => {
  const w = await shop()
  const { manager } = w
  await manager.sendsFile('second.csv', text('Артикул;Наименование;Цена\n;Без артикула;5\n;Тоже;6'))
  expect(manager.sees()).toContain('Ни одна строка не подошла')
  expect(manager.sees()).not.toContain('то же, что уже есть')
})
