import { expect, test } from 'vitest'
import { reserve } from '#services/reserve/reservations.ts'
import { actorOf, invoiceOf } from '../scene.ts'
import { fileByHand, formOpen, openForm } from './form.ts'

/** One request is filed, and the next invoice holds goods, too. */
async function secondTime() {
  const given = await formOpen()
  const { app, dealer, goods, manager } = given
  await dealer.taps('Доставка транспортной компанией')
  await dealer.sends('ПЭК')
  await dealer.sends('Казань, Баумана, 5')
  await dealer.taps('вт 24.11')
  await dealer.sends('Сидоров Пётр, +7 916 123-45-67')
  await dealer.taps('Отправить заявку')
  const second = await invoiceOf(app.deps, dealer, [[goods.cable, 3]])
  await reserve(app.deps, await actorOf(app.deps, dealer), second.id)
  await manager.sends('1002')
  await manager.taps('Записать оплату')
  await manager.taps('Вся сумма')
  await manager.taps('Да, записать')
  await dealer.sends('/invoices')
  await dealer.taps('1002')
  await dealer.taps('Заявка на отгрузку')
  return given
}

test('the second request is two taps: as last time, and sent', async () => {
  const { dealer, manager } = await secondTime()
  expect(dealer.buttons()[0]).toContain('Как в прошлый раз')
  expect(dealer.sees()).toContain('В прошлый раз: Сидоров Пётр, +7 916 123-45-67')
  expect(dealer.sees()).toContain('ПЭК, Казань, Баумана, 5')
  await dealer.taps('Как в прошлый раз')
  await dealer.taps('Отправить заявку')
  for (const words of ['Заявка № 2', 'Доставка транспортной компанией: ПЭК, Казань, Баумана, 5', 'вт 24.11', 'Сидоров'])
    expect(manager.sees()).toContain(words)
})

test('former carriers, addresses and contacts are one tap each', async () => {
  const { dealer } = await secondTime()
  await dealer.taps('Доставка транспортной компанией')
  await dealer.taps('ПЭК')
  await dealer.taps('Казань, Баумана, 5')
  await dealer.taps('ср 25.11')
  await dealer.taps('Сидоров Пётр')
  expect(dealer.buttons()[0]).toContain('Отправить заявку')
})

test('another method keeps the address that it needs as well, and forgets what it does not', async () => {
  const { dealer, manager } = await secondTime()
  await dealer.taps('Как в прошлый раз')
  await dealer.taps('Изменить способ')
  await dealer.taps('Доставка силами AUVIX')
  expect(dealer.sees()).toContain('Доставка силами AUVIX: Казань, Баумана, 5')
  expect(dealer.sees()).not.toContain('ПЭК')
  await dealer.taps('Изменить место')
  expect(dealer.sees()).toContain('Куда доставить')
  await dealer.sends('Тула, Мира, 1')
  await dealer.taps('Отправить заявку')
  expect(manager.sees()).toContain('Доставка силами AUVIX: Тула, Мира, 1')
})

test('a first request has no last time', async () => {
  const { dealer } = await formOpen()
  expect(dealer.buttons()).not.toContainEqual(expect.stringContaining('прошлый раз'))
})

test('a refused request is corrected and filed again with the same answers and the same goods', async () => {
  const { dealer, manager } = await formOpen()
  await dealer.taps('Доставка силами AUVIX')
  await dealer.sends('Тверь, Советская, 1')
  await dealer.taps('вт 24.11')
  await dealer.sends('Сидоров Пётр, +7 916 123-45-67')
  await dealer.taps('Состав')
  await dealer.taps('HDMI-10')
  await dealer.sends('4')
  await dealer.taps('Назад')
  await dealer.taps('Отправить заявку')
  await manager.taps('Отклонить')
  await manager.sends('Нет машины на этот день')
  await dealer.taps('Исправить и подать снова')
  for (const words of ['Тверь, Советская, 1', 'вт 24.11', 'Сидоров Пётр', 'CBL-10 — 4 шт.'])
    expect(dealer.sees()).toContain(words)
  await dealer.taps('Изменить дату')
  await dealer.taps('чт 26.11')
  await dealer.taps('Отправить заявку')
  expect(manager.sees()).toContain('Заявка № 2')
  expect(manager.sees()).toContain('чт 26.11.2026')
})

test('a request that goes its way is not filed again', async () => {
  const { dealer } = await formOpen()
  await fileByHand(dealer)
  await dealer.tapsData(dealer.last().message_id, '!fileagain:1')
  expect(dealer.toasts.at(-1)?.text).toContain('на другом шаге')
  await openForm(dealer).catch(() => {})
  expect(dealer.toasts.at(-1)?.text).toContain('нечего отгружать')
})
