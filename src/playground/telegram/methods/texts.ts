import type { Message } from 'grammy/types'
import { chatOf, reach } from '#playground/telegram/chats.ts'
import type { Cloud, PrivateChat } from '#playground/telegram/cloud.ts'
import { type Markup, parseMarkup, settleMarkup } from '#playground/telegram/markup.ts'
import { addMessage, type Content, changeMessage, findMessage, type Stored } from '#playground/telegram/messages.ts'
import {
  captionContent,
  captionFields,
  commonFields,
  repliedMessage,
  replyParameters,
  type TextContent,
  textContent,
  textFields,
} from '#playground/telegram/sending.ts'
import { CAPTION_LENGTH, lengthOf, settleFormatted, TEXT_LENGTH } from '#playground/telegram/text/text.ts'
import { type Args, flag, integer, text } from '#playground/telegram/wire/args.ts'
import { refuse } from '#playground/telegram/wire/errors.ts'

/** Sends a text; the checks come in the order Telegram makes them. */
export function sendMessage(cloud: Cloud, args: Args): Message {
  const content = textContent(args)
  const reply = replyParameters(args)
  const given = parseMarkup(args)
  const chat = chatOf(cloud, args)
  const replied = repliedMessage(chat, reply)
  const { fields, length } = settleText(content)
  if (length > TEXT_LENGTH) throw refuse('Message is too long')
  const markup = settleMarkup(given)
  reach(cloud, chat, args)
  const stored = addMessage(cloud, chat, true, {
    content: { ...replied, ...commonFields(args), ...fields },
    markup,
    preview: JSON.stringify(content.preview),
    isSilent: flag(args, 'disable_notification'),
  })
  return structuredClone(stored.message)
}

/** Changes a text; without markup the inline keyboard is removed. */
export function editMessageText(cloud: Cloud, args: Args): Message {
  const content = textContent(args)
  const given = parseMarkup(args)
  const { chat, stored } = messageToEdit(cloud, args)
  if (stored.message.text === undefined) throw refuse('There is no text in the message to edit')
  const { fields, length } = settleText(content)
  const markup = settleInline(given)
  if (length > TEXT_LENGTH) throw refuse('MESSAGE_TOO_LONG')
  return changeMessage(cloud, chat, stored, {
    content: { entities: undefined, link_preview_options: undefined, ...fields },
    markup,
    preview: JSON.stringify(content.preview) ?? '',
  })
}

/** Changes the caption of a photo or document; without one it is removed. */
export function editMessageCaption(cloud: Cloud, args: Args): Message {
  const given = parseMarkup(args)
  const caption = captionContent(args)
  const { chat, stored } = messageToEdit(cloud, args)
  if (!stored.message.document && !stored.message.photo) throw refuse('There is no caption in the message to edit')
  const settled = settleFormatted(caption)
  const markup = settleInline(given)
  if (lengthOf(settled.text) > CAPTION_LENGTH) throw refuse('MEDIA_CAPTION_TOO_LONG')
  return changeMessage(cloud, chat, stored, {
    content: { caption: undefined, caption_entities: undefined, ...captionFields(settled) },
    markup,
  })
}

/** Changes the inline keyboard only. */
export function editMessageReplyMarkup(cloud: Cloud, args: Args): Message {
  const given = parseMarkup(args)
  const { chat, stored } = messageToEdit(cloud, args)
  return changeMessage(cloud, chat, stored, { content: {}, markup: settleInline(given) })
}

/** A message the bot may change: its own, not forwarded, and never one that brought a reply keyboard. */
export function messageToEdit(cloud: Cloud, args: Args): { chat: PrivateChat; stored: Stored } {
  const messageId = integer(args, 'message_id')
  if (text(args, 'chat_id') === '' && messageId === 0) {
    if (text(args, 'inline_message_id') === '') throw refuse('Message identifier is not specified')
    throw refuse('MESSAGE_ID_INVALID')
  }
  const chat = chatOf(cloud, args)
  const stored = findMessage(chat, messageId)
  if (!stored) throw refuse('message to edit not found')
  if (!stored.fromBot || stored.isForwarded || stored.isService || stored.keyboard)
    throw refuse("Message can't be edited")
  return { chat, stored }
}

/** Messages are edited with inline keyboards only. */
export function settleInline(given: Markup | undefined): Markup | undefined {
  if (given && !('inline_keyboard' in given)) throw refuse('Inline keyboard expected')
  return settleMarkup(given)
}

function settleText({ formatted, preview }: TextContent): { fields: Content; length: number } {
  const settled = settleFormatted(formatted)
  if (settled.text === '') throw refuse('Text must be non-empty')
  const options = preview && { link_preview_options: preview }
  return { fields: { ...textFields(settled), ...options }, length: lengthOf(settled.text) }
}
