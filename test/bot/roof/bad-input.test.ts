import { describe, expect, test } from 'vitest'
import { questions } from '#bot/roof/questions.ts'
import { limits } from '#domain/limits.ts'
import { inns, world } from '../../support/world.ts'
import { scene } from '../scene.ts'
import { refusals, speaks } from '../told.ts'
import { forms as dealerForms } from './bad-answers.ts'
import { officeForms } from './bad-answers-office.ts'

const languages = ['ru', 'en'] as const
const forms = [...dealerForms, ...officeForms]

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
  const reasons = ['refusalReason', 'registrationReason', 'claimReason', 'extensionReason', 'extensionWhy']
  const others = ['phone', 'findDealer', 'claim', ...reasons]
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

test('no number of wrong answers closes a form, and the right one after them is taken', async () => {
  const w = await world()
  const person = w.stranger()
  await person.sends('/start')
  await person.taps('Зарегистрироваться')
  await person.taps('Отправить номер')
  for (let i = 1; i <= 2 * limits.formAnswers; i++) await person.sends(`нет ${i}`)
  expect(person.sees()).toContain('только из цифр')
  await person.sends(inns[0])
  expect(person.sees()).toContain('шаг 3 из 3')
  await person.redelivers()
  expect(person.sees()).toContain('шаг 3 из 3')
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
