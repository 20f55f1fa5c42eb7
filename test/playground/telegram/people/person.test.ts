import type { Update } from 'grammy/types'
import { expect, test } from 'vitest'
import { chatWithAnna, telegramWorld } from '../../../support/telegram.ts'

async function withUpdates() {
  const world = await chatWithAnna()
  const updates: Update[] = []
  world.telegram.deliver = async (update) => void updates.push(update)
  const show = (...rows: object[][]) =>
    world.call('sendMessage', { chat_id: 7, text: 'x', reply_markup: { inline_keyboard: rows } })
  return { ...world, updates, show }
}

const button = (text: string, callback_data = text) => ({ text, callback_data })

test('the same id is the same person', async () => {
  const { telegram, anna } = await withUpdates()
  expect(telegram.person({ id: 7, firstName: 'Another' })).toBe(anna)
  expect(telegram.people()).toEqual([anna])
})

test('text comes to the bot trimmed, with its command marked', async () => {
  const { anna, updates } = await withUpdates()
  await anna.sends('  /start pay_5 ')
  expect(updates[0]?.message).toMatchObject({
    text: '/start pay_5',
    from: { id: 7, is_bot: false, first_name: 'Анна', language_code: 'ru' },
    chat: { id: 7, type: 'private', first_name: 'Анна' },
    entities: [{ type: 'bot_command', offset: 0, length: 6 }],
  })
})

test('one contact is the own one, with user_id; a given one has only what is given', async () => {
  const { anna, updates } = await withUpdates()
  await anna.sendsContact()
  await anna.sendsContact({ phone: '+71110000000', firstName: 'Чужой' })
  expect(updates.map(({ message }) => message?.contact)).toEqual([
    { phone_number: '+79990000007', first_name: 'Анна', user_id: 7 },
    { phone_number: '+71110000000', first_name: 'Чужой' },
  ])
})

test('a photo, a sticker and a forward are what they are', async () => {
  const { anna, updates } = await withUpdates()
  await anna.sendsPhoto()
  await anna.sendsSticker()
  await anna.forwards('old words')
  expect(updates.map(({ message }) => message)).toMatchObject([
    { photo: [{ width: 1, height: 1 }] },
    { sticker: { emoji: '👍' } },
    { text: 'old words', forward_origin: { type: 'hidden_user' } },
  ])
})

test('an error of the bot reaches whoever acts', async () => {
  const { anna, telegram } = await withUpdates()
  telegram.deliver = () => Promise.reject(new Error('broken bot'))
  await expect(anna.sends('x')).rejects.toThrow('broken bot')
})

test('a tap finds the whole label before a part of one, and the newest message before older ones', async () => {
  const { anna, updates, show } = await withUpdates()
  await show([button('1', 'old')])
  await show([button('10', 'ten'), button('1', 'one')])
  await anna.taps('1')
  await anna.taps(/^10$/)
  await anna.taps('0')
  expect(updates.map(({ callback_query }) => callback_query?.data)).toEqual(['one', 'ten', 'ten'])
})

test('tapsOn presses a button of the given message', async () => {
  const { anna, updates, show } = await withUpdates()
  const { result } = await show([button('1', 'old')])
  await show([button('1', 'new')])
  await anna.tapsOn(result.message_id, '1')
  expect(updates[0]?.callback_query?.data).toBe('old')
})

test('a tap on nothing lists what there is', async () => {
  const { anna, call, show } = await withUpdates()
  await show([button('Cart'), button('Help')])
  await call('sendMessage', { chat_id: 7, text: 'x', reply_markup: { keyboard: [['Menu']] } })
  await expect(anna.taps('Pay')).rejects.toThrow(
    'No button says Pay. Inline buttons: "Cart", "Help". Keyboard: "Menu".',
  )
})

test('a tap on the reply keyboard sends its text, or the contact', async () => {
  const { anna, call, updates } = await withUpdates()
  const keyboard = [['🛒 Cart', { text: 'Share', request_contact: true }]]
  await call('sendMessage', { chat_id: 7, text: 'x', reply_markup: { keyboard, one_time_keyboard: false } })
  await anna.taps('Cart')
  await anna.taps('Share')
  expect(updates.map(({ message }) => message?.text ?? message?.contact?.phone_number)).toEqual([
    '🛒 Cart',
    '+79990000007',
  ])
})

