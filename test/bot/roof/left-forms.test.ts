import { expect, test } from 'vitest'
import type { Person, Telegram } from '#playground/telegram/server.ts'
import { world } from '../../support/world.ts'
import { join, scene } from '../scene.ts'

const said = (person: Person, words: string) => person.chat.filter(({ text }) => text?.includes(words)).length

test('a command in the middle of a registration says that it was left, and the way back goes on at its step', async () => {
  const { stranger } = await world()
  const person = stranger()
  await person.sends('/start')
  await person.taps('Зарегистрироваться')
  await person.taps('Отправить номер')
  await person.sends('/catalog')
  expect(said(person, 'Ввод прерван')).toBe(1)
  expect(person.sees()).toContain('Недостаточно прав: цены, остатки и заказы видят дилеры')
  expect(person.buttons().flat()).toContainEqual(expect.stringContaining('Зарегистрироваться'))
  const left = person.chat.find(({ text }) => text?.includes('Ввод прерван'))
  await person.tapsOn(left?.message_id ?? 0, 'Продолжить')
  expect(person.sees()).toContain('шаг 2 из 3')
})

const isTaken = ({ calls }: Telegram, { id }: Person) =>
  calls.some(
    ({ params }) => String(params.chat_id) === String(id) && JSON.stringify(params).includes('remove_keyboard'),
  )

test.each(['/cancel', '/start', '/help', 'an invitation'])(
  "the phone's keyboard goes with its form, left by %s",
  async (way) => {
    const { stranger, staff, dealer, app, telegram } = await world()
    const manager = await staff('manager')
    await dealer(manager)
    const { id } = await app.deps.db.selectFrom('companies').select('id').executeTakeFirstOrThrow()
    const person = stranger()
    await person.sends('/start')
    await person.taps('Зарегистрироваться')
    expect(isTaken(telegram, person)).toBe(false)
    await (way.startsWith('/') ? person.sends(way) : join(app.deps, manager, id, 'buyer', person))
    expect(isTaken(telegram, person)).toBe(true)
  },
)

test('a draft that a command has left is one tap away, with all that was answered', async () => {
  const { cast, ids } = await scene()
  const { owner } = cast
  await owner.tapsData(owner.last().message_id, `draft:${ids.draft}`)
  await owner.taps('Изменить способ')
  await owner.sends('заберём сами')
  expect(owner.sees()).toContain('нажмите один из способов')
  await owner.sends('/cancel')
  const left = owner.chat.find(({ text }) => text?.includes('Отменено'))
  await owner.tapsOn(left?.message_id ?? 0, 'Продолжить')
  const again = owner.chat.find(({ message_id }) => message_id === left?.message_id)
  expect(again?.text).toContain('Заявка на отгрузку')
})

test('an accountant reads why he orders nothing', async () => {
  const { cast } = await scene()
  await cast.accountant.sends('/cart')
  expect(cast.accountant.sees()).toBe(
    'Недостаточно прав: ваша роль — бухгалтер. Заказывают владелец и закупщик вашей компании.',
  )
})
