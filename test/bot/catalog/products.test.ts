import { expect, test } from 'vitest'
import { hours, minutes } from '#domain/time.ts'
import { importCatalog } from '#services/imports/imports.ts'
import { reserve } from '#services/reserve/reservations.ts'
import { inns, world } from '../../support/world.ts'
import { actorOf, done, invoiceOf } from '../scene.ts'
import { refusals, speaks } from '../told.ts'

/** Two dealers before a few projectors; the one in the middle of the list is sold out. */
async function shopping() {
  const w = await world()
  await w.app.deps.db.updateTable('priceTypes').set({ key: 'Дилерская' }).where('key', '=', 'dealer').execute()
  await w.app.deps.db.updateTable('warehouses').set({ key: 'Москва' }).where('key', '=', 'msk').execute()
  const manager = await w.staff('manager')
  const list = (onHand: number) =>
    new TextEncoder().encode(`Артикул;Модель;Наименование;Категория;Дилерская цена;Остаток Москва;Яркость, лм;Разрешение;Входы
QXZ-71;LX-520;Проектор первый;Проекторы;254800;9;5200;WUXGA;HDMI ×2, LAN
QXZ-72;LX-620;Проектор второй;Проекторы;311200;${onHand};6200;WUXGA;HDMI ×2, LAN
QXZ-73;LX-820K;Проектор третий;Проекторы;633600;2;8000;4K UHD;HDMI, LAN
QXZ-74;LS-330;Проектор четвёртый;Проекторы;103920;3;3300;WXGA;HDMI
QXZ-75;LS-380;Проектор пятый;Проекторы;131600;3;3800;WUXGA;HDMI`)
  done(await importCatalog(w.app.deps, null, { name: 'price.csv', bytes: list(0) }))
  const anna = await w.dealer(manager, { name: 'ООО «Альфа»', inn: inns[0] })
  const boris = await w.dealer(manager, { name: 'ООО «Бета»', inn: inns[1] })
  return { ...w, w, manager, anna, boris, list }
}

test('the card explains what is free where, what others hold and until when, and what is one’s own', async () => {
  const { app, goods, anna, boris, clock, w } = await shopping()
  for (const [person, quantity] of [
    [boris, 2],
    [anna, 1],
  ] as const) {
    const { id } = await invoiceOf(app.deps, person, [[goods.switcher, quantity]])
    done(await reserve(app.deps, await actorOf(app.deps, person), id))
    clock.advance(hours(1))
  }
  await anna.sends('AV-10.003')
  expect(anna.sees()).toContain('Доступно: 4 шт.')
  expect(anna.sees()).toContain('Москва: 2 из 5 · у других 2 до 25.11 12:00 · у вас 1')
  expect(anna.sees()).toContain('Екатеринбург: 2')
  const { id } = await invoiceOf(app.deps, boris, [[goods.switcher, 1]])
  done(await reserve(app.deps, await actorOf(app.deps, boris), id))
  await anna.sends('AV-10.003')
  expect(anna.sees()).toContain('Москва: 1 из 5 · у других 3, из них 2 до 25.11 12:00 · у вас 1')
  expect(anna.sees()).not.toContain('Бета')
  expect(anna.buttons().some((label) => /Сообщить/.test(label))).toBe(false)
  expect(refusals(w)).toEqual([])
})

test('«Сообщить о поступлении»: asked on the card, taken back there, told when a price list brings it', async () => {
  const { anna, boris, manager, list, w } = await shopping()
  await speaks(boris, 'en')
  for (const [person, label] of [
    [anna, 'Сообщить о поступлении'],
    [boris, 'Tell me when it is back'],
  ] as const) {
    await person.sends('QXZ-72')
    await person.taps(label)
  }
  expect(anna.toasts.at(-1)?.text).toBe('Сообщим сюда, когда появится')
  await anna.taps('Не сообщать о поступлении')
  expect(anna.buttons()).toContain('🔔 Сообщить о поступлении')
  await anna.taps('Сообщить о поступлении')
  await manager.sendsFile('price.csv', list(1))
  await manager.taps('Загрузить')
  expect(boris.sees()).toContain('🔔 Back in stock · LX-620\nQXZ-72 Проектор второй\nAvailable: 1 pcs')
  expect(anna.sees()).not.toContain('Товар поступил')
  w.clock.advance(hours(1))
  await w.app.runDue()
  expect(anna.sees()).toContain('🔔 Товар поступил · LX-620\nQXZ-72 Проектор второй\nДоступно: 1 шт.')
  await anna.taps('В корзину')
  await anna.taps('1 шт.')
  expect(anna.sees()).toContain('В корзине: 1 шт.')
  expect(refusals(w)).toEqual([])
})

