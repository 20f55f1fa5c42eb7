import { describe, expect, test } from 'vitest'
import { questions } from '../../src/bot/forms/questions.ts'
import { limits } from '../../src/domain/limits.ts'
import { days } from '../../src/domain/time.ts'
import { invite } from '../../src/services/invitations.ts'
import { inns, register, world } from '../support/world.ts'
import { forms } from './bad-answers.ts'
import { actorOf, cartOf, done, refusals, scene, speaks } from './scene.ts'

const languages = ['ru', 'en'] as const

describe.each(languages)('in %s', (locale) => {
  test.each(forms)('$name: what is wrong is explained, and the form stays open until it is right', async (form) => {
    const w = await scene()
    const person = w.cast[form.who]
    await speaks(person, locale)
    await form.open(person, w)

    for (const [typed, ru, en] of form.wrong) {
      await person.sends(typed)
      expect.soft(person.sees(), typed).toMatch(locale === 'ru' ? ru : en)
    }
    const textOnly = locale === 'ru' ? /нужен текст, а не файл или стикер/ : /Text is needed here, not a file/
    await person.sendsSticker()
    expect(person.sees()).toMatch(textOnly)
    await person.sendsPhoto()
    expect(person.sees()).toMatch(textOnly)
    await person.sends('я'.repeat(4000))
    expect(person.sees()).toMatch(locale === 'ru' ? /4000 знаков, а можно 1000/ : /4000 characters, the limit is 1000/)

    await person.sends(form.right)
    expect(person.sees()).toMatch(form.shown)
    expect(refusals(w)).toEqual([])
    expect(w.telegram.unanswered).toEqual([])
  })
})

test('every question that takes an answer is among them, but for those that no answer is wrong for', () => {
  const asked = new Set(forms.map((form) => form.question))
  const others = ['phone', 'findDealer', 'refusalReason']
  expect(
    Object.keys(questions)
      .filter((name) => !asked.has(name))
      .sort(),
  ).toEqual(others.sort())
})

