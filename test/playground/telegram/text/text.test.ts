import { expect, test } from 'vitest'
import { chatWithAnna } from '../../../support/telegram.ts'

const html = { parse_mode: 'HTML' }

test.each([
  ['Bad Request: message text is empty', { text: '' }],
  ['Bad Request: message text is empty', {}],
  ['Bad Request: text is too long', { text: 'я'.repeat(16_385) }],
  ['Bad Request: unsupported parse_mode', { text: 'x', parse_mode: 'bb' }],
  ['Bad Request: text must be non-empty', { text: ' \n\t ' }],
  ['Bad Request: text must be non-empty', { text: '<b> </b>', ...html }],
  ['Bad Request: message is too long', { text: 'я'.repeat(4097) }],
  ['Bad Request: strings must be encoded in UTF-8', { text: 'a\ud800' }],
  ["Bad Request: can't parse link preview options JSON object", { text: 'x', link_preview_options: '{' }],
  ['Bad Request: object expected as link preview options', { text: 'x', link_preview_options: '[]' }],
  ['Bad Request: field "is_disabled" must be of type Boolean', { text: 'x', link_preview_options: { is_disabled: 1 } }],
  ["Bad Request: can't parse reply parameters JSON object", { text: 'x', reply_parameters: '{' }],
  ['Bad Request: object expected as reply parameters', { text: 'x', reply_parameters: '1' }],
  ['Bad Request: can\'t find field "message_id"', { text: 'x', reply_parameters: { chat_id: 7 } }],
  ['Bad Request: message to be replied not found', { text: 'x', reply_parameters: { message_id: 999 } }],
  ["Bad Request: can't parse MessageEntity: expected an Object", { text: 'x', entities: [1] }],
  [
    "Bad Request: can't parse MessageEntity: Type is not specified",
    { text: 'x', entities: [{ type: '', offset: 0, length: 1 }] },
  ],
  [
    "Bad Request: can't parse MessageEntity: Unsupported type specified",
    { text: 'x', entities: [{ type: 'big', offset: 0, length: 1 }] },
  ],
  [
    'Bad Request: can\'t parse MessageEntity: Can\'t find field "length"',
    { text: 'x', entities: [{ type: 'bold', offset: 0 }] },
  ],
  ['Bad Request: receive an entity with incorrect offset -1', bold('x', -1, 1)],
  ['Bad Request: receive an entity with incorrect length -1', bold('x', 0, -1)],
  ['Bad Request: entity begins after the end of the text at UTF-16 offset 2', bold('x', 2, 1)],
  ['Bad Request: entity begins in a middle of a UTF-16 symbol at byte offset 0', bold('👍', 1, 1)],
  [
    'Bad Request: entity beginning at UTF-16 offset 0 ends after the end of the text at UTF-16 offset 3',
    bold('x', 0, 3),
  ],
  [
    'Bad Request: entity beginning at UTF-16 offset 0 ends in a middle of a UTF-16 symbol at byte offset 1',
    bold('x👍', 0, 2),
  ],
])('sendMessage: %s', async (description, params) => {
  const { complaint } = await chatWithAnna()
  expect(await complaint('sendMessage', { chat_id: 7, ...params })).toBe(description)
})

function bold(text: string, offset: number, length: number) {
  return { text, entities: [{ type: 'bold', offset, length }] }
}

