import { expect, test } from 'vitest'
import { chatWithAnna } from '../../support/telegram.ts'

const inline = (...buttons: unknown[]) => ({ inline_keyboard: [buttons] })
const data = (text: string, callback_data = text) => ({ text, callback_data })
const numbers = (count: number) => Array.from({ length: count }, (_, index) => data(String(index + 1)))
// 124 bytes each, as the server counts them: 82 of them are within 10 KB.
const longRows = (count: number) => numbers(count).map(({ text }) => [data(text.padEnd(40, '.'), text.padEnd(64, '.'))])
const cannot = "Bad Request: can't parse inline keyboard button:"

test.each([
  ["Bad Request: can't parse reply keyboard markup JSON object", '{'],
  ['Bad Request: object expected as reply markup', '[]'],
  ['Bad Request: object expected as reply markup', 'null'],
  ['Bad Request: field "keyboard" must be of type Array', { keyboard: 1 }],
  ['Bad Request: field "keyboard" must be an Array of Arrays', { keyboard: [{}] }],
  [
    'Bad Request: field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays',
    { inline_keyboard: [{}] },
  ],
  ["Bad Request: can't parse keyboard button: KeyboardButton must be a String or an Object", { keyboard: [[1]] }],
  ['Bad Request: can\'t parse keyboard button: Can\'t find field "text"', { keyboard: [[{}]] }],
  ['Bad Request: can\'t parse keyboard button: Field "text" must be of type String', { keyboard: [[{ text: [] }]] }],
  [
    "Bad Request: can't parse keyboard button: invalid button style specified",
    { keyboard: [[{ text: 'x', style: 'pink' }]] },
  ],
  ['Bad Request: field "remove_keyboard" must be of type Boolean', { remove_keyboard: 'true' }],
  [`${cannot} InlineKeyboardButton must be an Object`, inline('x')],
  [`${cannot} Can't find field "text"`, inline({ callback_data: 'x' })],
  [`${cannot} Field "callback_data" must be of type String`, inline({ text: 'x', callback_data: {} })],
  [`${cannot} Text buttons are unallowed in the inline keyboard`, inline({ text: 'x' })],
  [`${cannot} Text buttons are unallowed in the inline keyboard`, inline({ text: 'x', callback_data: '' })],
  [`${cannot} Text buttons are unallowed in the inline keyboard`, inline({ text: 'x', url: '' })],
  [`${cannot} LoginUrl bot username is invalid`, inline({ text: 'x', login_url: { url: 'x.ru', bot_username: '@' } })],
  ['Bad Request: inline keyboard button Wrong HTTP URL', inline({ text: 'x', url: 'http://localhost:3000' })],
  ['Bad Request: inline keyboard button Wrong HTTP URL', inline({ text: 'x', url: 'ftp://example.com' })],
  [
    'Bad Request: inline keyboard button Web App Only HTTPS links are allowed',
    inline({ text: 'x', web_app: { url: 'http://example.com' } }),
  ],
  ['Bad Request: keyboard button text must be encoded in UTF-8', { keyboard: [['\ud800']] }],
  ['Bad Request: inline keyboard button text must be encoded in UTF-8', inline(data('\ud800'))],
  ['Bad Request: BUTTON_DATA_INVALID', inline(data('x', `${'я'.repeat(32)}x`))],
  ['Bad Request: BUTTON_COPY_TEXT_INVALID', inline({ text: 'x', copy_text: { text: 'x'.repeat(257) } })],
  ['Bad Request: BUTTON_COPY_TEXT_INVALID', inline({ text: 'x', copy_text: { text: '' } })],
  ['Bad Request: BUTTON_TYPE_INVALID', inline({ text: 'x', pay: true })],
  ['Bad Request: reply markup is too long', inline(...numbers(9))],
  ['Bad Request: reply markup is too long', { inline_keyboard: numbers(101).map((button) => [button]) }],
  ['Bad Request: reply markup is too long', { inline_keyboard: longRows(83) }],
])('%s', async (description, reply_markup) => {
  const { complaint } = await chatWithAnna()
  expect(await complaint('sendMessage', { chat_id: 7, text: 'x', reply_markup })).toBe(description)
})

