import type { ChatFullInfo } from 'grammy/types'
import { chatOf } from '#playground/telegram/chats.ts'
import { type Cloud, unixTime } from '#playground/telegram/cloud.ts'
import { addMessage, findMessage } from '#playground/telegram/messages.ts'
import { type Args, integer, text } from '#playground/telegram/wire/args.ts'
import { refuse } from '#playground/telegram/wire/errors.ts'

const ACTIONS = new Set(
  `cancel typing record_video upload_video record_audio record_voice upload_audio upload_voice upload_photo upload_document
  choose_sticker pick_up_location find_location record_video_note upload_video_note`.split(/\s+/),
)

/** Shows the bot's next action. */
export function sendChatAction(cloud: Cloud, args: Args): true {
  const action = text(args, 'action')
  if (!ACTIONS.has(action)) throw refuse('Wrong parameter action in request')
  const chat = chatOf(cloud, args)
  if (chat.blocked) throw refuse('USER_IS_BLOCKED')
  cloud.events.emit({ kind: 'action', chatId: chat.user.id, action })
  return true
}

/** The person behind a chat, and the newest pinned message. */
export function getChat(cloud: Cloud, args: Args): Partial<ChatFullInfo> {
  const chat = chatOf(cloud, args)
  const { is_bot: _, language_code: __, ...profile } = chat.user
  const pinned = findMessage(chat, chat.pinned.at(-1) ?? 0)
  return {
    ...profile,
    type: 'private',
    accent_color_id: 0,
    max_reaction_count: 11,
    ...(pinned && { pinned_message: structuredClone(pinned.message) as NonNullable<ChatFullInfo['pinned_message']> }),
  }
}

/** Pins a message, which also writes a service message into the chat. */
export function pinChatMessage(cloud: Cloud, args: Args): true {
  const chat = chatOf(cloud, args)
  const stored = findMessage(chat, integer(args, 'message_id'))
  if (!stored) throw refuse('message to pin not found')
  if (stored.isService) throw refuse("Message can't be pinned")
  const messageId = stored.message.message_id
  chat.pinned = [...chat.pinned.filter((id) => id !== messageId), messageId]
  const { reply_to_message: _, ...pinned } = structuredClone(stored.message)
  const content = { pinned_message: { ...pinned, date: unixTime(cloud) } }
  addMessage(cloud, chat, true, { content: content as object, isService: true })
  cloud.events.emit({ kind: 'pinned', chatId: chat.user.id, messageIds: [...chat.pinned] })
  return true
}

/** Without a message_id the newest pinned one is unpinned. */
export function unpinChatMessage(cloud: Cloud, args: Args): true {
  const chat = chatOf(cloud, args)
  const messageId = integer(args, 'message_id') || (chat.pinned.at(-1) ?? 0)
  if (!findMessage(chat, messageId)) throw refuse('message to unpin not found')
  chat.pinned = chat.pinned.filter((id) => id !== messageId)
  cloud.events.emit({ kind: 'pinned', chatId: chat.user.id, messageIds: [...chat.pinned] })
  return true
}

/** Unpins everything. */
export function unpinAllChatMessages(cloud: Cloud, args: Args): true {
  const chat = chatOf(cloud, args)
  chat.pinned = []
  cloud.events.emit({ kind: 'pinned', chatId: chat.user.id, messageIds: [] })
  return true
}