test('goods that are gone before the notice could be sent are not told of; when they come again, they are', async () => {
  const { anna, boris, app, telegram, clock, w } = await shopping()
  const { switcher } = w.goods
  const { id } = await invoiceOf(app.deps, boris, [[switcher, 7]])
  const holder = await actorOf(app.deps, boris)
  done(await reserve(app.deps, holder, id))
  await anna.sends('AV-10.003')
  await anna.taps('Сообщить о поступлении')
  telegram.faults.next({ status: 429, retryAfter: 600 }, { method: 'sendMessage', chatId: anna.id })
  await boris.tapsData(boris.last().message_id, `!release:${id}`)
  done(await reserve(app.deps, holder, id))
  clock.advance(minutes(11))
  await app.runDue()
  const told = () => anna.chat.filter(({ text }) => text?.includes('Товар поступил')).length
  expect(told()).toBe(0)
  await boris.tapsData(boris.last().message_id, `!release:${id}`)
  expect(told()).toBe(1)
  clock.advance(hours(2))
  await app.runDue()
  expect(told()).toBe(1)
})

test('a sold-out card leads to analogues with what differs; one tap swaps the line in the cart', async () => {
  const { anna, w } = await shopping()
  await anna.sends('QXZ-72 3\nQXZ-74 1')
  await anna.taps('Всё в корзину')
  await anna.sends('QXZ-72')
  await anna.taps('Аналоги')
  const [first, second] = anna
    .sees()
    .split('\n')
    .filter((line) => /^\d\. /.test(line))
  expect(first).toBe('1. QXZ-71 Проектор первый')
  expect(second).toContain('QXZ-75')
  expect(anna.sees()).toContain('254\u00a0800,00\u00a0₽ (−56\u00a0400,00\u00a0₽) · 9 шт.')
  expect(anna.sees()).toContain('Яркость, лм: 5200 (было 6200)')
  await anna.taps('Заменить на LX-520')
  expect(anna.toasts.at(-1)?.text).toBe('QXZ-71: в корзине 3 шт.')
  expect(anna.sees()).toContain('Корзина · 2')
  expect(anna.sees()).not.toContain('QXZ-72')
  await anna.redelivers()
  expect(anna.sees()).toContain('Корзина · 2')
  expect(refusals(w)).toEqual([])
})

test('a line that got no reserve: its analogue makes the invoice anew, and the old one is cancelled', async () => {
  const { anna, boris, app, w } = await shopping()
  await anna.sends('QXZ-72 2')
  await anna.taps('Всё в корзину')
  await anna.taps('Корзина')
  await anna.taps('Создать счёт')
  await anna.taps('Зарезервировать')
  expect(anna.sees()).toContain('зарезервировать нечего')
  await anna.taps('Аналог для QXZ-72')
  expect(anna.sees()).toContain('счёт № 1001 отменит')
  const screen = anna.last().message_id
  await anna.taps('Заменить на LX-520')
  expect(anna.toasts.at(-1)?.text).toBe('Счёт № 1002 вместо № 1001')
  expect(anna.sees()).toContain('Счёт № 1002')
  expect(anna.sees()).toContain('509\u00a0600,00\u00a0₽')
  await anna.redelivers()
  await anna.taps('Зарезервировать')
  expect(anna.sees()).toContain('зарезервировано всё')
  const invoices = await app.deps.db.selectFrom('invoices').select(['number', 'cancelledBy']).orderBy('id').execute()
  expect(invoices).toEqual([
    { number: 1001, cancelledBy: anna.id },
    { number: 1002, cancelledBy: null },
  ])
  const ids = await app.deps.db.selectFrom('products').select('id').where('sku', 'in', ['QXZ-72', 'QXZ-73']).execute()
  const data = `!swapin:1:${ids.map(({ id }) => id).join(':')}`
  expect((await anna.tapsData(screen, data))?.text).toContain('Этот счёт отменён')
  expect((await boris.tapsData(boris.last().message_id, data))?.text).toBe('Не найдено')
  expect(refusals(w)).toEqual([])
})

