import { expect, test } from 'vitest'
import { chatWithAnna } from '../../support/telegram.ts'

const commands = (...names: string[]) => names.map((command) => ({ command, description: `Does ${command}` }))

test.each([
  ["Bad Request: can't parse commands JSON object", { commands: '[' }],
  ['Bad Request: expected an Array of BotCommand', { commands: {} }],
  ["Bad Request: can't parse BotCommand: expected an Object", { commands: [1] }],
  ['Bad Request: can\'t parse BotCommand: Can\'t find field "command"', { commands: [{}] }],
  ['Bad Request: can\'t parse BotCommand: Can\'t find field "description"', { commands: [{ command: 'a' }] }],
  ['Bad Request: command must be non-empty', { commands: commands(' / ') }],
  ['Bad Request: command length must not exceed 32', { commands: commands('a'.repeat(33)) }],
  ['Bad Request: command must be encoded in UTF-8', { commands: commands('\ud800') }],
  ['Bad Request: command description must be non-empty', { commands: [{ command: 'a', description: ' ' }] }],
  [
    'Bad Request: command description length must not exceed 256',
    { commands: [{ command: 'a', description: 'я'.repeat(257) }] },
  ],
  ['Bad Request: BOT_COMMAND_INVALID', { commands: commands('Start') }],
  ['Bad Request: BOT_COMMAND_INVALID', { commands: commands('старт') }],
  ['Bad Request: BOT_COMMANDS_TOO_MUCH', { commands: commands(...Array.from({ length: 101 }, (_, i) => `c${i}`)) }],
  ["Bad Request: can't parse BotCommandScope JSON object", { commands: [], scope: '{' }],
  ["Bad Request: can't parse BotCommandScope: Unsupported type specified", { commands: [], scope: { type: 'all' } }],
  [
    "Bad Request: can't parse BotCommandScope: Empty chat_id specified",
    { commands: [], scope: { type: 'chat', chat_id: '' } },
  ],
  [
    "Bad Request: can't parse BotCommandScope: Invalid user_id specified",
    { commands: [], scope: { type: 'chat_member', chat_id: 7, user_id: 0 } },
  ],
  ['Bad Request: chat not found', { commands: commands('a'), scope: { type: 'chat', chat_id: 8 } }],
  ['Bad Request: invalid language code specified', { commands: commands('a'), language_code: 'rus' }],
])('setMyCommands: %s', async (description, params) => {
  const { complaint } = await chatWithAnna()
  expect(await complaint('setMyCommands', params)).toBe(description)
})

test('a leading slash and space around are taken off', async () => {
  const { call } = await chatWithAnna()
  await call('setMyCommands', { commands: [{ command: ' /start ', description: ' Begin ' }] })
  expect((await call('getMyCommands')).result).toEqual([{ command: 'start', description: 'Begin' }])
})

test('a person sees the narrowest menu, and within a scope the one in their language', async () => {
  const { call, anna, telegram } = await chatWithAnna()
  const boris = telegram.person({ id: 8, firstName: 'Boris', languageCode: 'en' })
  await boris.sends('/start')
  const seen = () =>
    [anna, boris].map((person) =>
      person
        .commands()
        .map(({ command }) => command)
        .join(),
    )
  const chat = { type: 'chat', chat_id: 7 }
  expect(seen()).toEqual(['', ''])
  await call('setMyCommands', { commands: commands('default') })
  expect(seen()).toEqual(['default', 'default'])
  await call('setMyCommands', { commands: commands('russian'), language_code: 'ru' })
  expect(seen()).toEqual(['russian', 'default'])
  await call('setMyCommands', { commands: commands('private'), scope: { type: 'all_private_chats' } })
  expect(seen()).toEqual(['private', 'private'])
  await call('setMyCommands', { commands: commands('own'), scope: chat })
  expect(seen()).toEqual(['own', 'private'])
  await call('setMyCommands', { commands: commands('own_russian'), scope: chat, language_code: 'ru' })
  expect(seen()).toEqual(['own_russian', 'private'])
  await call('deleteMyCommands', { scope: chat, language_code: 'ru' })
  expect(seen()).toEqual(['own', 'private'])
})

test.each([
  ['Name', 'name', 64],
  ['Description', 'description', 512],
  ['ShortDescription', 'short_description', 120],
])('the bot has a %s by language, of limited length', async (title, field, limit) => {
  const { call, complaint } = await chatWithAnna()
  await call(`setMy${title}`, { [field]: 'Any' })
  await call(`setMy${title}`, { [field]: 'Русское', language_code: 'ru' })
  expect((await call(`getMy${title}`, { language_code: 'ru' })).result).toEqual({ [field]: 'Русское' })
  expect((await call(`getMy${title}`, { language_code: 'en' })).result).toEqual({ [field]: 'Any' })
  expect(await complaint(`setMy${title}`, { [field]: 'x'.repeat(limit + 1) })).toContain('_TOO_LONG')
})
