import { expect, test } from 'vitest'
import { seconds } from '#domain/time.ts'
import type { Person } from '#playground/telegram/server.ts'
import { fileByHand, filePickup, formOpen, moves } from '../shipping/form.ts'
import { refusals } from '../told.ts'

/** The messages in a chat whose first line speaks of the request's state. */
function cards(person: Person) {
  return person.chat.filter(({ fromBot, text = '' }) => fromBot && /^🚚 Заявка № 1: /.test(text))
}

/** `Принята`, or `Принята …` once it is but a line. */
function told(person: Person): string[] {
  return cards(person).map(({ text = '' }) => {
    const [line = '', ...more] = text.split('\n')
    const state = line.replace('🚚 Заявка № 1: ', '')
    return more.length > 0 ? state : state.replace(' · новое ниже', ' …')
  })
}

async function filed() {
  const given = await formOpen(6)
  await filePickup(given.dealer)
  return given
}

test('quiet steps edit one message without a sound; what asks for the dealer comes anew, and the old one is a line', async () => {
  const w = await filed()
  const { dealer } = w
  await moves(w, ['Принять'])
  expect(told(dealer)).toEqual(['Принята'])
  expect(dealer.last().isSilent).toBe(true)
  const sent = dealer.chat.length
  await moves(w, ['Собирается'])
  expect(dealer.chat).toHaveLength(sent)
  expect(told(dealer)).toEqual(['Собирается'])
  await moves(w, ['Готово к выдаче'])
  expect(told(dealer)).toEqual(['Собирается …', 'Готова к выдаче'])
  expect(dealer.last().isSilent).toBe(false)
  expect(dealer.sees()).toContain('Самовывоз: Москва, Складская, 5')
  expect(dealer.sees()).toContain('Когда: вт 24.11.2026')
  expect(dealer.sees()).toContain('…и ещё 3')
  expect(cards(dealer)[0]?.reply_markup).toBeUndefined()
  await dealer.taps('Пропуск')
  await moves(w, ['Выдано', 'Да, выдано'])
  expect(told(dealer)).toEqual(['Собирается …', 'Готова к выдаче …', 'Выдана'])
  expect(dealer.buttons().join()).not.toContain('Пропуск')
  expect(refusals(w)).toEqual([])
})

test('a message in which the dealer has opened the request is his screen: the next step stands below it', async () => {
  const w = await filed()
  const { dealer } = w
  await moves(w, ['Принять'])
  await dealer.taps('Заявка № 1')
  const screen = dealer.sees()
  await moves(w, ['Собирается'])
  expect(dealer.chat.at(-2)?.text?.startsWith(screen.split('\n')[0] ?? '')).toBe(true)
  expect(told(dealer)).toEqual(['Собирается'])
})

test('the dealer who takes his request back reads it where its message stood', async () => {
  const w = await filed()
  const { dealer } = w
  await moves(w, ['Принять'])
  const card = dealer.last().message_id
  await dealer.sends('/shipments')
  await dealer.tapsData(dealer.last().message_id, '!cancelshipment:1')
  w.clock.advance(seconds(1))
  await w.app.runDue()
  expect(dealer.chat.find(({ message_id: id }) => id === card)?.text).toContain('Заявка № 1: Отменена')
  expect(told(dealer)).toEqual(['Отменена'])
})

test('a step that Telegram took without answering, and jobs that run twice, leave one message', async () => {
  const w = await filed()
  const { dealer, manager, telegram, app } = w
  telegram.faults.next({ cut: 'after' }, { method: 'editMessageText', chatId: dealer.id })
  await moves(w, ['Принять', 'Собирается'])
  w.clock.advance(seconds(60))
  await Promise.all([app.runDue(), app.runDue()])
  await manager.tapsData(manager.last().message_id, '!move:1:1')
  await app.runDue()
  expect(told(dealer)).toEqual(['Собирается'])
})

test('one who has blocked the bot hinders nobody, and reads the next step when he is back', async () => {
  const w = await formOpen()
  const { dealer } = w
  await fileByHand(dealer)
  dealer.blocksBot()
  await moves(w, ['Принять', 'Собирается', 'Готово к выдаче'])
  expect(told(dealer)).toEqual([])
  dealer.unblocksBot()
  await dealer.sends('/shipments')
  await moves(w, ['Отправлено'])
  expect(told(dealer)).toEqual(['Отправлена'])
})
