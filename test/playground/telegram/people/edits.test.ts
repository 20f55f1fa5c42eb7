import { expect, test } from 'vitest'
import { chatWithAnna } from '../../../support/telegram.ts'

const NOT_MODIFIED =
  'Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message'
const keys = (text: string) => ({ inline_keyboard: [[{ text, callback_data: text }]] })

async function withMessage(params: object = {}) {
  const world = await chatWithAnna()
  const sent = await world.call('sendMessage', { chat_id: 7, text: 'before', ...params })
  const edit = (more: object, method = 'editMessageText') =>
    world.complaint(method, { chat_id: 7, message_id: sent.result.message_id, ...more })
  return { ...world, edit, id: sent.result.message_id as number }
}

test('an edit changes the message in its place and says when', async () => {
  const { call, anna, id, clock } = await withMessage({ reply_markup: keys('a') })
  clock.advance(5000)
  const { result } = await call('editMessageText', { chat_id: 7, message_id: id, text: 'after' })
  expect(result).toMatchObject({ message_id: id, text: 'after', edit_date: clock.now() / 1000 })
  expect(anna.chat.map(({ text }) => text)).toEqual(['/start', 'after'])
  expect(anna.buttons()).toEqual([])
})

test.each([
  ['the same text', { text: 'before' }, { text: 'before' }],
  ['the same but for space around', { text: 'before' }, { text: ' before\n' }],
  ['the same bold, spelt otherwise', { text: '<b>x</b>', parse_mode: 'HTML' }, bold('x')],
  ['the same keyboard', { text: 'x', reply_markup: keys('a') }, { text: 'x', reply_markup: keys('a') }],
  ['the same preview', preview(true), preview(true)],
])('message is not modified: %s', async (_, sent, edited) => {
  const { edit } = await withMessage(sent)
  expect(await edit(edited)).toBe(NOT_MODIFIED)
})

test.each([
  ['bold', { text: 'x' }, bold('x')],
  ['not bold', bold('x'), { text: 'x' }],
  ['another keyboard', { text: 'x', reply_markup: keys('a') }, { text: 'x', reply_markup: keys('b') }],
  ['no keyboard', { text: 'x', reply_markup: keys('a') }, { text: 'x' }],
  ['another preview', preview(true), preview(false)],
])('%s is a change', async (_, sent, edited) => {
  const { edit } = await withMessage(sent)
  expect(await edit(edited)).toBe('ok')
})

function bold(text: string) {
  return { text, entities: [{ type: 'bold', offset: 0, length: text.length }] }
}

function preview(is_disabled: boolean) {
  return { text: 'https://e.com', link_preview_options: { is_disabled } }
}

test.each([
  ['Bad Request: message text is empty', { text: '' }],
  ['Bad Request: message identifier is not specified', { text: 'x', chat_id: undefined, message_id: undefined }],
  ['Bad Request: MESSAGE_ID_INVALID', { text: 'x', chat_id: '', message_id: 0, inline_message_id: 'a' }],
  ['Bad Request: chat not found', { text: 'x', chat_id: 8 }],
  ['Bad Request: message to edit not found', { text: 'x', message_id: 999 }],
  ['Bad Request: message to edit not found', { text: 'x', message_id: -1 }],
  ["Bad Request: message can't be edited", { text: 'x', message_id: 1 }],
  ['Bad Request: text must be non-empty', { text: '  ' }],
  ['Bad Request: inline keyboard expected', { text: 'x', reply_markup: { keyboard: [['a']] } }],
  ['Bad Request: inline keyboard expected', { text: 'x', reply_markup: { remove_keyboard: true } }],
  ['Bad Request: inline keyboard expected', { text: 'x', reply_markup: { force_reply: true } }],
  ['Bad Request: MESSAGE_TOO_LONG', { text: 'x'.repeat(4097) }],
])('editMessageText: %s', async (description, params) => {
  const { edit } = await withMessage()
  expect(await edit(params)).toBe(description)
})

test.each([
  ['a reply keyboard', { keyboard: [['a']] }],
  ['the removal of one', { remove_keyboard: true }],
  ['a forced reply', { force_reply: true }],
])("message can't be edited: it came with %s", async (_, reply_markup) => {
  const { edit } = await withMessage({ reply_markup })
  expect(await edit({ text: 'after' })).toBe("Bad Request: message can't be edited")
  expect(await edit({ reply_markup: keys('a') }, 'editMessageReplyMarkup')).toBe("Bad Request: message can't be edited")
})

test("message can't be edited: it was forwarded", async () => {
  const { call, complaint, id } = await withMessage()
  const { result } = await call('forwardMessage', { chat_id: 7, from_chat_id: 7, message_id: id })
  const params = { chat_id: 7, message_id: result.message_id, text: 'x' }
  expect(await complaint('editMessageText', params)).toBe("Bad Request: message can't be edited")
})

test('a deleted message is "message to edit not found"', async () => {
  const { call, edit, id } = await withMessage()
  await call('deleteMessage', { chat_id: 7, message_id: id })
  expect(await edit({ text: 'x' })).toBe('Bad Request: message to edit not found')
})

test('editMessageReplyMarkup changes the keyboard only, and none takes it away', async () => {
  const { edit, anna } = await withMessage({ reply_markup: keys('a') })
  expect(await edit({ reply_markup: keys('b') }, 'editMessageReplyMarkup')).toBe('ok')
  expect(anna.sees()).toBe('before\n[b]')
  expect(await edit({}, 'editMessageReplyMarkup')).toBe('ok')
  expect(anna.sees()).toBe('before')
  expect(await edit({}, 'editMessageReplyMarkup')).toBe(NOT_MODIFIED)
})

test('there is no caption in the message to edit', async () => {
  const { edit } = await withMessage()
  expect(await edit({ caption: 'x' }, 'editMessageCaption')).toBe(
    'Bad Request: there is no caption in the message to edit',
  )
})

test('a person edits a message of his own: the bot hears of the whole message, and that it is edited', async () => {
  const { telegram, anna, clock } = await chatWithAnna()
  const updates: unknown[] = []
  telegram.deliver = (update) => Promise.resolve(void updates.push(update))
  await anna.sends('PT-700 1')
  const id = anna.chat.at(-1)?.message_id
  clock.advance(5000)
  await anna.edits('PT-700 2')
  expect(anna.chat.filter(({ message_id }) => message_id === id).map(({ text }) => text)).toEqual(['PT-700 2'])
  expect(updates.at(-1)).toMatchObject({
    edited_message: { message_id: id, text: 'PT-700 2', edit_date: clock.now() / 1000, from: { id: 7 } },
  })
  await anna.sendsFile('list.csv', new Uint8Array([65]), { caption: 'first' })
  await anna.edits('second')
  expect(updates.at(-1)).toMatchObject({ edited_message: { caption: 'second', document: { file_name: 'list.csv' } } })
  await expect(anna.edits('second')).rejects.toThrow('MESSAGE_NOT_MODIFIED')
})
