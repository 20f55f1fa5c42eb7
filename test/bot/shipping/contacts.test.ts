import { expect, test } from 'vitest'
import { actorOf, join } from '../scene.ts'
import { formOpen } from './form.ts'

async function contactAsked() {
  const given = await formOpen()
  await given.dealer.taps('Доставка силами AUVIX')
  await given.dealer.sends('Тверь, Советская, 1')
  await given.dealer.taps('вт 24.11')
  return given
}

test('«Я сам» is the name and the number that the dealer has shared when he registered', async () => {
  const { dealer, manager } = await contactAsked()
  await dealer.taps('Я сам')
  expect(dealer.sees()).toContain('Кто: Иван, +7 916 000-00-02')
  await dealer.taps('Отправить заявку')
  expect(manager.sees()).toContain('Иван, +7 916 000-00-02')
})

test('a colleague who came by a link has no number: he types or shares it once, and is a button for the others', async () => {
  const { app, dealer, manager, stranger } = await contactAsked()
  const colleague = stranger('Борис')
  const { companyId } = await actorOf(app.deps, dealer)
  await join(app.deps, manager, companyId ?? 0, 'buyer', colleague)
  await dealer.sends('/invoices')
  await dealer.taps('1001')
  await dealer.taps('Заявка на отгрузку')
  expect(dealer.buttons()).not.toContainEqual(expect.stringContaining('Борис'))

  await colleague.sends('/invoices')
  await colleague.taps('1001')
  await colleague.taps('Заявка на отгрузку')
  await colleague.taps('Самовывоз')
  await colleague.taps('Москва')
  await colleague.taps('вт 24.11')
  expect(colleague.buttons()).toContain('Иван, +7 916 000-00-02')
  await colleague.taps('Я сам')
  expect(colleague.sees()).toContain('Телефон этого человека')
  await colleague.sendsContact()
  expect(colleague.sees()).toContain('Кто: Борис, +7 916 000-00-03')

  await dealer.sends('/invoices')
  await dealer.taps('1001')
  await dealer.taps('Заявка на отгрузку')
  await dealer.taps('Борис, +7 916 000-00-03')
  expect(dealer.sees()).toContain('Кто: Борис, +7 916 000-00-03')
})

test('a shared contact is who takes the goods, and nobody else gets that number as his own', async () => {
  const { dealer, app } = await contactAsked()
  await dealer.sendsContact({ phone: '79161234567', firstName: 'Пётр', userId: 424242 })
  expect(dealer.sees()).toContain('Кто: Пётр, +7 916 123-45-67')
  const phones = await app.deps.db.selectFrom('members').select('phone').execute()
  expect(phones).toEqual([{ phone: '+79160000002' }])
})

test('a contact that fits no question, a name that is none, a number that is none: the form stays open', async () => {
  const { dealer } = await formOpen()
  await dealer.taps('Доставка силами AUVIX')
  await dealer.sendsContact()
  expect(dealer.sees()).toContain('Здесь нужен текст')
  await dealer.sends('Тверь, Советская, 1')
  await dealer.taps('вт 24.11')
  await dealer.sends('Кто примет? не знаю 😀')
  expect(dealer.sees()).toContain('не похоже на имя')
  await dealer.sendsContact({ phone: '12', firstName: 'Пётр' })
  expect(dealer.sees()).toContain('«12» не похоже на телефон')
  await dealer.sendsContact({ phone: '+79161234567', firstName: '😀' })
  expect(dealer.sees()).toContain('«😀» не похоже на имя')
  await dealer.sends('Сидоров-Белый П. А., +7 916 123-45-67')
  expect(dealer.sees()).toContain('Сидоров-Белый П. А., +7 916 123-45-67')
})
