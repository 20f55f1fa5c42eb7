import { expect, test } from 'vitest'
import { parseTracking } from '#domain/shipping/shipments.ts'
import { filePickup, formOpen, moves } from './form.ts'

async function readyForCarrier() {
  const given = await formOpen()
  const { dealer } = given
  await dealer.taps('Доставка транспортной компанией')
  await dealer.sends('ПЭК')
  await dealer.sends('Казань, Баумана, 5')
  await dealer.taps('вт 24.11')
  await dealer.taps('Я сам')
  await dealer.taps('Отправить заявку')
  await moves(given, ['Принять', 'Собирается', 'Готово к выдаче', 'Отправлено'])
  return given
}

test('a delivery that is ready waits to be sent: nobody is asked to collect it', async () => {
  const { dealer, manager } = await readyForCarrier()
  expect(dealer.sees()).toContain('Заявка № 1: Собрана, ждёт отправки')
  expect(dealer.sees()).not.toContain('Готова к выдаче')
  await dealer.taps('Заявка № 1')
  expect(dealer.sees()).not.toContain('Готова к выдаче')
  expect(dealer.sees()).toContain('Собрана, ждёт отправки')
  await manager.sends('/shipments')
  expect(manager.sees()).toContain('Собрана, ждёт отправки')
})

test("a carrier's number is typed once, and the dealer reads it in the notice and on the screen", async () => {
  const { dealer, manager } = await readyForCarrier()
  expect(manager.sees()).toContain('номер отправления')
  expect(dealer.sees()).not.toContain('Отправлена')
  await manager.sends('нет')
  expect(manager.sees()).toContain('«нет» не похоже на номер отправления')
  await manager.sends('26-00123456789')
  expect(manager.sees()).toContain('Отправлена')
  expect(manager.sees()).toContain('Номер для отслеживания: 26-00123456789')
  expect(dealer.sees()).toContain('Заявка № 1: Отправлена')
  expect(dealer.sees()).toContain('Номер для отслеживания: 26-00123456789')
  await dealer.taps('Заявка № 1')
  expect(dealer.sees()).toContain('Номер для отслеживания: 26-00123456789')
})

test('goods leave without a number by one tap, and a second tap changes nothing', async () => {
  const { dealer, manager } = await readyForCarrier()
  const asked = manager.last().message_id
  await manager.taps('Без номера')
  expect(dealer.sees()).toContain('Заявка № 1: Отправлена')
  expect(dealer.sees()).not.toContain('Номер для отслеживания')
  await manager.tapsData(asked, '!dispatch:1')
  expect(manager.sees()).toContain('Отправлена')
})

test('a pickup that is ready says where the goods stand', async () => {
  const given = await formOpen()
  const { dealer } = given
  await filePickup(dealer)
  await moves(given, ['Принять', 'Собирается', 'Готово к выдаче'])
  expect(dealer.sees()).toContain('Заявка № 1: Готова к выдаче')
  expect(dealer.sees()).toContain('Самовывоз: Москва, Складская, 5\nЧасы выдачи: пн–пт 9:00–18:00')
})

test.each([
  ['26-00123456789', '26-00123456789'],
  [' № 17 / 3 ', '№ 17 / 3'],
  ['нет', null],
  ['12', null],
  ['<b>12345</b>', null],
  ['1'.repeat(61), null],
])('«%s» as a tracking number: %s', (typed, number) => expect(parseTracking(typed)).toBe(number))
