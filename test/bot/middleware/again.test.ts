import { expect, test } from 'vitest'
import type { Fault } from '#playground/telegram/faults.ts'
import { inns, world } from '../../support/world.ts'

const hiccups: [string, Fault][] = [
  ['breaks', { status: 500 }],
  ['asks to wait', { status: 429, retryAfter: 1 }],
  ['loses the call', { cut: 'before' }],
  ['loses the answer', { cut: 'after' }],
]

test.each(hiccups)('an answered button and an edited screen come although Telegram %s once', async (_, fault) => {
  const { telegram, ...w } = await world()
  const dealer = await w.dealer(await w.staff('manager'))
  await dealer.sends('CBL-10 5')
  await dealer.sends('/cart')
  for (const method of ['answerCallbackQuery', 'editMessageText']) telegram.faults.next(fault, { method })
  await dealer.taps('Создать счёт')
  expect(dealer.sees()).toContain('Счёт № 1001')
})

test.each(hiccups)('a new message is sent once, never blindly again, when Telegram %s', async (what, fault) => {
  const { telegram, ...w } = await world()
  const dealer = await w.dealer(await w.staff('manager'))
  telegram.faults.next(fault, { method: 'sendMessage' })
  const before = dealer.chat.length
  await dealer.sends('/invoices')
  const answers = dealer.chat.slice(before).filter((message) => message.fromBot)
  const screens = answers.filter((message) => message.text?.includes('Счета ·'))
  const came = what === 'asks to wait' || what === 'loses the answer'
  expect(screens).toHaveLength(came ? 1 : 0)
  if (what !== 'asks to wait') expect(dealer.sees()).toContain('Ответ не дошёл')
})

test.each(hiccups)('a form stays open and counts each answer once when Telegram %s', async (_, fault) => {
  const { telegram, app, ...w } = await world()
  const manager = await w.staff('manager')
  const dealer = await w.dealer(manager, { inn: inns[0] })
  await dealer.sends('CBL-10 5')
  await dealer.sends('/cart')
  await dealer.taps('Создать счёт')
  await manager.sends('1001')
  await manager.taps('Записать оплату')
  for (const typed of ['много', '1 000,50']) {
    telegram.faults.next(fault, { method: 'sendMessage', chatId: manager.id })
    await manager.sends(typed)
    await manager.redelivers()
  }
  // Where the question was lost, nothing is recorded: it is asked again.
  if (!manager.buttons().some((label) => label.startsWith('Да, записать'))) {
    await manager.sends('1001')
    await manager.taps('Записать оплату')
    await manager.sends('1 000,50')
  }
  await manager.taps('Да, записать')
  await manager.redelivers()
  const payments = await app.deps.db.selectFrom('payments').select('amountKopecks').execute()
  expect(payments).toEqual([{ amountKopecks: 100_050 }])
  expect(JSON.stringify(telegram.calls)).not.toContain('сломалось')
})

test('a form goes on from where it stood although its words were lost', async () => {
  const { telegram, ...w } = await world()
  const person = w.stranger()
  await person.sends('/start')
  await person.taps('Зарегистрироваться')
  await person.taps('Отправить номер')
  telegram.faults.next({ status: 500 }, { method: 'sendMessage' })
  await person.sends(inns[0])
  expect(person.sees()).toContain('шаг 2 из 3')
  await person.sends('ООО «Лютик»')
  expect(person.sees()).toContain('на рассмотрении')
})
