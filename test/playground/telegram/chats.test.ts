import { expect, test } from 'vitest'
import { chatWithAnna } from '../../support/telegram.ts'

test.each([
  ['Bad Request: chat_id is empty', undefined],
  ['Bad Request: chat not found', 8],
  ['Bad Request: chat not found', 'anna'],
  ['Bad Request: chat not found', '@anna'],
  ['Bad Request: chat not found', -100],
])('%s (chat_id %s)', async (description, chat_id) => {
  const { complaint, telegram } = await chatWithAnna()
  telegram.person({ id: 8, firstName: 'Борис', username: 'anna' })
  expect(await complaint('sendMessage', { chat_id, text: 'x' })).toBe(description)
})

test('a person is found from the first word they write', async () => {
  const { complaint, telegram } = await chatWithAnna()
  await telegram.person({ id: 8, firstName: 'Борис' }).sends('hi')
  expect(await complaint('sendMessage', { chat_id: 8, text: 'x' })).toBe('ok')
})

test.each([
  ['sendMessage', { text: 'x' }],
  ['sendChatAction', { action: 'typing' }],
  ['forwardMessage', { from_chat_id: 7, message_id: 1 }],
  ['copyMessage', { from_chat_id: 7, message_id: 1 }],
])('Forbidden: bot was blocked by the user (%s)', async (method, params) => {
  const { call, anna } = await chatWithAnna()
  anna.blocksBot()
  expect(await call(method, { chat_id: 7, ...params })).toEqual({
    ok: false,
    error_code: 403,
    description: 'Forbidden: bot was blocked by the user',
  })
  anna.unblocksBot()
  expect((await call(method, { chat_id: 7, ...params })).ok).toBe(true)
})

test('Bad Request: wrong parameter action in request', async () => {
  const { complaint } = await chatWithAnna()
  expect(await complaint('sendChatAction', { chat_id: 7, action: 'sleep' })).toBe(
    'Bad Request: wrong parameter action in request',
  )
})

test('getChat tells who it is and what is pinned', async () => {
  const { call } = await chatWithAnna()
  const { result } = await call('sendMessage', { chat_id: 7, text: 'Важно' })
  await call('pinChatMessage', { chat_id: 7, message_id: result.message_id })
  expect((await call('getChat', { chat_id: 7 })).result).toMatchObject({
    id: 7,
    type: 'private',
    first_name: 'Анна',
    pinned_message: { text: 'Важно' },
  })
  await call('unpinChatMessage', { chat_id: 7 })
  expect((await call('getChat', { chat_id: 7 })).result.pinned_message).toBeUndefined()
})

test.each([
  ['Bad Request: message to pin not found', 'pinChatMessage'],
  ['Bad Request: message to unpin not found', 'unpinChatMessage'],
])('%s', async (description, method) => {
  const { complaint } = await chatWithAnna()
  expect(await complaint(method, { chat_id: 7, message_id: 99 })).toBe(description)
})
