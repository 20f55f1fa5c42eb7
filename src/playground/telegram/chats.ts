import { type Args, flag, lenientInteger, text } from '#playground/telegram/wire/args.ts'
import { refuse } from '#playground/telegram/wire/errors.ts'
import type { Cloud, PrivateChat } from './cloud.ts'

/**
 * The chat that a parameter names. A person who has never written to the bot, or is named by @username, isn't found.
 */
export function chatOf(cloud: Cloud, args: Args, parameter = 'chat_id'): PrivateChat {
  const id = text(args, parameter)
  if (id === '') throw refuse(parameter === 'chat_id' ? 'chat_id is empty' : `parameter "${parameter}" is required`)
  const chat = cloud.chats.get(lenientInteger(id))
  if (!chat?.started) throw refuse('chat not found')
  return chat
}

/**
 * Called when all else is right. Checks facts that only Telegram's cloud knows: the bot is blocked, or sends too fast.
 */
export function reach(cloud: Cloud, chat: PrivateChat, args: Args): void {
  if (chat.blocked) throw refuse('USER_IS_BLOCKED')
  cloud.flood?.take(chat.user.id, flag(args, 'allow_paid_broadcast'))
}
