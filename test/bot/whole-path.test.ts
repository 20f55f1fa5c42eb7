import { expect, test } from 'vitest'
import { hours, seconds } from '#domain/time.ts'
import { register, world } from '../support/world.ts'

test('a newcomer walks all six steps, from registration to the goods in his hands', async () => {
  const { telegram, stranger, staff, clock, app } = await world()
  const manager = await staff('manager')
  const dealer = stranger('Иван')

  await register(dealer, 'ООО «Ромашка»', '7707083893')
  expect(dealer.sees()).toContain('на рассмотрении')
  expect(manager.sees()).toContain('ООО «Ромашка»')
  expect(manager.sees()).toContain('7707083893')
  expect(manager.sees()).toContain('+7 916')
  await manager.taps('Одобрить')
  expect(dealer.sees()).toContain('Добро пожаловать')

  await dealer.sends('АВ10003')
  expect(dealer.sees()).toContain('AV-10.003')
  expect(dealer.sees()).toContain('1\u00a0000,00\u00a0₽')
  expect(dealer.sees()).toContain('Доступно: 7 шт.')
  await dealer.taps('В корзину')
  await dealer.sends('9')
  expect(dealer.sees()).toContain('9 шт.')
  await dealer.sends('/cart')
  expect(dealer.sees()).toContain('Итого: 9\u00a0000,00\u00a0₽')
  await dealer.taps('Создать счёт')
  expect(dealer.sees()).toContain('Счёт № 1001 от 23.11.2026')
  expect(dealer.sees()).toContain('Не оплачен')

  await dealer.taps('Зарезервировать')
  expect(dealer.sees()).toContain('Зарезервировано: 7 из 9')
  expect(dealer.sees()).toContain('до 25.11 12:00')

  await dealer.taps('Заявка на отгрузку')
  expect(dealer.sees()).toContain('не оплачен')
  await dealer.taps('Проверить оплату')
  expect(dealer.sees()).toContain('Оплата не поступала')

  await manager.sends('1001')
  await manager.taps('Записать оплату')
  await manager.taps('Вся сумма')
  await manager.taps('Да, записать')
  expect(manager.sees()).toContain('Оплачен')
  expect(dealer.sees()).toContain('Оплата поступила')
  clock.advance(hours(72))
  await app.runDue()
  await dealer.sends('/invoices')
  await dealer.taps('1001')
  expect(dealer.sees()).toContain('Зарезервировано: 7 из 9, без срока')

  await dealer.taps('PDF')
  expect(dealer.documents().at(-1)?.name).toBe('Счёт 1001.pdf')

  await dealer.sends('/reserves')
  await dealer.taps('1001')
  await dealer.taps('Заявка на отгрузку')
  await dealer.taps('Самовывоз')
  await dealer.taps('Москва')
  await dealer.sends('30.11.2026')
  await dealer.sends('Сидоров Пётр')
  await dealer.sends('8 916 123-45-67')
  expect(dealer.sees()).toContain('Сидоров Пётр, +7 916 123-45-67')
  await dealer.taps('Отправить заявку')
  expect(dealer.sees()).toContain('Заявка № 1')
  expect(dealer.sees()).toContain('Подана')

  for (const [button, state] of [
    ['Принять', 'Принята'],
    ['Собирается', 'Собирается'],
    ['Готово к выдаче', 'Готова к выдаче'],
    ['Выдано', 'Выдана'],
  ] as const) {
    clock.advance(seconds(1))
    await manager.taps(button)
    if (button === 'Выдано') await manager.taps('Да, выдано')
    expect(dealer.sees()).toContain(`Заявка № 1: ${state}`)
  }
  await dealer.sends('/settlements')
  expect(dealer.sees()).toContain('Баланс: 4\u00a0000,00\u00a0₽')
  await dealer.sends('av-10.003')
  expect(dealer.sees()).toContain('Доступно: 0 шт.')

  const refusals = telegram.calls.filter((call) => !call.ok)
  expect(refusals).toEqual([])
  expect(telegram.unanswered).toEqual([])
})
