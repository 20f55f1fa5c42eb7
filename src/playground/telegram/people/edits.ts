import type { Message, User } from 'grammy/types'
import type { Cloud, PrivateChat } from '#playground/telegram/cloud.ts'
import { changeMessage } from '#playground/telegram/messages.ts'
import { withDetected } from '#playground/telegram/text/detect.ts'
import { publish } from '#playground/telegram/updates/updates.ts'

/** Changes a person's own message: the bot gets an `edited_message`. */
export async function editOwn(cloud: Cloud, chat: PrivateChat, text: string, messageId?: number): Promise<void> {
  const own = chat.messages.filter(({ fromBot, isForwarded }) => !fromBot && !isForwarded)
  const stored = messageId === undefined ? own.at(-1) : own.find(({ message }) => message.message_id === messageId)
  if (!stored) throw new Error(`${chat.user.first_name} has no message of his own to edit`)
  const typed = text.trim()
  const entities = withDetected({ text: typed, entities: [] })
  const content =
    stored.message.text === undefined
      ? { caption: typed === '' ? undefined : typed, caption_entities: entities.length > 0 ? entities : undefined }
      : { text: typed, entities: entities.length > 0 ? entities : undefined }
  const message = changeMessage(cloud, chat, stored, { content, markup: undefined })
  await publish(cloud, chat, {
    edited_message: message as Message & { chat: { type: 'private' }; from: User; edit_date: number },
  })
}
