import type { LinkPreviewOptions, Message } from 'grammy/types'
import type { Formatted } from '#playground/telegram/text/html.ts'
import { parseFormatted } from '#playground/telegram/text/text.ts'
import { type Args, flag, integer, json, text } from '#playground/telegram/wire/args.ts'
import { refuse } from '#playground/telegram/wire/errors.ts'
import { isObject, optionalFlag, optionalString, parseJson, requiredInteger } from '#playground/telegram/wire/json.ts'
import type { PrivateChat } from './cloud.ts'
import { type Content, findMessage } from './messages.ts'

/** A text to send, before the chat was looked at. */
export interface TextContent {
  formatted: Formatted
  preview: LinkPreviewOptions | undefined
}

/** The text parameters, in the order of Telegram's checks. */
export function textContent(args: Args): TextContent {
  const preview = linkPreview(args)
  const raw = text(args, 'text')
  if (raw === '') throw refuse('Message text is empty')
  return { preview, formatted: parseFormatted(raw, text(args, 'parse_mode'), json(args, 'entities')) }
}

/** The caption parameters, checked like a text. */
export function captionContent(args: Args): Formatted {
  return parseFormatted(text(args, 'caption'), text(args, 'parse_mode'), json(args, 'caption_entities'))
}

/** Text and its entities under the names they have in a Message; without entities there is no list. */
export function textFields({ text: plain, entities }: Formatted): Content {
  return { text: plain, ...(entities.length > 0 && { entities }) }
}

/** A caption under the names it has in a Message; an empty one is none. */
export function captionFields({ text: plain, entities }: Formatted): Content {
  return plain === '' ? {} : { caption: plain, ...(entities.length > 0 && { caption_entities: entities }) }
}

function linkPreview(args: Args): LinkPreviewOptions | undefined {
  const raw = text(args, 'link_preview_options')
  if (raw === '') return flag(args, 'disable_web_page_preview') ? { is_disabled: true } : undefined
  const value = parseJson(raw)
  if (value === undefined) throw refuse("Can't parse link preview options JSON object")
  if (!isObject(value)) throw refuse('Object expected as link preview options')
  const options: LinkPreviewOptions = {}
  if (optionalFlag(value, 'is_disabled')) options.is_disabled = true
  const url = optionalString(value, 'url')
  if (url) options.url = url
  for (const name of ['prefer_small_media', 'prefer_large_media', 'show_above_text'] as const)
    if (optionalFlag(value, name)) options[name] = true
  return Object.keys(options).length > 0 ? options : undefined
}

/** The message to reply to; 0 is none. */
export interface Reply {
  messageId: number
  isOptional: boolean
  chatId: string
}

/** The message to reply to, by the new parameter or the two old ones. */
export function replyParameters(args: Args): Reply {
  const raw = text(args, 'reply_parameters')
  if (raw === '') {
    const messageId = integer(args, 'reply_to_message_id')
    return { messageId, isOptional: flag(args, 'allow_sending_without_reply'), chatId: '' }
  }
  const value = parseJson(raw)
  if (value === undefined) throw refuse("Can't parse reply parameters JSON object")
  if (!isObject(value)) throw refuse('Object expected as reply parameters')
  if (Object.keys(value).length === 0) return { messageId: 0, isOptional: false, chatId: '' }
  const chatId = optionalString(value, 'chat_id')
  const messageId = requiredInteger(value, 'message_id')
  return { messageId, isOptional: optionalFlag(value, 'allow_sending_without_reply'), chatId }
}

/** The answered message, as it stands inside the reply: without its own answered message. */
export function repliedMessage(chat: PrivateChat, reply: Reply): Content {
  if (reply.messageId <= 0) return {}
  const stored = findMessage(chat, reply.messageId)
  if (!stored) {
    if (reply.isOptional) return {}
    throw refuse('message to be replied not found')
  }
  const { reply_to_message: _, ...message } = stored.message
  return { reply_to_message: structuredClone(message) as NonNullable<Message['reply_to_message']> }
}

/** Fields that any sent message may have. */
export function commonFields(args: Args): Content {
  return flag(args, 'protect_content') ? { has_protected_content: true } : {}
}