test.each([
  ['Unsupported start tag "br" at byte offset 12', 'Привет<br>'],
  ['Unsupported start tag "" at byte offset 2', '2 < 3'],
  ['Unsupported start tag "h1" at byte offset 0', '<H1>x</H1>'],
  ['Unclosed start tag at byte offset 1', 'a<b'],
  ['Unclosed start tag "a" at byte offset 0', '<a href'],
  ['Unclosed start tag "a" at byte offset 0', '<a href='],
  ['Unclosed start tag at byte offset 0', '<a href="http://x.ru"'],
  ['Empty attribute name in the tag "a" at byte offset 0', '<a ="x">y</a>'],
  ['Unexpected end of name token at byte offset 8', '<a href=http://x.ru>y</a>'],
  ['Tag "span" must have class "tg-spoiler" at byte offset 0', '<span>x</span>'],
  ['Unexpected end tag at byte offset 1', 'a</b>'],
  ['Unclosed end tag at byte offset 4', '<b>x</b'],
  ['Unmatched end tag at byte offset 13, expected "</b>", found "</i>"', '<b>Насос</i>'],
  ['Can\'t find end tag corresponding to start tag "i"', '<b><i>x'],
  [
    'Text contains invalid Unicode characters after decoding HTML entities, check for unmatched surrogate code units',
    '&#xd800;',
  ],
])("Bad Request: can't parse entities: %s", async (problem, text) => {
  const { complaint } = await chatWithAnna()
  expect(await complaint('sendMessage', { chat_id: 7, text, ...html })).toBe(
    `Bad Request: can't parse entities: ${problem}`,
  )
})

test.each([
  ['a bare & and > pass', 'a & b > c', 'a & b > c', []],
  ['only four named references are known', '&lt;&gt;&amp;&quot;&nbsp;&apos;', '<>&"&nbsp;&apos;', []],
  ['numbers are decoded, with or without semicolon', '&#39;&#x2b;&#65', "'+A", []],
  ['offsets are UTF-16 units', '👍<b>я</b>', '👍я', [{ type: 'bold', offset: 2, length: 1 }]],
  [
    'tags of one meaning are one entity',
    '<strong>a</strong><b>b</b><em>c</em><ins>d</ins><del>e</del>',
    'abcde',
    [
      { type: 'bold', offset: 0, length: 2 },
      { type: 'italic', offset: 2, length: 1 },
      { type: 'underline', offset: 3, length: 1 },
      { type: 'strikethrough', offset: 4, length: 1 },
    ],
  ],
  [
    'tags nest',
    '<b>a<i>b</i></b>',
    'ab',
    [
      { type: 'bold', offset: 0, length: 2 },
      { type: 'italic', offset: 1, length: 1 },
    ],
  ],
  ['an end tag without a name closes the last one', '<b>a</>b', 'ab', [{ type: 'bold', offset: 0, length: 1 }]],
  [
    'spoilers by both spellings',
    '<tg-spoiler>a</tg-spoiler> <span class="tg-spoiler">b</span>',
    'a b',
    [
      { type: 'spoiler', offset: 0, length: 1 },
      { type: 'spoiler', offset: 2, length: 1 },
    ],
  ],
  [
    'quotes, short and expandable',
    '<blockquote>a</blockquote><blockquote expandable>b</blockquote>',
    'ab',
    [
      { type: 'blockquote', offset: 0, length: 1 },
      { type: 'expandable_blockquote', offset: 1, length: 1 },
    ],
  ],
  [
    'code with a language',
    '<pre><code class="language-ts">x</code></pre>',
    'x',
    [{ type: 'pre', language: 'ts', offset: 0, length: 1 }],
  ],
  ['nothing is bold inside code', '<b><code>x</code></b>', 'x', [{ type: 'code', offset: 0, length: 1 }]],
  [
    'a link takes its full form',
    '<a href="Example.com/A">x</a>',
    'x',
    [{ type: 'text_link', url: 'http://example.com/A', offset: 0, length: 1 }],
  ],
  [
    'references inside an address are decoded',
    '<a href="https://e.com/?a=1&amp;b=2">x</a>',
    'x',
    [{ type: 'text_link', url: 'https://e.com/?a=1&b=2', offset: 0, length: 1 }],
  ],
  ['a link to no address is plain text', '<a href="localhost">x</a>', 'x', []],
  ['an entity that begins with a space keeps it', '<b> x</b>', ' x', [{ type: 'bold', offset: 0, length: 2 }]],
  ['space around goes, up to the first entity', ' \n a<b>b</b> \n', 'ab', [{ type: 'bold', offset: 1, length: 1 }]],
])('HTML: %s', async (_, given, text, entities) => {
  const { call } = await chatWithAnna()
  const { result } = await call('sendMessage', { chat_id: 7, text: given, ...html })
  expect([result.text, result.entities ?? []]).toEqual([text, entities])
})

