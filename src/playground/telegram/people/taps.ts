import type { InlineKeyboardButton, KeyboardButton, Update } from 'grammy/types'
import { type Cloud, nextQueryId, type PrivateChat, type Query } from '#playground/telegram/cloud.ts'
import { findMessage, inlineButtons, type Stored, shownKeyboard } from '#playground/telegram/messages.ts'
import { publish } from '#playground/telegram/updates/updates.ts'

/** The bot's answer to a press. */
export interface TapAnswer {
  text?: string
  alert: boolean
  answered: boolean
}

/** A press the bot left without an answer. */
export interface UnansweredTap {
  chatId: number
  messageId: number
  data: string
}

/** The actions behind buttons on the person's side. */
export interface Hands {
  unanswered: UnansweredTap[]
  toasts: { text: string; alert: boolean }[]
  say(text: string): Promise<void>
  contact(): Promise<void>
}

const ANSWER_WITHIN_MS = 15_000
const SILENT: TapAnswer = { alert: false, answered: false }

/** Presses buttons, inline ones and those of the reply keyboard. */
export function createTaps(cloud: Cloud, chat: PrivateChat, hands: Hands) {
  async function press(messageId: number, data: string): Promise<TapAnswer> {
    const stored = findMessage(chat, messageId)
    if (!stored) throw new Error(`There is no message ${messageId} in the chat`)
    const query: Query = {
      id: nextQueryId(cloud),
      chatId: chat.user.id,
      at: cloud.now(),
      answer: undefined,
    }
    cloud.queries.set(query.id, query)
    cloud.flood?.heard(chat.user.id)
    const isDirect = cloud.deliver !== undefined
    try {
      await publish(cloud, chat, queryUpdate(cloud, chat, stored, query, data))
      if (!isDirect) await answerTo(cloud, query)
    } finally {
      if (!query.answer) hands.unanswered.push({ chatId: chat.user.id, messageId, data })
    }
    if (!query.answer) return SILENT
    const { text, alert } = query.answer
    if (text) hands.toasts.push({ text, alert })
    return { ...(text && { text }), alert, answered: true }
  }

  async function pressButton(stored: Stored, button: InlineKeyboardButton): Promise<TapAnswer> {
    if ('callback_data' in button) return press(stored.message.message_id, button.callback_data)
    if ('copy_text' in button) return SILENT
    if ('url' in button) {
      const start = new RegExp(`^https?://t\\.me/${cloud.bot.username}\\?start=([\\w-]{1,64})$`, 'i').exec(button.url)
      if (!start) throw new Error(`"${button.text}" opens ${button.url}, which nobody can follow here`)
      await hands.say(`/start ${start[1]}`)
      return SILENT
    }
    const kind = Object.keys(button).find((key) => !['text', 'style'].includes(key))
    throw new Error(`"${button.text}" is a ${kind} button, which can't be pressed here`)
  }

  async function pressKey(key: Exclude<KeyboardButton, string>): Promise<TapAnswer> {
    const shown = chat.keyboardFrom === undefined ? undefined : findMessage(chat, chat.keyboardFrom)
    if (shown?.keyboard && 'one_time_keyboard' in shown.keyboard) chat.keyboardFrom = undefined
    if ('request_contact' in key) await hands.contact()
    else await hands.say(key.text)
    return SILENT
  }

  return {
    async taps(label: string | RegExp): Promise<TapAnswer> {
      for (const stored of chat.messages.toReversed()) {
        const button = choose(inlineButtons(stored.message), label)
        if (button) return pressButton(stored, button)
      }
      const keys = shownKeyboard(chat).flat()
      const key = choose(keys, label)
      if (key) return pressKey(key)
      const all = chat.messages.flatMap(({ message }) => inlineButtons(message))
      throw new Error(`No button says ${label}. Inline buttons: ${list(all)}. Keyboard: ${list(keys)}.`)
    },
    dataOf(label: string | RegExp): string {
      const buttons = chat.messages.toReversed().flatMap(({ message }) => inlineButtons(message))
      const button = choose(buttons, label)
      if (!button || !('callback_data' in button)) throw new Error(`No button that calls back says ${label}.`)
      return button.callback_data
    },
    async tapsOn(messageId: number, label: string | RegExp): Promise<TapAnswer> {
      const stored = findMessage(chat, messageId)
      if (!stored) throw new Error(`There is no message ${messageId} in the chat`)
      const buttons = inlineButtons(stored.message)
      const button = choose(buttons, label)
      if (!button) throw new Error(`No button of message ${messageId} says ${label}. It has: ${list(buttons)}.`)
      return pressButton(stored, button)
    },
    async tapsKey(label: string): Promise<TapAnswer> {
      const keys = shownKeyboard(chat).flat()
      const key = keys.find(({ text }) => text === label)
      if (!key) throw new Error(`No key says ${label}. The keyboard has: ${list(keys)}.`)
      return pressKey(key)
    },
    tapsData: press,
  }
}

/** A whole label wins over a part of one: "1" is not meant to press "10". */
function choose<T extends { text: string }>(buttons: T[], label: string | RegExp): T | undefined {
  if (typeof label !== 'string') return buttons.find(({ text }) => label.test(text))
  return buttons.find(({ text }) => text === label) ?? buttons.find(({ text }) => text.includes(label))
}

function list(buttons: { text: string }[]): string {
  return buttons.map(({ text }) => `"${text}"`).join(', ') || 'none'
}

function queryUpdate(
  cloud: Cloud,
  chat: PrivateChat,
  stored: Stored,
  { id }: Query,
  data: string,
): Omit<Update, 'update_id'> {
  const chat_instance = String(cloud.bot.id * 31 + chat.user.id)
  return { callback_query: { id, from: chat.user, message: stored.message, chat_instance, data } }
}

// Telegram's apps stop the wheel by themselves when no answer comes.
function answerTo(cloud: Cloud, query: Query): Promise<void> {
  if (query.answer) return Promise.resolve()
  const { promise, resolve } = Promise.withResolvers<void>()
  const timer = setTimeout(resolve, ANSWER_WITHIN_MS).unref()
  const unsubscribe = cloud.events.subscribe((event) => {
    if (event.kind === 'answered' && event.queryId === query.id) resolve()
  })
  return promise.finally(() => {
    clearTimeout(timer)
    unsubscribe()
  })
}
