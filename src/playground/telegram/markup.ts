import type {
  ForceReply,
  InlineKeyboardMarkup,
  KeyboardButton,
  ReplyKeyboardMarkup,
  ReplyKeyboardRemove,
} from 'grammy/types'
import type { Args } from '#playground/telegram/wire/args.ts'
import { text } from '#playground/telegram/wire/args.ts'
import { refuse } from '#playground/telegram/wire/errors.ts'
import {
  isObject,
  type JsonObject,
  optionalFlag,
  optionalString,
  parseJson,
  requiredString,
  within,
} from '#playground/telegram/wire/json.ts'
import { checkInlineKeyboard, parseInlineButton, settleInlineKeyboard } from './inline-buttons.ts'

/** All forms of reply_markup. */
export type Markup = InlineKeyboardMarkup | ReplyKeyboardMarkup | ReplyKeyboardRemove | ForceReply

const BUTTONS_IN_ROW = 12
const BUTTONS = 300
const PLACEHOLDER = 64

/** The markup as given: shape only. `settleMarkup` checks the contents of the buttons after the chat was found. */
export function parseMarkup(args: Args): Markup | undefined {
  const raw = text(args, 'reply_markup')
  if (raw === '') return undefined
  const value = parseJson(raw)
  if (value === undefined) throw refuse("Can't parse reply keyboard markup JSON object")
  if (!isObject(value)) throw refuse('Object expected as reply markup')

  const keyboard = rows(value, 'keyboard', 'Field "keyboard" must be an Array of Arrays', (button) =>
    within("Can't parse keyboard button", () => parseButton(button)),
  )
  const inline_keyboard = rows(
    value,
    'inline_keyboard',
    'Field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays',
    (button) => within("Can't parse inline keyboard button", () => parseInlineButton(button)),
  )
  const removes = optionalFlag(value, 'remove_keyboard')
  const forces = optionalFlag(value, 'force_reply')
  const placeholder = optionalString(value, 'input_field_placeholder')
  const common = { ...(optionalFlag(value, 'selective') && { selective: true }) }
  const hint = { ...(placeholder && { input_field_placeholder: placeholder }) }
  if (keyboard.length > 0) return { keyboard, ...flags(value), ...common, ...hint }
  if (inline_keyboard.length > 0) return { inline_keyboard }
  if (removes) return { remove_keyboard: true, ...common }
  if (forces) return { force_reply: true, ...common, ...hint }
  return undefined
}

/**
 * The markup that is attached: empty buttons dropped, too many cut, contents checked as Telegram's cloud checks them.
 */
export function settleMarkup(markup: Markup | undefined): Markup | undefined {
  if (!markup) return undefined
  if ('inline_keyboard' in markup) {
    const settled = settleInlineKeyboard(markup.inline_keyboard)
    checkInlineKeyboard(settled)
    return settled.length > 0 ? { inline_keyboard: settled } : undefined
  }
  if ('input_field_placeholder' in markup && (markup.input_field_placeholder?.length ?? 0) > PLACEHOLDER)
    throw refuse('REPLY_MARKUP_INVALID')
  if (!('keyboard' in markup)) return markup
  const labels = markup.keyboard.flat().map((button) => (typeof button === 'string' ? button : button.text))
  if (!labels.every((label) => label.isWellFormed())) throw refuse('Keyboard button text must be encoded in UTF-8')
  const keyboard = cutRows(markup.keyboard, (button) => (typeof button === 'string' ? button : button.text))
  return keyboard.length > 0 ? { ...markup, keyboard } : undefined
}

/** Only the inline keyboard goes back to the bot with the message. */
export function inlinePart(markup: Markup | undefined): InlineKeyboardMarkup | undefined {
  return markup && 'inline_keyboard' in markup ? markup : undefined
}

function rows<T>(value: JsonObject, field: string, complaint: string, parse: (button: unknown) => T): T[][] {
  const list = value[field]
  if (list === undefined || list === null) return []
  if (!Array.isArray(list)) throw refuse(`Field "${field}" must be of type Array`)
  return list.map((row: unknown) => {
    if (!Array.isArray(row)) throw refuse(complaint)
    return row.map(parse)
  })
}

function flags(value: JsonObject): Partial<ReplyKeyboardMarkup> {
  const given: Partial<ReplyKeyboardMarkup> = {}
  for (const name of ['resize_keyboard', 'one_time_keyboard', 'is_persistent'] as const)
    if (optionalFlag(value, name)) given[name] = true
  return given
}

function parseButton(value: unknown): KeyboardButton {
  if (typeof value === 'string') return { text: value }
  if (!isObject(value)) throw refuse('KeyboardButton must be a String or an Object')
  const button = { text: requiredString(value, 'text') }
  checkStyle(value)
  if (optionalFlag(value, 'request_contact')) return { ...button, request_contact: true }
  if (optionalFlag(value, 'request_location')) return { ...button, request_location: true }
  return button
}

function checkStyle(value: JsonObject): void {
  if (!['', 'default', 'primary', 'danger', 'success'].includes(optionalString(value, 'style').toLowerCase()))
    throw refuse('invalid button style specified')
}

/** Drops empty labels and cuts surplus buttons, both silently. */
function cutRows<T>(given: T[][], label: (button: T) => string): T[][] {
  let left = BUTTONS
  return given
    .map((row) => {
      const kept = row.filter((button) => label(button) !== '').slice(0, Math.min(BUTTONS_IN_ROW, left))
      left -= kept.length
      return kept
    })
    .filter((row) => row.length > 0)
}