test('an invoice that was made anew says so on its card in the chat', async () => {
  const { anna, app, clock, list } = await shopping()
  const take = async (onHand: number) =>
    done(await importCatalog(app.deps, null, { name: 'price.csv', bytes: list(onHand) }))
  await take(2)
  await anna.sends('QXZ-72 2')
  await anna.taps('Корзина')
  await anna.taps('Создать счёт')
  await anna.taps('Зарезервировать')
  clock.advance(hours(48))
  await app.runDue()
  expect(anna.sees()).toContain('Резерв снят')
  const card = anna.last().message_id
  await take(0)
  await anna.sends('/invoices')
  await anna.taps('№ 1001')
  await anna.tapsOn(anna.last().message_id, 'Зарезервировать')
  await anna.taps('Аналог для QXZ-72')
  await anna.taps('Заменить на LX-520')
  clock.advance(minutes(1))
  await app.runDue()
  expect(anna.chat.find(({ message_id }) => message_id === card)?.text).toContain('Отменён')
})

test('goods are collected from cards and results, compared as text with differences first, and as a picture', async () => {
  const { anna, w } = await shopping()
  await anna.sends('QXZ-71')
  await anna.taps('Сравнить')
  expect(anna.toasts.at(-1)?.text).toBe('В сравнении: 1')
  await anna.taps('Сравнение · 1')
  expect(anna.sees()).toContain('Нужен хотя бы ещё один товар')
  await anna.sends('Проектор')
  await anna.sends('QXZ-71')
  await anna.taps('Сравнение · 1')
  await anna.sends('/catalog')
  await anna.taps('Проекторы')
  await anna.taps('Сравнить')
  for (const name of ['LX-620', 'LX-820K', 'LS-330']) await anna.taps(name)
  expect(await anna.taps('LS-380')).toMatchObject({ alert: true })
  expect(anna.toasts.at(-1)?.text).toContain('В сравнении уже 4')
  await anna.taps(/✓ \d · LS-330/)
  await anna.taps('Сравнение · 3')
  const text = anna.sees()
  expect(text).toContain('① LX-520 QXZ-71 — 254\u00a0800,00\u00a0₽ · 9 шт.')
  expect(text).toContain('Яркость, лм: ① 5200 · ② 6200 · ③ 8000')
  expect(text).toContain('Входы: ① HDMI ×2, LAN · ② HDMI ×2, LAN · ③ HDMI, LAN')
  await anna.taps('Без цен')
  await anna.taps('Картинка')
  const { photo = [], caption } = anna.last()
  expect(photo.at(-1)?.width).toBe(1080)
  expect(caption).toBe('⚖️ Сравнение · 3')
  await anna.taps('🛒 ③ LX-820K')
  await anna.taps('2 шт.')
  expect(anna.toasts.at(-1)?.text).toBe('В корзине: 2 шт.')
  expect(refusals(w)).toEqual([])
})

test('only buyers wait and swap; an accountant sees analogues and compares', async () => {
  const { manager, app, w } = await shopping()
  const { id } = await app.deps.db
    .selectFrom('products')
    .select('id')
    .where('sku', '=', 'QXZ-72')
    .executeTakeFirstOrThrow()
  await manager.sends('QXZ-72')
  expect(manager.buttons().some((label) => label.includes('Сообщить'))).toBe(false)
  expect((await manager.tapsData(manager.last().message_id, `!watch:${id}`))?.text).toContain('Недостаточно прав')
  await manager.taps('Аналоги')
  expect(manager.buttons().some((label) => label.includes('Заменить'))).toBe(false)
  await manager.taps('LX-520')
  expect(manager.sees()).toContain('Артикул: QXZ-71')
  expect(refusals(w)).toEqual([])
})
