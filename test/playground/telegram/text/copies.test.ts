import { expect, test } from 'vitest'
import { chatWithAnna } from '../../../support/telegram.ts'

const from = { from_chat_id: 7, chat_id: 7 }

test.each([
  ['Bad Request: parameter "from_chat_id" is required', 'copyMessage', { chat_id: 7, message_id: 1 }],
  ['Bad Request: parameter "from_chat_id" is required', 'forwardMessage', { chat_id: 7, message_id: 1 }],
  ['Bad Request: message to copy not found', 'copyMessage', { ...from, message_id: 99 }],
  ['Bad Request: message to forward not found', 'forwardMessage', { ...from, message_id: 99 }],
  ['Bad Request: message identifiers are not specified', 'copyMessages', from],
  ["Bad Request: can't parse message_ids JSON object", 'copyMessages', { ...from, message_ids: '[' }],
  ['Bad Request: expected an Array of message identifiers', 'copyMessages', { ...from, message_ids: '1' }],
  ['Bad Request: too many message identifiers specified', 'copyMessages', { ...from, message_ids: Array(101).fill(1) }],
  ['Bad Request: message identifier must be a Number', 'copyMessages', { ...from, message_ids: ['x'] }],
  ['Bad Request: invalid message identifier specified', 'copyMessages', { ...from, message_ids: [0] }],
  [
    'Bad Request: message identifiers must be in a strictly increasing order',
    'forwardMessages',
    { ...from, message_ids: [2, 1] },
  ],
  ['Bad Request: chat identifier is not specified', 'deleteMessage', { message_id: 1 }],
  ['Bad Request: message identifier is not specified', 'deleteMessage', { chat_id: 7 }],
  ['Bad Request: message to delete not found', 'deleteMessage', { chat_id: 7, message_id: 99 }],
])('%s (%s)', async (description, method, params) => {
  const { complaint } = await chatWithAnna()
  expect(await complaint(method, params)).toBe(description)
})

test('a copy is a message of its own; a forward tells where it comes from', async () => {
  const { call, anna } = await chatWithAnna()
  await anna.sends('слова')
  const message_id = anna.chat.at(-1)?.message_id
  const copy = await call('copyMessage', { ...from, message_id })
  expect(copy.result).toEqual({ message_id: anna.last().message_id })
  expect(anna.last()).toMatchObject({ text: 'слова', from: { is_bot: true } })
  expect(anna.last().forward_origin).toBeUndefined()
  await call('forwardMessage', { ...from, message_id })
  expect(anna.last()).toMatchObject({ text: 'слова', forward_origin: { type: 'user', sender_user: { id: 7 } } })
})

test('of several messages the missing ones are passed over', async () => {
  const { call, anna } = await chatWithAnna()
  const { result } = await call('copyMessages', { ...from, message_ids: [1, 50] })
  expect(result).toEqual([{ message_id: anna.last().message_id }])
})

test('the bot deletes its own messages and those of the person, but none older than 48 hours', async () => {
  const { call, complaint, anna, clock } = await chatWithAnna()
  const { result } = await call('sendMessage', { chat_id: 7, text: 'x' })
  clock.advance(48 * 3_600_000)
  expect(await complaint('deleteMessage', { chat_id: 7, message_id: 1 })).toBe('ok')
  clock.advance(1)
  expect(await complaint('deleteMessage', { chat_id: 7, message_id: result.message_id })).toBe(
    "Bad Request: message can't be deleted for everyone",
  )
  expect(anna.chat.map(({ text }) => text)).toEqual(['x'])
})

test('deleteMessages passes over what is missing and is always true', async () => {
  const { call, anna } = await chatWithAnna()
  expect(await call('deleteMessages', { chat_id: 7, message_ids: [1, 99] })).toEqual({ ok: true, result: true })
  expect(anna.chat).toEqual([])
})

test('what is protected is neither forwarded nor copied', async () => {
  const { call, complaint } = await chatWithAnna()
  const { result } = await call('sendMessage', { chat_id: 7, text: 'x', protect_content: true })
  expect(result.has_protected_content).toBe(true)
  expect(await complaint('forwardMessage', { ...from, message_id: result.message_id })).toBe(
    "Bad Request: message has protected content and can't be forwarded",
  )
  expect(await complaint('copyMessage', { ...from, message_id: result.message_id })).toBe(
    "Bad Request: the message can't be copied",
  )
  expect((await call('copyMessages', { ...from, message_ids: [result.message_id] })).result).toEqual([])
})
