import type { Message } from 'grammy/types'
import { chatOf, reach } from '#playground/telegram/chats.ts'
import type { Cloud } from '#playground/telegram/cloud.ts'
import { parseMarkup, settleMarkup } from '#playground/telegram/markup.ts'
import { addMessage, changeMessage } from '#playground/telegram/messages.ts'
import {
  captionContent,
  captionFields,
  commonFields,
  repliedMessage,
  replyParameters,
} from '#playground/telegram/sending.ts'
import type { Formatted } from '#playground/telegram/text/html.ts'
import { CAPTION_LENGTH, lengthOf, parseFormatted, settleFormatted } from '#playground/telegram/text/text.ts'
import { type Args, flag, text } from '#playground/telegram/wire/args.ts'
import { refuse } from '#playground/telegram/wire/errors.ts'
import { isObject, optionalString, parseJson, within } from '#playground/telegram/wire/json.ts'
import {
  type InputFile,
  inputFile,
  type MediaKind,
  mediaFields,
  settleFile,
} from '#playground/telegram/wire/uploads.ts'
import { messageToEdit, settleInline } from './texts.ts'

/** Sends any file up to 50 MB. */
export function sendDocument(cloud: Cloud, args: Args): Message {
  return sendMedia(cloud, args, 'document')
}

/** Sends a picture up to 10 MB. */
export function sendPhoto(cloud: Cloud, args: Args): Message {
  return sendMedia(cloud, args, 'photo')
}

function sendMedia(cloud: Cloud, args: Args, kind: MediaKind): Message {
  const input = inputFile(args, kind)
  if (!input) throw refuse(`There is no ${kind} in the request`)
  const caption = captionContent(args)
  const reply = replyParameters(args)
  const given = parseMarkup(args)
  const chat = chatOf(cloud, args)
  const replied = repliedMessage(chat, reply)
  const fields = settleMedia(cloud, { kind, input, caption })
  const markup = settleMarkup(given)
  reach(cloud, chat, args)
  const content = { ...replied, ...commonFields(args), ...fields }
  const isSilent = flag(args, 'disable_notification')
  return structuredClone(addMessage(cloud, chat, true, { content, markup, isSilent }).message)
}

/** Replaces the content of a message with a photo or document. */
export function editMessageMedia(cloud: Cloud, args: Args): Message {
  const given = parseMarkup(args)
  const raw = text(args, 'media')
  if (raw === '') throw refuse('Parameter "media" is required')
  const value = parseJson(raw)
  if (value === undefined) throw refuse("Can't parse input media JSON object")
  const media = within("Can't parse InputMedia", () => parseMedia(args, value))
  const { chat, stored } = messageToEdit(cloud, args)
  if (stored.message.media_group_id && stored.message[media.kind] === undefined)
    throw refuse("Can't change media type in the album")
  const { text: caption } = settleFormatted(media.caption)
  if (lengthOf(caption) > CAPTION_LENGTH) throw refuse('MEDIA_CAPTION_TOO_LONG')
  const fields = settleMedia(cloud, media)
  const gone = { text: undefined, entities: undefined, document: undefined, photo: undefined }
  const content = { ...gone, caption: undefined, caption_entities: undefined, ...fields }
  return changeMessage(cloud, chat, stored, { content, markup: settleInline(given) })
}

const ALBUM = 10

/** Sends an album: photos, or documents, but not both. */
export function sendMediaGroup(cloud: Cloud, args: Args): Message[] {
  const reply = replyParameters(args)
  const raw = text(args, 'media')
  if (raw === '') throw refuse('Parameter "media" is required')
  const value = parseJson(raw)
  if (value === undefined) throw refuse("Can't parse media JSON object")
  if (!Array.isArray(value)) throw refuse('Expected an Array of InputMedia')
  const album = value.map((item) => within("Can't parse InputMedia", () => parseMedia(args, item, 'in an album')))
  const chat = chatOf(cloud, args)
  const replied = repliedMessage(chat, reply)
  if (album.length === 0) throw refuse('There are no messages to send')
  if (album.length > ALBUM) throw refuse('Too many messages to send as an album')
  if (new Set(album.map(({ kind }) => kind)).size > 1) throw refuse("Document can't be mixed with other media types")
  const contents = album.map((media) => settleMedia(cloud, media))
  reach(cloud, chat, args)
  const media_group_id = String(cloud.nextId++)
  return contents.map((content) =>
    structuredClone(
      addMessage(cloud, chat, true, { content: { ...replied, ...commonFields(args), ...content, media_group_id } })
        .message,
    ),
  )
}

interface Media {
  kind: MediaKind
  input: InputFile
  caption: Formatted
}

function parseMedia(args: Args, value: unknown, inAlbum = ''): Media {
  if (!isObject(value)) throw refuse('expected an Object')
  const type = optionalString(value, 'type')
  const input = inputFile(args, '', optionalString(value, 'media') || 'attach://')
  if (!input) throw refuse('media not found')
  if (inAlbum && type === 'animation') throw refuse(`type "${type}" can't be used in sendMediaGroup`)
  if (type !== 'photo' && type !== 'document') throw refuse(`type "${type}" is unsupported`)
  const mode = optionalString(value, 'parse_mode')
  return { kind: type, input, caption: parseFormatted(optionalString(value, 'caption'), mode, value.caption_entities) }
}

function settleMedia(cloud: Cloud, { kind, input, caption }: Media): Partial<Message> {
  const settled = settleFormatted(caption)
  if (lengthOf(settled.text) > CAPTION_LENGTH) throw refuse('Message caption is too long')
  return { ...mediaFields(settleFile(cloud, input, kind), kind), ...captionFields(settled) } as Partial<Message>
}
