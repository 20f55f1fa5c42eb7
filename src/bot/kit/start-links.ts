import type { Message } from 'grammy/types'

/** The targets of a link into the bot. */
export type StartLink = { goods: number } | { selection: string } | { pass: string } | 'catalog'

/** An invitation's token may begin with anything. */
const INVITATION_LENGTH = 43

/** A link that opens something in the bot: `https://t.me/bot?start=goods-42`. */
export function startWith(botName: string, link: Exclude<StartLink, 'catalog'>): string {
  const payload =
    'goods' in link ? `goods-${link.goods}` : 'pass' in link ? `pass-${link.pass}` : `filters-${link.selection}`
  return `https://t.me/${botName}?start=${payload}`
}

/** The target of the text behind `/start`; null if it is something else, such as an invitation. */
export function readStart(payload: string): StartLink | null {
  if (payload === 'catalog') return 'catalog'
  const goods = /^goods-(\d{1,15})$/.exec(payload)?.[1]
  if (goods !== undefined) return { goods: Number(goods) }
  const pass = /^pass-([\w-]{1,59})$/.exec(payload)?.[1]
  if (pass !== undefined && payload.length !== INVITATION_LENGTH) return { pass }
  // Shorter than an invitation, whose token may begin with anything.
  const selection = /^filters-([\w-]{1,34})$/.exec(payload)?.[1]
  return selection === undefined ? null : { selection }
}

/**
 * The target of the button under a message that `@bot words` put into this chat, or that was forwarded from another
 * one.
 */
export function linkInserted(message: Message | undefined, botId: number): StartLink | null {
  if (message?.via_bot?.id !== botId) return null
  const [button] = message.reply_markup?.inline_keyboard.flat() ?? []
  const payload = button && 'url' in button ? new URL(button.url).searchParams.get('start') : null
  return payload === null ? null : readStart(payload)
}
