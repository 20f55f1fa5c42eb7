import type { InlineKeyboardButton } from 'grammy/types'
import { checkedLink, linkedUser } from '#playground/telegram/text/links.ts'
import { refuse } from '#playground/telegram/wire/errors.ts'
import {
  isObject,
  type JsonObject,
  optionalFlag,
  optionalString,
  requiredString,
} from '#playground/telegram/wire/json.ts'

const DATA_BYTES = 64
const COPY_LENGTH = 256
const ROW = 8
const BUTTONS = 100
const MARKUP_BYTES = 10 * 1024

/** One button as given; the first action in Telegram's order counts, the others are ignored. */
export function parseInlineButton(value: unknown): InlineKeyboardButton {
  if (!isObject(value)) throw refuse('InlineKeyboardButton must be an Object')
  const text = requiredString(value, 'text')
  const style = optionalString(value, 'style').toLowerCase()
  if (!['', 'default', 'primary', 'danger', 'success'].includes(style)) throw refuse('invalid button style specified')
  const look = { text, ...(style && style !== 'default' && { style: style as 'primary' | 'danger' | 'success' }) }
  return { ...look, ...action(value) }
}

type ButtonAction = InlineKeyboardButton extends infer Button
  ? Button extends unknown
    ? Omit<Button, 'text'>
    : never
  : never

function action(value: JsonObject): ButtonAction {
  const url = optionalString(value, 'url')
  if (url) return { url }
  const callback_data = optionalString(value, 'callback_data')
  if (callback_data) return { callback_data }
  if (value.callback_game !== undefined) return { callback_game: {} }
  if (value.pay !== undefined) return { pay: true }
  if (value.switch_inline_query !== undefined)
    return { switch_inline_query: requiredString(value, 'switch_inline_query') }
  if (value.switch_inline_query_chosen_chat !== undefined)
    return { switch_inline_query_chosen_chat: chosenChat(requiredObject(value, 'switch_inline_query_chosen_chat')) }
  if (value.switch_inline_query_current_chat !== undefined)
    return { switch_inline_query_current_chat: requiredString(value, 'switch_inline_query_current_chat') }
  if (value.login_url !== undefined) return { login_url: loginUrl(requiredObject(value, 'login_url')) }
  if (value.web_app !== undefined) return { web_app: { url: requiredString(requiredObject(value, 'web_app'), 'url') } }
  if (value.copy_text !== undefined)
    return { copy_text: { text: requiredString(requiredObject(value, 'copy_text'), 'text') } }
  throw refuse('Text buttons are unallowed in the inline keyboard')
}

function requiredObject(value: JsonObject, field: string): JsonObject {
  const inner = value[field]
  if (isObject(inner)) return inner
  throw refuse(`Field "${field}" must be of type Object`)
}

function chosenChat(value: JsonObject) {
  const chats = ['allow_user_chats', 'allow_bot_chats', 'allow_group_chats', 'allow_channel_chats'] as const
  const allowed = Object.fromEntries(chats.filter((kind) => optionalFlag(value, kind)).map((kind) => [kind, true]))
  return { query: optionalString(value, 'query'), ...allowed }
}

function loginUrl(value: JsonObject) {
  const bot = optionalString(value, 'bot_username').replace(/^@/, '')
  if (value.bot_username !== undefined && !/^\w+$/.test(bot)) throw refuse('LoginUrl bot username is invalid')
  return { url: requiredString(value, 'url') }
}

/**
 * Drops buttons without a label, and gives links their full form; Telegram's library refuses bad links before the cloud
 * sees them.
 */
export function settleInlineKeyboard(rows: InlineKeyboardButton[][]): InlineKeyboardButton[][] {
  return rows.map((row) => row.filter(({ text }) => text !== '').map(settleButton)).filter((row) => row.length > 0)
}

function settleButton(button: InlineKeyboardButton): InlineKeyboardButton {
  if (!button.text.isWellFormed()) throw refuse('Inline keyboard button text must be encoded in UTF-8')
  if ('url' in button && !linkedUser(button.url)) {
    const url = checkedLink(button.url)
    if (!url) throw refuse('Inline keyboard button Wrong HTTP URL')
    return { ...button, url }
  }
  if ('web_app' in button || 'login_url' in button) {
    const link = 'web_app' in button ? button.web_app.url : button.login_url.url
    const kind = 'web_app' in button ? 'Web App' : 'Login'
    const url = checkedLink(link)
    if (!url) throw refuse(`Inline keyboard button ${kind} Wrong HTTP URL`)
    if ('web_app' in button && !url.startsWith('https:'))
      throw refuse(`Inline keyboard button ${kind} Only HTTPS links are allowed`)
  }
  return button
}

/** The rules of the cloud, whose codes reach the bot as they are. */
export function checkInlineKeyboard(rows: InlineKeyboardButton[][]): void {
  const buttons = rows.flat()
  for (const button of buttons) {
    if ('callback_data' in button && Buffer.byteLength(button.callback_data) > DATA_BYTES)
      throw refuse('BUTTON_DATA_INVALID')
    if ('copy_text' in button) {
      const { length } = [...button.copy_text.text]
      if (length < 1 || length > COPY_LENGTH) throw refuse('BUTTON_COPY_TEXT_INVALID')
    }
    if ('pay' in button || 'callback_game' in button) throw refuse('BUTTON_TYPE_INVALID')
  }
  const tooWide = rows.some((row) => row.length > ROW)
  if (tooWide || buttons.length > BUTTONS || sizeOf(buttons) > MARKUP_BYTES) throw refuse('REPLY_MARKUP_TOO_LONG')
}

// Roughly the size of the buttons on the wire: their strings, padded, and a head of twelve bytes each.
function sizeOf(buttons: InlineKeyboardButton[]): number {
  const strings = buttons.flatMap((button) =>
    Object.values(button).map((part) => (typeof part === 'string' ? part : JSON.stringify(part))),
  )
  return buttons.length * 12 + strings.reduce((sum, part) => sum + Math.ceil((Buffer.byteLength(part) + 1) / 4) * 4, 0)
}
