import type { BotCommand } from 'grammy/types'
import type { Cloud } from '#playground/telegram/cloud.ts'
import { type Args, lenientInteger, text } from '#playground/telegram/wire/args.ts'
import { refuse } from '#playground/telegram/wire/errors.ts'
import {
  isObject,
  optionalString,
  parseJson,
  requiredInteger,
  requiredString,
  within,
} from '#playground/telegram/wire/json.ts'

const COMMANDS = 100
const COMMAND_LENGTH = 32
const DESCRIPTION_LENGTH = 256

/** Sets the menu of one scope and language. */
export function setMyCommands(cloud: Cloud, args: Args): true {
  const commands = parseCommands(text(args, 'commands')).map(settleCommand)
  const place = placeOf(cloud, args)
  if (commands.length > COMMANDS) throw refuse('BOT_COMMANDS_TOO_MUCH')
  if (commands.some(({ command }) => !/^[a-z0-9_]+$/.test(command))) throw refuse('BOT_COMMAND_INVALID')
  if (commands.length === 0) cloud.menus.delete(place)
  else cloud.menus.set(place, commands)
  cloud.events.emit({ kind: 'commands' })
  return true
}

/** Takes the menu of one scope and language away. */
export function deleteMyCommands(cloud: Cloud, args: Args): true {
  cloud.menus.delete(placeOf(cloud, args))
  cloud.events.emit({ kind: 'commands' })
  return true
}

/** The commands set for exactly this scope and language; only people's apps look further. */
export function getMyCommands(cloud: Cloud, args: Args): BotCommand[] {
  return structuredClone(cloud.menus.get(placeOf(cloud, args)) ?? [])
}

function parseCommands(raw: string): BotCommand[] {
  if (raw === '') return []
  const value = parseJson(raw)
  if (value === undefined) throw refuse("Can't parse commands JSON object")
  if (!Array.isArray(value)) throw refuse('Expected an Array of BotCommand')
  return value.map((item: unknown) =>
    within("Can't parse BotCommand", () => {
      if (!isObject(item)) throw refuse('expected an Object')
      return { command: requiredString(item, 'command'), description: requiredString(item, 'description') }
    }),
  )
}

function settleCommand(given: BotCommand): BotCommand {
  if (!given.command.isWellFormed()) throw refuse('Command must be encoded in UTF-8')
  if (!given.description.isWellFormed()) throw refuse('Command description must be encoded in UTF-8')
  const command = given.command.trim().replace(/^\//, '')
  const description = given.description.trim()
  if (command === '') throw refuse('Command must be non-empty')
  if ([...command].length > COMMAND_LENGTH) throw refuse(`Command length must not exceed ${COMMAND_LENGTH}`)
  if (description === '') throw refuse('Command description must be non-empty')
  if ([...description].length > DESCRIPTION_LENGTH)
    throw refuse(`Command description length must not exceed ${DESCRIPTION_LENGTH}`)
  return { command, description }
}

const WIDE = ['default', 'all_private_chats', 'all_group_chats', 'all_chat_administrators']

function placeOf(cloud: Cloud, args: Args): string {
  const raw = text(args, 'scope')
  const value = parseJson(raw)
  if (raw !== '' && value === undefined) throw refuse("Can't parse BotCommandScope JSON object")
  const scope = raw === '' ? 'default' : within("Can't parse BotCommandScope", () => scopeOf(value))
  const chatId = /^chat:(.*)$/.exec(scope)?.[1]
  if (chatId !== undefined && !cloud.chats.get(lenientInteger(chatId))?.started) throw refuse('chat not found')
  const language = text(args, 'language_code')
  if (!/^([a-z]{2})?$/.test(language)) throw refuse('Invalid language code specified')
  return `${scope}/${language}`
}

function scopeOf(value: unknown): string {
  if (!isObject(value)) throw refuse('BotCommandScope must be an Object')
  const type = requiredString(value, 'type')
  if (WIDE.includes(type)) return type
  if (!['chat', 'chat_administrators', 'chat_member'].includes(type)) throw refuse('Unsupported type specified')
  requiredString(value, 'chat_id')
  const chatId = optionalString(value, 'chat_id')
  if (chatId === '') throw refuse('Empty chat_id specified')
  if (type !== 'chat_member') return `${type}:${chatId}`
  const userId = requiredInteger(value, 'user_id')
  if (userId <= 0) throw refuse('Invalid user_id specified')
  return `${type}:${chatId}:${userId}`
}