test('64 bytes of data, 8 buttons in a row, 100 in all and 256 characters to copy are still accepted', async () => {
  const { complaint } = await chatWithAnna()
  const rows = Array.from({ length: 12 }, () => numbers(8))
  const last = [...numbers(2), data('x', 'я'.repeat(32)), { text: 'x', copy_text: { text: 'x'.repeat(256) } }]
  const reply_markup = { inline_keyboard: [...rows, last] }
  expect(await complaint('sendMessage', { chat_id: 7, text: 'x', reply_markup })).toBe('ok')
})

test('10 KB of buttons are accepted', async () => {
  const { complaint } = await chatWithAnna()
  const reply_markup = { inline_keyboard: longRows(82) }
  expect(await complaint('sendMessage', { chat_id: 7, text: 'x', reply_markup })).toBe('ok')
})

test('buttons without a label disappear without a word, and rows of them too', async () => {
  const { call } = await chatWithAnna()
  const reply_markup = { inline_keyboard: [[data('', 'a')], [data('b'), data('', 'c')]] }
  const { result } = await call('sendMessage', { chat_id: 7, text: 'x', reply_markup })
  expect(result.reply_markup).toEqual({ inline_keyboard: [[data('b')]] })
})

test('an empty inline keyboard is none', async () => {
  const { call } = await chatWithAnna()
  const { result } = await call('sendMessage', { chat_id: 7, text: 'x', reply_markup: { inline_keyboard: [] } })
  expect(result.reply_markup).toBeUndefined()
})

test('of several actions the first in the order url, callback_data, … counts', async () => {
  const { call } = await chatWithAnna()
  const reply_markup = inline({ text: 'x', callback_data: 'a', url: 'https://e.com/a' })
  const { result } = await call('sendMessage', { chat_id: 7, text: 'x', reply_markup })
  expect(result.reply_markup.inline_keyboard).toEqual([[{ text: 'x', url: 'https://e.com/a' }]])
})

test('a reply keyboard wins over an inline one, and both over removing', async () => {
  const { call, anna } = await chatWithAnna()
  const reply_markup = { keyboard: [['a']], ...inline(data('b')), remove_keyboard: true }
  const { result } = await call('sendMessage', { chat_id: 7, text: 'x', reply_markup })
  expect(result.reply_markup).toBeUndefined()
  expect([anna.keyboard(), anna.buttons()]).toEqual([['a'], []])
  await call('sendMessage', { chat_id: 7, text: 'x', reply_markup: { ...inline(data('b')), remove_keyboard: true } })
  expect([anna.keyboard(), anna.buttons()]).toEqual([['a'], ['b']])
})

test('a reply keyboard is cut at 12 in a row and 300 in all without a word', async () => {
  const { call, anna } = await chatWithAnna()
  const row = Array.from({ length: 13 }, (_, index) => `${index}`)
  await call('sendMessage', {
    chat_id: 7,
    text: 'x',
    reply_markup: { keyboard: Array.from({ length: 30 }, () => row) },
  })
  expect(anna.keyboard()).toHaveLength(300)
  expect(anna.keyboard()).not.toContain('12')
})

test('the reply keyboard stays until another, its removal, or the end of its message', async () => {
  const { call, anna } = await chatWithAnna()
  const send = async (reply_markup?: object) =>
    (await call('sendMessage', { chat_id: 7, text: 'x', reply_markup })).result.message_id
  await send({ keyboard: [['a']] })
  await send()
  expect(anna.keyboard()).toEqual(['a'])
  await send({ remove_keyboard: true })
  expect(anna.keyboard()).toEqual([])
  const message_id = await send({ keyboard: [['b']] })
  await call('deleteMessage', { chat_id: 7, message_id })
  expect(anna.keyboard()).toEqual([])
})
