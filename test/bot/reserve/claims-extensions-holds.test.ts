import { expect, test } from 'vitest'
import { hours, seconds } from '#domain/time.ts'
import { world } from '../../support/world.ts'

/** A dealer with a reserve of five switchers for invoice 1001. */
async function reserved() {
  const given = await world()
  const manager = await given.staff('manager')
  const dealer = await given.dealer(manager)
  await dealer.sends('AV-10.003 5\nCBL-10 1')
  await dealer.taps('Корзина')
  await dealer.taps('Создать счёт')
  await dealer.taps('Зарезервировать')
  return { ...given, manager, dealer }
}

const cards = (chat: readonly { text?: string; reply_markup?: unknown }[], words: string) =>
  chat.filter((message) => message.text?.includes(words))

test('more time is asked with two taps, the manager grants it with one, and both cards change', async () => {
  const { dealer, manager, clock, app, telegram } = await reserved()
  clock.advance(hours(44))
  await app.runDue()
  expect(dealer.sees()).toContain('Резерв закончится через 4 ч')
  const card = dealer.last().message_id
  await dealer.taps('Продлить')
  await dealer.taps('+48 ч')
  expect(dealer.toasts.at(-1)?.text).toContain('Просьба ушла менеджеру')
  expect(manager.sees()).toContain('просит продлить резерв')
  expect(manager.sees()).toContain('Раньше продлевали: 0')
  expect(manager.sees()).toContain('Просит: +48 ч')
  await manager.taps('+48 ч')
  expect(manager.sees()).toContain('Продлено на 48 ч')
  const message = dealer.chat.find(({ message_id }) => message_id === card)
  expect(message?.text).toContain('Резерв продлён на 48 ч')
  expect(message?.text).toContain('до 27.11 12:00')
  await manager.redelivers()
  expect(
    telegram.calls.filter((call) => !call.ok && !/query is too old|not modified/.test(call.description ?? '')),
  ).toEqual([])
})

test('there is one living card: a new step takes the buttons off the old one', async () => {
  const { dealer, clock, app } = await reserved()
  clock.advance(hours(24))
  await app.runDue()
  clock.advance(hours(20))
  await app.runDue()
  clock.advance(hours(4))
  await app.runDue()
  const [first, second] = cards(dealer.chat, 'Резерв закончится')
  const [ended] = cards(dealer.chat, 'Резерв снят')
  expect([first?.reply_markup, second?.reply_markup]).toEqual([undefined, undefined])
  expect(ended?.reply_markup).toBeDefined()
  expect(dealer.buttons().some((label) => label.includes('Зарезервировать снова'))).toBe(true)
})

test('a refused extension says so on the card; one that comes too late offers to reserve again', async () => {
  const { dealer, manager, clock, app } = await reserved()
  await dealer.taps('Продлить')
  await dealer.taps('+48 ч')
  await manager.taps('Отклонить')
  await manager.taps('Сначала нужна оплата')
  expect(dealer.sees()).toContain('Продлить резерв не получилось')
  expect(dealer.sees()).toContain('Причина: Сначала нужна оплата')
  await dealer.taps('Продлить')
  await dealer.taps('+48 ч')
  const card = manager.last().message_id
  clock.advance(hours(48))
  await app.runDue()
  await manager.tapsOn(card, '+24 ч')
  expect(manager.toasts.at(-1)?.text).toContain('Резерв уже закончился')
  expect(dealer.buttons().some((label) => label.includes('Зарезервировать снова'))).toBe(true)
})

test('a payment order stops the clock; the manager sees the file, and confirms by recording the payment', async () => {
  const { dealer, manager, clock, app } = await reserved()
  await dealer.taps('Я оплатил')
  await dealer.sends('оплатил вчера')
  expect(dealer.sees()).toContain('нужен файл или фото')
  await dealer.sendsFile('payment.pdf', new TextEncoder().encode('%PDF-1.4 order'))
  expect(dealer.sees()).toContain('время резерва остановлено до 24.11 12:00')
  const card = manager.last()
  expect(card.document?.file_name).toBe('payment.pdf')
  expect(card.caption).toContain('сообщили об оплате')
  clock.advance(hours(60))
  await app.runDue()
  expect(cards(dealer.chat, 'Резерв снят')).toEqual([])
  await manager.tapsOn(card.message_id, 'Подтвердить')
  await manager.taps('Вся сумма')
  await manager.taps('Да, записать')
  expect(dealer.sees()).toContain('Оплата поступила')
})

