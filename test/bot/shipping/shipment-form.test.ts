import { expect, test } from 'vitest'
import { days, seconds } from '#domain/time.ts'
import { invoiceOf } from '../scene.ts'
import { formOpen } from './form.ts'

test.each([
  ['Доставка до склада транспортной компании', ['Деловые Линии', 'Москва, Промышленная, 12']],
  ['Доставка транспортной компанией', ['ПЭК', 'Казань, Баумана, 5']],
  ['Доставка силами AUVIX', ['Тверь, Советская, 1']],
])('«%s» asks for what it needs, and the manager sees it', async (method, answers) => {
  const { dealer, manager, telegram, clock } = await formOpen()
  await dealer.taps(method)
  for (const answer of answers) await dealer.sends(answer)
  await dealer.sends('завтра')
  await dealer.sends('Сидоров Пётр, 8 916 123-45-67')
  for (const words of [method, ...answers, 'вт 24.11.2026', 'Сидоров Пётр, +7 916 123-45-67'])
    expect(dealer.sees()).toContain(words)
  await dealer.taps('Отправить заявку')
  for (const words of ['Заявка № 1', method, ...answers, 'Сидоров Пётр']) expect(manager.sees()).toContain(words)
  for (const button of ['Принять', 'Собирается', 'Готово к выдаче', 'Отправлено', 'Доставлено']) {
    clock.advance(seconds(1))
    await manager.taps(button)
    if (button === 'Отправлено' && !method.includes('AUVIX')) await manager.taps('Без номера')
  }
  expect(dealer.sees()).toContain('Заявка № 1: Доставлена')
  expect(telegram.calls.filter((call) => !call.ok)).toEqual([])
})

test('pickup asks from which warehouse, and only its goods go', async () => {
  const { dealer, manager } = await formOpen()
  await dealer.taps('Самовывоз')
  await dealer.taps('Екатеринбург · 2 шт.')
  await dealer.taps('вт 24.11')
  await dealer.sends('Сидоров Пётр')
  await dealer.sends('+7 916 123-45-67')
  expect(dealer.sees()).toContain('AV-10.003 — 2 шт.')
  expect(dealer.sees()).not.toContain('CBL-10')
  await dealer.taps('Отправить заявку')
  expect(manager.sees()).toContain('Самовывоз: Екатеринбург')
})

test('a part of the goods goes, the rest can be asked for by another request with the same person', async () => {
  const { dealer, manager } = await formOpen()
  await dealer.taps('Доставка силами AUVIX')
  await dealer.sends('Тверь, Советская, 1')
  await dealer.taps('вт 24.11')
  await dealer.sends('Сидоров Пётр, +7 916 123-45-67')
  await dealer.taps('Состав')
  await dealer.taps('VS-411X')
  await dealer.sends('3')
  await dealer.taps('HDMI-10')
  await dealer.taps('0 шт.')
  await dealer.taps('Назад')
  expect(dealer.sees()).toContain('AV-10.003 — 3 шт.')
  expect(dealer.sees()).not.toContain('CBL-10')
  await dealer.taps('Отправить заявку')
  expect(manager.sees()).toContain('AV-10.003')

  await dealer.taps('Счёт № 1001')
  await dealer.taps('Заявка на отгрузку')
  await dealer.taps('Доставка силами AUVIX')
  await dealer.sends('Тверь, Советская, 1')
  await dealer.taps('ср 25.11')
  await dealer.taps('Сидоров Пётр, +7 916 123-45-67')
  expect(dealer.sees()).toContain('AV-10.003 — 4 шт.')
  expect(dealer.sees()).toContain('CBL-10 — 10 шт.')
})

test('what was answered is changed one by one, and the rest stays', async () => {
  const { dealer } = await formOpen()
  await dealer.taps('Доставка силами AUVIX')
  await dealer.sends('Тверь, Советская, 1')
  await dealer.taps('вт 24.11')
  await dealer.sends('Сидоров Пётр, +7 916 123-45-67')
  await dealer.taps('Изменить дату')
  await dealer.sends('26.11')
  expect(dealer.sees()).toContain('чт 26.11.2026')
  await dealer.taps('Изменить контакт')
  await dealer.sends('Иванова Анна, +7 916 765-43-21')
  expect(dealer.sees()).toContain('Иванова Анна, +7 916 765-43-21')
  expect(dealer.sees()).toContain('Тверь, Советская, 1')
  await dealer.taps('Изменить способ')
  await dealer.taps('Доставка транспортной компанией')
  expect(dealer.sees()).toContain('Какая транспортная компания')
})

