import type { Message, MessageId, MessageOrigin } from 'grammy/types'
import { chatOf, reach } from '#playground/telegram/chats.ts'
import { type Cloud, type PrivateChat, unixTime } from '#playground/telegram/cloud.ts'
import { parseMarkup, settleMarkup } from '#playground/telegram/markup.ts'
import { addMessage, type Content, findMessage, type Stored } from '#playground/telegram/messages.ts'
import { captionContent, captionFields, repliedMessage, replyParameters } from '#playground/telegram/sending.ts'
import { CAPTION_LENGTH, lengthOf, settleFormatted } from '#playground/telegram/text/text.ts'
import { type Args, flag, integer, text } from '#playground/telegram/wire/args.ts'
import { refuse } from '#playground/telegram/wire/errors.ts'
import { messageIds } from './deletes.ts'

/** Sends the content of a message again, with another caption if one is given. */
export function copyMessage(cloud: Cloud, args: Args): MessageId {
  const hasCaption = args.values.has('caption')
  const caption = captionContent(args)
  const reply = replyParameters(args)
  const given = parseMarkup(args)
  const source = sourceOf(cloud, args, 'message to copy', integer(args, 'message_id'))
  const chat = chatOf(cloud, args)
  const replied = repliedMessage(chat, reply)
  if (!isCopyable(source)) throw refuse("The message can't be copied")
  const settled = settleFormatted(caption)
  if (lengthOf(settled.text) > CAPTION_LENGTH) throw refuse('Message caption is too long')
  const isMedia = source.message.document ?? source.message.photo
  const fresh =
    hasCaption && isMedia ? { caption: undefined, caption_entities: undefined, ...captionFields(settled) } : {}
  const markup = settleMarkup(given)
  reach(cloud, chat, args)
  const content = { ...replied, ...contentOf(source), ...fresh }
  return { message_id: addMessage(cloud, chat, true, { content, markup }).message.message_id }
}

/** Forwards a message, with its origin. */
export function forwardMessage(cloud: Cloud, args: Args): Message {
  const source = sourceOf(cloud, args, 'message to forward', integer(args, 'message_id'))
  const chat = chatOf(cloud, args)
  if (source.message.has_protected_content) throw refuse("Message has protected content and can't be forwarded")
  if (source.isService) throw refuse("The message can't be forwarded")
  reach(cloud, chat, args)
  return structuredClone(forward(cloud, chat, source).message)
}

/** Missing messages are skipped. */
export function copyMessages(cloud: Cloud, args: Args): MessageId[] {
  return several(cloud, args, (chat, source) => {
    const { caption: _, caption_entities: __, ...bare } = contentOf(source)
    const content = flag(args, 'remove_caption') ? bare : contentOf(source)
    return addMessage(cloud, chat, true, { content })
  })
}

/** Missing messages are skipped. */
export function forwardMessages(cloud: Cloud, args: Args): MessageId[] {
  return several(cloud, args, (chat, source) => forward(cloud, chat, source))
}

function several(cloud: Cloud, args: Args, send: (chat: PrivateChat, source: Stored) => Stored): MessageId[] {
  if (text(args, 'from_chat_id') === '') throw refuse('Parameter "from_chat_id" is required')
  const ids = messageIds(args)
  if (ids.some((id, place) => place > 0 && id <= (ids[place - 1] ?? 0)))
    throw refuse('Message identifiers must be in a strictly increasing order')
  const from = chatOf(cloud, args, 'from_chat_id')
  const chat = chatOf(cloud, args)
  reach(cloud, chat, args)
  const found = ids.flatMap((id) => findMessage(from, id) ?? []).filter(isCopyable)
  return found.map((source) => ({ message_id: send(chat, source).message.message_id }))
}

function isCopyable({ isService, message }: Stored): boolean {
  return !isService && !message.has_protected_content
}

function sourceOf(cloud: Cloud, args: Args, what: string, messageId: number): Stored {
  if (text(args, 'from_chat_id') === '') throw refuse('Parameter "from_chat_id" is required')
  const stored = findMessage(chatOf(cloud, args, 'from_chat_id'), messageId)
  if (!stored) throw refuse(`${what} not found`)
  return stored
}

function forward(cloud: Cloud, chat: PrivateChat, { message }: Stored): Stored {
  const origin: MessageOrigin = message.forward_origin ?? {
    type: 'user',
    sender_user: message.from ?? { id: 0, is_bot: false, first_name: '' },
    date: unixTime(cloud),
  }
  const content = { ...contentOf({ message }), forward_origin: origin }
  return addMessage(cloud, chat, true, { content, isForwarded: true })
}

function contentOf({ message }: { message: Message }): Content {
  const { text, entities, caption, caption_entities, document, photo, contact, sticker } = message
  return structuredClone({ text, entities, caption, caption_entities, document, photo, contact, sticker })
}