test('a claim that the manager refuses starts the clock again, and can not be made twice', async () => {
  const { dealer, manager } = await reserved()
  await dealer.taps('Я оплатил')
  await dealer.sendsPhoto()
  expect(manager.last().photo).toBeDefined()
  await manager.taps('Оплаты нет')
  await manager.sends('в выписке за 24-е пусто')
  expect(dealer.sees()).toContain('Менеджер не нашёл оплату')
  expect(dealer.sees()).toContain('Причина: в выписке за 24-е пусто')
  expect(dealer.sees()).toContain('до 25.11 12:00')
  expect(dealer.buttons().some((label) => label.includes('Я оплатил'))).toBe(false)
})

test('what waits stands on the desk with its count and its button', async () => {
  const { dealer, manager } = await reserved()
  await dealer.taps('Продлить')
  await dealer.taps('+48 ч')
  await dealer.taps('Я оплатил')
  await dealer.sendsPhoto()
  await manager.sends('/desk')
  expect(manager.sees()).toContain('Просят продлить: 1')
  expect(manager.sees()).toContain('Сообщили об оплате: 1')
  await manager.taps('Продления · 1')
  await manager.taps('№ 1001')
  await manager.taps('+24 ч')
  await manager.sends('/desk')
  await manager.taps('Оплаты · 1')
  await manager.taps('№ 1001')
  expect(manager.last().photo).toBeDefined()
})

test('a manager holds a reserve and lets it go', async () => {
  const { dealer, manager, clock, app } = await reserved()
  await manager.sends('1001')
  await manager.taps('Удержать резерв')
  expect(manager.sees()).toContain('Менеджер держит этот резерв')
  clock.advance(hours(100))
  await app.runDue()
  expect(cards(dealer.chat, 'Резерв снят')).toEqual([])
  await manager.taps('Отпустить резерв')
  expect(manager.sees()).toContain('ещё 48 ч')
})

/** A warning has come: the dealer has a card about the invoice in his chat. */
async function warned() {
  const given = await reserved()
  given.clock.advance(hours(44))
  await given.app.runDue()
  const cardId = given.dealer.last().message_id
  const card = () => given.dealer.chat.find(({ message_id }) => message_id === cardId)
  return { ...given, card, cardId }
}

test('what happens to an invoice without a notice changes the card where it stands, and makes no sound', async () => {
  const { dealer, manager, clock, app, card } = await warned()
  const runDue = () => {
    clock.advance(seconds(5))
    return app.runDue()
  }
  const messages = dealer.chat.length
  await manager.sends('1001')
  await manager.taps('Удержать резерв')
  await runDue()
  expect(card()?.text).toContain('Менеджер держит этот резерв')
  await manager.taps('Отпустить резерв')
  await runDue()
  expect(card()?.text).not.toContain('Менеджер держит')
  expect(dealer.chat).toHaveLength(messages)
  const screen = async () => {
    await dealer.sends('/invoices')
    await dealer.taps('№ 1001')
    return dealer.last().message_id
  }
  const release = await screen()
  await dealer.tapsOn(release, 'Снять резерв')
  await dealer.tapsOn(release, 'Да, снять')
  await runDue()
  expect(card()?.text).toContain('Зарезервировано: 0 из 6')
  await screen()
  await dealer.taps('Отменить счёт')
  await dealer.taps('Да, отменить счёт')
  await runDue()
  expect(card()?.text).toContain('Отменён')
  expect(card()?.reply_markup?.inline_keyboard).toHaveLength(1)
})

test('a card on which another screen was opened is left alone: the next news is a new message', async () => {
  const { dealer, manager, clock, app, card, cardId } = await warned()
  await dealer.tapsOn(cardId, 'Счёт № 1001')
  await dealer.tapsOn(cardId, 'PDF')
  const opened = card()?.text
  await manager.sends('1001')
  await manager.taps('Удержать резерв')
  await app.runDue()
  expect(card()?.text).toBe(opened)
  await manager.taps('Отпустить резерв')
  clock.advance(hours(3))
  await app.runDue()
  expect(card()?.text).toBe(opened)
  expect(dealer.last().text).toContain('Резерв закончится через 1 ч')
})