test('a manager refuses with a reason, the dealer reads it and files again', async () => {
  const { dealer, manager } = await formOpen()
  await dealer.taps('Доставка силами AUVIX')
  await dealer.sends('Тверь, Советская, 1')
  await dealer.taps('вт 24.11')
  await dealer.sends('Сидоров Пётр, +7 916 123-45-67')
  await dealer.taps('Отправить заявку')
  await manager.taps('Отклонить')
  await manager.sends('Нет машины на этот день')
  expect(dealer.sees()).toContain('Заявка № 1: Отклонена')
  expect(dealer.sees()).toContain('Нет машины на этот день')
  await dealer.sends('/invoices')
  await dealer.taps('1001')
  await dealer.taps('Заявка на отгрузку')
  expect(dealer.sees()).toContain('Как забрать')
})

test.each([
  ['в среду', 'ср 25.11.2026'],
  ['2 декабря', 'ср 02.12.2026'],
  ['через неделю', 'пн 30.11.2026'],
])('«%s» is a day: %s', async (typed, day) => {
  const { dealer } = await formOpen()
  await dealer.taps('Доставка силами AUVIX')
  await dealer.sends('Тверь, Советская, 1')
  await dealer.sends(typed)
  expect(dealer.sees()).toContain(`Когда: ${day}`)
})

test('over New Year only working days are offered, and the example is one of them', async () => {
  const { dealer, clock, app } = await formOpen()
  clock.advance(days(36))
  await app.runDue()
  await dealer.sends('/invoices')
  await dealer.taps('1001')
  await dealer.taps('Заявка на отгрузку')
  await dealer.taps('Доставка силами AUVIX')
  await dealer.sends('Тверь, Советская, 1')
  expect(dealer.sees()).toContain('Например: 30.12.2026')
  expect(dealer.buttons().filter((text) => /^[а-я]{2} \d/.test(text))).toEqual([
    'ср 30.12',
    'пн 11.01',
    'вт 12.01',
    'ср 13.01',
    'чт 14.01',
    'пт 15.01',
  ])
  await dealer.sends('5 января')
  expect(dealer.sees()).toContain('«5 января» — выходной')
  await dealer.sends('когда-нибудь')
  expect(dealer.sees()).toContain('Например: 30.12.2026')
})

test('a draft that was kept too long marks its day; sent, it names the day and asks for another', async () => {
  const { dealer, manager, clock } = await formOpen()
  await dealer.taps('Доставка силами AUVIX')
  await dealer.sends('Тверь, Советская, 1')
  await dealer.taps('вт 24.11')
  await dealer.sends('Сидоров Пётр, +7 916 123-45-67')
  expect(dealer.sees()).not.toContain('уже')
  clock.advance(days(1))
  await dealer.sends('/invoices')
  await dealer.taps('1001')
  await dealer.taps('Заявка на отгрузку')
  expect(dealer.sees()).toContain('На этот день собрать уже не успеть')
  clock.advance(days(1))
  await dealer.taps('Отправить заявку')
  expect(dealer.toasts.at(-1)).toMatchObject({ alert: true, text: expect.stringContaining('«24.11.2026» — в прошлом') })
  expect(dealer.sees()).toContain('Когда?')
  await dealer.taps('чт 26.11')
  await dealer.taps('Отправить заявку')
  expect(manager.sees()).toContain('чт 26.11.2026')
})

test('the dealer knows from which warehouses he is served before he chooses the method', async () => {
  const { dealer, goods, app } = await formOpen()
  const from = 'Откуда: Москва — 15 шт., Екатеринбург — 2 шт.'
  expect(dealer.sees()).toContain(from)
  await dealer.taps('Самовывоз')
  expect(dealer.sees()).toContain(from)
  await dealer.taps('Екатеринбург · 2 шт.')
  expect(dealer.sees()).not.toContain('Откуда')
  await dealer.taps('Назад')
  expect(dealer.sees()).toContain(from)
  await invoiceOf(app.deps, dealer, [[goods.cable, 4]])
  await dealer.sends('/invoices')
  await dealer.taps('1002')
  expect(dealer.sees()).not.toContain('Откуда')
  await dealer.taps('Зарезервировать')
  expect(dealer.sees()).toContain('Откуда: Москва — 4 шт.')
})