test('a one-time keyboard is gone once used', async () => {
  const { anna, call } = await withUpdates()
  const reply_markup = { keyboard: [['Yes']], one_time_keyboard: true }
  await call('sendMessage', { chat_id: 7, text: 'Sure?', reply_markup })
  expect(anna.keyboard()).toEqual(['Yes'])
  await anna.taps('Yes')
  expect(anna.keyboard()).toEqual([])
})

test('a start link to the bot sends /start; another link throws; text to copy is just copied', async () => {
  const { anna, updates, show } = await withUpdates()
  await show(
    [{ text: 'Start', url: 'https://t.me/dealerdesk_bot?start=a-1' }],
    [{ text: 'Site', url: 'https://example.com' }],
    [{ text: 'Copy', copy_text: { text: 'code' } }],
    [{ text: 'Share', switch_inline_query: 'x' }],
  )
  await anna.taps('Start')
  expect(updates.map(({ message }) => message?.text)).toEqual(['/start a-1'])
  await expect(anna.taps('Site')).rejects.toThrow('"Site" opens https://example.com/, which nobody can follow here')
  await expect(anna.taps('Share')).rejects.toThrow('"Share" is a switch_inline_query button')
  expect(await anna.taps('Copy')).toEqual({ alert: false, answered: false })
})

test('the last update comes again with the same update_id', async () => {
  const { anna, updates } = await withUpdates()
  await anna.sends('x')
  await anna.redelivers()
  expect(updates[1]).toEqual(updates[0])
})

test('who has blocked the bot cannot write to it', async () => {
  const { anna } = await withUpdates()
  anna.blocksBot()
  await expect(anna.sends('x')).rejects.toThrow('Анна has blocked the bot')
})

test('what a person sees is the newest message of the bot, with its buttons in rows', async () => {
  const { anna, call, show } = await withUpdates()
  await show([button('a'), button('b')], [button('c')])
  expect(anna.sees()).toBe('x\n[a] [b]\n[c]')
  expect(anna.buttons()).toEqual(['a', 'b', 'c'])
  await call('sendMessage', { chat_id: 7, text: 'y', reply_markup: { keyboard: [['d', 'e']] } })
  expect(anna.sees()).toBe('y\n(d) (e)')
  expect(anna.last()).toMatchObject({ text: 'y', fromBot: true })
  await call('pinChatMessage', { chat_id: 7, message_id: anna.last().message_id })
  expect(anna.sees()).toBe('y\n(d) (e)')
})

test('events tell of messages, edits, deletions, actions, answers and menus', async () => {
  const { anna, call, show, telegram } = await withUpdates()
  const kinds: string[] = []
  const unsubscribe = telegram.events.subscribe(({ kind }) => kinds.push(kind))
  telegram.deliver = async ({ callback_query }) => {
    if (callback_query) await call('answerCallbackQuery', { callback_query_id: callback_query.id })
  }
  const { result } = await show([button('a')])
  const at = { chat_id: 7, message_id: result.message_id }
  await anna.taps('a')
  await call('editMessageText', { ...at, text: 'y' })
  await call('pinChatMessage', at)
  await call('deleteMessage', at)
  await call('sendChatAction', { chat_id: 7, action: 'typing' })
  await call('setMyCommands', { commands: [] })
  unsubscribe()
  await anna.sends('unheard')
  expect(kinds).toEqual(['message', 'answered', 'edited', 'message', 'pinned', 'deleted', 'action', 'commands'])
})

test('until waits for an event, and a predicate that throws does not hold yet', async () => {
  const { anna, call } = await chatWithAnna()
  const seen = anna.until(() => anna.last().text === 'x')
  await call('sendMessage', { chat_id: 7, text: 'x' })
  await seen
})

test('until says what was seen when it waited in vain', async () => {
  const { telegram } = await telegramWorld()
  const anna = telegram.person({ id: 7, firstName: 'Анна' })
  await expect(anna.until(() => false, 1)).rejects.toThrow('Waited 1 ms in vain')
})