test.each(languages)('only the own number opens the way in (%s)', async (locale) => {
  const w = await world()
  const person = w.stranger()
  const words = (ru: RegExp, en: RegExp) => expect(person.sees()).toMatch(locale === 'ru' ? ru : en)
  await speaks(person, locale)
  await person.taps(/Зарегистрироваться|Register/)

  await person.sends('+7 916 000-00-01')
  words(/Номер нужно отправить кнопкой «Отправить номер»/, /Send the number with «Send number»/)
  await person.sendsSticker()
  words(/Здесь нужен текст|«Отправить номер»/, /Text is needed|«Send number»/)
  await person.sendsContact({ phone: '+79160000009', userId: 4242 })
  words(/чужой номер. Нажмите кнопку «Отправить номер»/, /somebody else's number. Press «Send number»/)
  await person.sendsContact({ phone: '+79160000009' })
  words(/чужой номер/, /somebody else's number/)
  await person.sendsContact({ phone: '12', userId: person.id })
  words(/не похож на телефон. Например: \+7/, /not look like a phone number. For example: \+7/)
  await person.taps(/Отправить номер|Send number/)
  words(/шаг 2 из 3/, /step 2 of 3/)
  expect(refusals(w)).toEqual([])
})

test('a form that got no right answer in twelve says that it closes, and what was right before is kept', async () => {
  const w = await world()
  const person = w.stranger()
  await person.sends('/start')
  await person.taps('Зарегистрироваться')
  await person.taps('Отправить номер')
  for (let i = 1; i < limits.formAnswers; i++) await person.sends(`нет ${i}`)
  expect(person.sees()).toContain('форма закрыта')
  await person.sends('/start')
  await person.taps('Зарегистрироваться')
  expect(person.sees()).toContain('шаг 2 из 3')
})

test.each(languages)(
  'an invitation that is used, expired or made up says so and lets nobody in (%s)',
  async (locale) => {
    const w = await world()
    const { deps } = w.app
    const manager = await w.staff('manager')
    const owner = await w.dealer(manager)
    const actor = await actorOf(deps, owner)
    const invitation = async () => done(await invite(deps, actor, actor.companyId, 'buyer')).token
    const [used, late] = [await invitation(), await invitation()]
    await w.stranger().sends(`/start ${used}`)

    const person = w.stranger()
    await speaks(person, locale)
    const answers = async (token: string, ru: RegExp, en: RegExp) => {
      await person.sends(`/start ${token}`)
      expect(person.chat.at(-2)?.text).toMatch(locale === 'ru' ? ru : en)
      expect(person.sees()).toMatch(/Зарегистрироваться|Register/)
    }
    await answers(used, /уже вошли. Попросите новую/, /used already. Ask for a new/)
    await answers('x'.repeat(64), /такой ссылки нет/, /no such link/)
    await answers('<b>&"%_', /такой ссылки нет/, /no such link/)
    w.clock.advance(days(7))
    await answers(late, /Срок приглашения истёк/, /has expired/)
    expect((await actorOf(deps, person)).companyId).toBeNull()

    await owner.sends(`/start ${await invitation()}`)
    expect(owner.chat.at(-2)?.text).toContain('Вы уже сотрудник компании')
    expect(refusals(w)).toEqual([])
  },
)

test('who follows his invitation a second time is told that he is in already', async () => {
  const w = await world()
  const manager = await w.staff('manager')
  const owner = await w.dealer(manager)
  const actor = await actorOf(w.app.deps, owner)
  const { token } = done(await invite(w.app.deps, actor, actor.companyId, 'buyer'))
  const colleague = w.stranger()
  await colleague.sends(`/start ${token}`)
  await colleague.redelivers()
  expect(colleague.chat.some(({ text }) => text?.includes('уже вошли'))).toBe(false)
  expect(colleague.chat.at(-2)?.text).toContain('Вы уже сотрудник компании')
})

test('who was invited while his registration waited is decided: nobody approves him into another company', async () => {
  const w = await world()
  const manager = await w.staff('manager')
  const owner = await w.dealer(manager)
  const actor = await actorOf(w.app.deps, owner)
  const newcomer = w.stranger()
  await register(newcomer, 'ООО «Лютик»', inns[4])
  const { token } = done(await invite(w.app.deps, actor, actor.companyId, 'buyer'))
  await newcomer.sends(`/start ${token}`)
  expect(newcomer.sees()).toContain('Добро пожаловать')
  expect(await manager.taps('Одобрить')).toMatchObject({ text: 'Эта заявка уже рассмотрена', alert: true })
  expect((await actorOf(w.app.deps, newcomer)).companyId).toBe(actor.companyId)
  await manager.sends('/dealers')
  expect(manager.sees()).not.toContain('Лютик')
})

test('a manager looks up as many dealers as he likes, and an invoice in between', async () => {
  const { cast } = await scene()
  const { manager } = cast
  await manager.sends('/dealers')
  await manager.sends('нет такого')
  expect(manager.sees()).toBe('Не найдено')
  for (let i = 0; i < limits.formAnswers; i++) {
    await manager.sends(i % 2 === 0 ? 'альфа' : 'Бета')
    expect(manager.sees()).toContain(i % 2 === 0 ? 'ООО «Альфа»' : 'ООО «Бета»')
  }
  await manager.sends('1001')
  expect(manager.sees()).toContain('Счёт № 1001')
})

test('a characteristic by which something is chosen stays among the filters, so that more of it can be chosen', async () => {
  const { cast, common } = await scene()
  const { owner } = cast
  await owner.sends('Kramer')
  await owner.taps('Фильтры')
  await owner.taps('Длина')
  await owner.tapsData(owner.last().message_id, `!value:${common.value}`)
  expect(owner.sees()).toContain('Фильтры · 1')
  await owner.taps('Длина ▾')
  await owner.taps('1 м · 1')
  expect(owner.sees()).toContain('Готово · 2')
})

const buttonsOfNowhere = [
  ...['nonsense', '!nonsense:1', 'invoice', 'invoice:', 'invoice:abc', 'invoice:-1', 'invoice:1.5', 'invoice:1.2.3'],
  ...['invoice:99999999999999999999', 'results:1.2.3', 'results:0.1', 'results:-5', 'invoices:0.1', 'cart:99', 'cat:'],
  ...['?nonsense|start', '?start|', '?invoice|nonsense:1', 'draft:1:2:3:4', '!qty:1:', '!qty:1:0', '!qty:1:1000000'],
  ...['!qty:1:1.5', '!sort:9', '!value:9:9:9', '!range:1:a:b', '!locale:9', '!day:1:1', '!method:1:9', '!move:1:99'],
  ...['!staff:1:9:1', '!staff:1.5:1:1', '!invite:1:9', '!invite::', 'facet:1.5', '!contact:1:9', '!draftline:1:1:-1'],
]

test.each(['owner', 'manager', 'admin', 'stranger'] as const)(
  'buttons that never were, or carry nonsense, are answered to %s and break nothing',
  async (who) => {
    const w = await scene()
    const person = w.cast[who]
    for (const data of buttonsOfNowhere) {
      const answer = await person.tapsData(person.last().message_id, data)
      expect.soft(answer.text ?? '', data).not.toContain('сломалось')
      expect.soft(person.sees(), data).not.toContain('сломалось')
    }
    expect(refusals(w)).toEqual([])
    expect(w.telegram.unanswered).toEqual([])
  },
)

test.each(languages)('a button that is gone says so and shows the way (%s)', async (locale) => {
  const w = await scene()
  const { owner } = w.cast
  await speaks(owner, locale)
  const { text } = await owner.tapsData(owner.last().message_id, 'long-gone:1')
  expect(text).toBe(
    locale === 'ru' ? 'Этой кнопки больше нет. Откройте /start' : 'This button no longer exists. Open /start',
  )
})

test('buttons on screens of long ago act on what is now, or say what has changed', async () => {
  const w = await world()
  const manager = await w.staff('manager')
  const dealer = await w.dealer(manager)
  await dealer.sends('CBL-10 5')
  await dealer.sends('/cart')
  const cart = dealer.last().message_id
  const data = `!invoice:${await cartOf(w.app.deps, dealer)}`
  await dealer.taps('Создать счёт')
  await dealer.sends('/invoices')
  await dealer.taps('1001')
  const card = dealer.last().message_id
  await dealer.sends('/invoices')
  await dealer.taps('1001')
  await dealer.taps('Отменить счёт')
  await dealer.taps('Да, отменить счёт')

  expect(await dealer.tapsOn(card, 'Зарезервировать')).toMatchObject({
    text: expect.stringContaining('отменён'),
    alert: true,
  })
  await dealer.tapsOn(card, 'Отменить счёт')
  expect((await dealer.tapsData(cart, data)).text).toContain('Счёт № 1001')
  await dealer.sends('/start')
  const menu = dealer.last().message_id
  await speaks(dealer, 'en')
  expect((await dealer.tapsOn(menu, 'Счета')).text).toContain('out of date')
  expect(refusals(w)).toEqual([])
})
