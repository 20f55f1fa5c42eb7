import type { PrivateChat } from '#playground/telegram/cloud.ts'
import { type ChatMessage, inlineButtons, type Stored, shownKeyboard, viewOf } from '#playground/telegram/messages.ts'

/** The person's screen in words, without Telegram's own service messages. */
export function screenOf(chat: PrivateChat) {
  const last = (): ChatMessage => {
    const stored = chat.messages.findLast(isSaid)
    if (!stored) throw new Error(`The bot has written nothing to ${chat.user.first_name}`)
    return viewOf(stored)
  }
  const keyboard = () =>
    shownKeyboard(chat)
      .flat()
      .map(({ text }) => text)
  return {
    last,
    keyboard,
    keys: () => structuredClone(shownKeyboard(chat)),
    sees(): string {
      if (!chat.messages.some(isSaid)) return ''
      const message = last()
      const inline = message.reply_markup?.inline_keyboard ?? []
      const lines = inline.map((row) => row.map(({ text }) => `[${text}]`).join(' '))
      const { replyKeyboard } = message
      const below = replyKeyboard && 'keyboard' in replyKeyboard ? replyKeyboard.keyboard : []
      const keys = below.map((row) => row.map((key) => `(${typeof key === 'string' ? key : key.text})`).join(' '))
      const name = message.document?.file_name ?? (message.photo && '🖼')
      return [name, message.text ?? message.caption, ...lines, ...keys].filter((line) => line !== undefined).join('\n')
    },
    buttons(): string[] {
      const newest = chat.messages.findLast(({ message }) => inlineButtons(message).length > 0)
      return newest ? inlineButtons(newest.message).map(({ text }) => text) : []
    },
  }
}

function isSaid({ fromBot, isService }: Stored): boolean {
  return fromBot && !isService
}