test('a mention by tg://user names the person, but only one who has written to the bot', async () => {
  const { call } = await chatWithAnna()
  const text = '<a href="tg://user?id=7">Anna</a> <a href="tg://user?id=8">Boris</a>'
  const { result } = await call('sendMessage', { chat_id: 7, text, ...html })
  expect(result.entities).toMatchObject([{ type: 'text_mention', user: { id: 7, first_name: 'Анна' } }])
})

test('Telegram finds commands, links, addresses, hashtags and phone numbers by itself', async () => {
  const { call } = await chatWithAnna()
  const text = '/start a@b.ru https://x.ru/a?b. x.com @somebody #насос +7 999 000-00-07'
  const { result } = await call('sendMessage', { chat_id: 7, text })
  const found = result.entities.map((entity: { type: string; offset: number; length: number }) => [
    entity.type,
    text.slice(entity.offset, entity.offset + entity.length),
  ])
  expect(found).toEqual([
    ['bot_command', '/start'],
    ['email', 'a@b.ru'],
    ['url', 'https://x.ru/a?b'],
    ['url', 'x.com'],
    ['mention', '@somebody'],
    ['hashtag', '#насос'],
    ['phone_number', '+7 999 000-00-07'],
  ])
})

test('nothing is found inside code', async () => {
  const { call } = await chatWithAnna()
  const { result } = await call('sendMessage', { chat_id: 7, text: '<code>/start x.com</code>', ...html })
  expect(result.entities).toEqual([{ type: 'code', offset: 0, length: 12 }])
})

test('4096 characters are counted after the tags, and an emoji is one', async () => {
  const { complaint } = await chatWithAnna()
  expect(await complaint('sendMessage', { chat_id: 7, text: `<b>${'👍'.repeat(4096)}</b>`, ...html })).toBe('ok')
})

test('with a parse_mode the entities given by hand are overlooked', async () => {
  const { call } = await chatWithAnna()
  const { result } = await call('sendMessage', { chat_id: 7, ...bold('x', 5, 5), ...html })
  expect(result.text).toBe('x')
})

test('a reply holds the message replied to; allow_sending_without_reply lets a missing one pass', async () => {
  const { call, anna } = await chatWithAnna()
  const [start] = anna.chat
  const reply_parameters = { message_id: start?.message_id }
  const { result } = await call('sendMessage', { chat_id: 7, text: 'x', reply_parameters })
  expect(result.reply_to_message).toMatchObject({ text: '/start' })
  const missing = { message_id: 999, allow_sending_without_reply: true }
  expect((await call('sendMessage', { chat_id: 7, text: 'x', reply_parameters: missing })).ok).toBe(true)
})

test('the text is complained of before the reply, the reply before the markup, the markup before the chat', async () => {
  const { complaint } = await chatWithAnna()
  const wrong = { chat_id: 1, text: '', reply_parameters: '1', reply_markup: '1' }
  expect(await complaint('sendMessage', wrong)).toBe('Bad Request: message text is empty')
  expect(await complaint('sendMessage', { ...wrong, text: 'x' })).toBe(
    'Bad Request: object expected as reply parameters',
  )
  expect(await complaint('sendMessage', { ...wrong, text: ' ', reply_parameters: '{}' })).toBe(
    'Bad Request: object expected as reply markup',
  )
  expect(await complaint('sendMessage', { chat_id: 1, text: ' ' })).toBe('Bad Request: chat not found')
})
