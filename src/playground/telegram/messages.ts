import type { InlineKeyboardButton, KeyboardButton, Message, MessageEntity } from 'grammy/types'
import { refuse } from '#playground/telegram/wire/errors.ts'
import { type Cloud, type PrivateChat, unixTime } from './cloud.ts'
import { inlinePart, type Markup } from './markup.ts'

/** A message as Telegram stores it: more than it sends to the bot. */
export interface Stored {
  message: Message
  fromBot: boolean
  /** Reply keyboards are not part of a Message; they live here. */
  keyboard: Exclude<Markup, { inline_keyboard: unknown }> | undefined
  isService: boolean
  isForwarded: boolean
  /** It came without a sound. */
  isSilent: boolean
  preview: string
}

/** A message as it stands now: Telegram's object, its side, whether it was silent, and its reply keyboard. */
export type ChatMessage = Message & { fromBot: boolean; isSilent: boolean; replyKeyboard?: Stored['keyboard'] }

/** Fields of a message to set; `undefined` takes one away. */
export type Content = { [Field in keyof Message]?: Message[Field] | undefined }

/** The parts of a new message. */
export interface Draft {
  content: Content
  markup?: Markup | undefined
  preview?: string
  isForwarded?: boolean
  isService?: boolean
  isSilent?: boolean
}

/** Adds a message to the chat and notifies the listeners. */
export function addMessage(cloud: Cloud, chat: PrivateChat, fromBot: boolean, draft: Draft): Stored {
  const inline = inlinePart(draft.markup)
  const keyboard = draft.markup && !('inline_keyboard' in draft.markup) ? draft.markup : undefined
  const { is_bot: _, language_code: __, ...profile } = chat.user
  const message = {
    message_id: cloud.nextMessageId++,
    from: fromBot ? briefBot(cloud) : chat.user,
    chat: { ...profile, type: 'private' },
    date: unixTime(cloud),
    ...knownPeople(cloud, draft.content),
    ...(inline && { reply_markup: inline }),
  } as Message
  const stored: Stored = {
    message,
    fromBot,
    keyboard,
    isService: draft.isService ?? false,
    isForwarded: draft.isForwarded ?? false,
    isSilent: draft.isSilent ?? false,
    preview: draft.preview ?? '',
  }
  chat.messages.push(stored)
  if (keyboard && 'keyboard' in keyboard) chat.keyboardFrom = message.message_id
  if (keyboard && 'remove_keyboard' in keyboard) chat.keyboardFrom = undefined
  cloud.events.emit({ kind: 'message', chatId: chat.user.id, message: viewOf(stored) })
  return stored
}

/** The new content of an edit; no markup removes the inline keyboard. */
export interface Change {
  content: Content
  markup: Markup | undefined
  preview?: string
}

/** Puts new content into a message; exactly the same content is refused, as Telegram does. */
export function changeMessage(cloud: Cloud, chat: PrivateChat, stored: Stored, change: Change): Message {
  const inline = inlinePart(change.markup)
  const { reply_markup: _, edit_date: __, ...before } = stored.message
  const content = knownPeople(cloud, change.content)
  const after = withoutUndefined({ ...before, ...content, ...(inline && { reply_markup: inline }) }) as Message
  const preview = change.preview ?? stored.preview
  if (preview === stored.preview && fingerprint(after) === fingerprint(stored.message))
    throw refuse('MESSAGE_NOT_MODIFIED')
  stored.message = { ...after, edit_date: unixTime(cloud) } as Message
  stored.preview = preview
  cloud.events.emit({ kind: 'edited', chatId: chat.user.id, message: viewOf(stored) })
  return structuredClone(stored.message)
}

/** Deletes messages, and with them the reply keyboard they brought and their pins. */
export function dropMessages(cloud: Cloud, chat: PrivateChat, messageIds: number[]): void {
  chat.messages = chat.messages.filter(({ message }) => !messageIds.includes(message.message_id))
  chat.pinned = chat.pinned.filter((id) => !messageIds.includes(id))
  cloud.events.emit({ kind: 'deleted', chatId: chat.user.id, messageIds })
}

/** The message with this id, unless deleted. */
export function findMessage(chat: PrivateChat, messageId: number): Stored | undefined {
  return chat.messages.find(({ message }) => message.message_id === messageId)
}

/** A copy of a message for people to look at. */
export function viewOf(stored: Stored): ChatMessage {
  const { message, fromBot, isSilent, keyboard } = stored
  return {
    ...structuredClone(message),
    fromBot,
    isSilent,
    ...(keyboard && { replyKeyboard: structuredClone(keyboard) }),
  }
}

/** The inline buttons of a message in reading order. */
export function inlineButtons(message: Message): InlineKeyboardButton[] {
  return message.reply_markup?.inline_keyboard.flat() ?? []
}

/** The reply keyboard the person sees now, row by row. */
export function shownKeyboard(chat: PrivateChat): Exclude<KeyboardButton, string>[][] {
  const stored = chat.keyboardFrom === undefined ? undefined : findMessage(chat, chat.keyboardFrom)
  if (!stored?.keyboard || !('keyboard' in stored.keyboard)) return []
  return stored.keyboard.keyboard.map((row) =>
    row.map((button) => (typeof button === 'string' ? { text: button } : button)),
  )
}

/** The short form of the bot in messages. */
export function briefBot(cloud: Cloud) {
  const { id, is_bot, first_name, username } = cloud.bot
  return { id, is_bot, first_name, username }
}

// A mention of a person whom the bot has never seen is plain text.
function knownPeople(cloud: Cloud, content: Content): Content {
  const known = (entity: MessageEntity): MessageEntity[] => {
    if (entity.type !== 'text_mention') return [entity]
    const chat = cloud.chats.get(entity.user.id)
    return chat?.started ? [{ ...entity, user: chat.user }] : []
  }
  const { entities, caption_entities } = content
  return {
    ...content,
    ...(entities && { entities: entities.flatMap(known) }),
    ...(caption_entities && { caption_entities: caption_entities.flatMap(known) }),
  }
}

function fingerprint(message: Message): string {
  const { text, entities, caption, caption_entities, document, photo, reply_markup } = message
  const place = { document: document?.file_unique_id, photo: photo?.map((size) => size.file_unique_id) }
  return JSON.stringify([text, entities, caption, caption_entities, place, reply_markup?.inline_keyboard])
}

function withoutUndefined(value: object): object {
  return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined))
}
