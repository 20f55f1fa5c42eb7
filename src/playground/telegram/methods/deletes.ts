import { chatOf } from '#playground/telegram/chats.ts'
import type { Cloud } from '#playground/telegram/cloud.ts'
import { dropMessages, findMessage, type Stored } from '#playground/telegram/messages.ts'
import { type Args, integer, text } from '#playground/telegram/wire/args.ts'
import { refuse } from '#playground/telegram/wire/errors.ts'
import { parseJson } from '#playground/telegram/wire/json.ts'

const WINDOW_MS = 48 * 3_600_000
const IDS = 100

/** Deletes one message of either side, not older than 48 hours. */
export function deleteMessage(cloud: Cloud, args: Args): true {
  const messageId = integer(args, 'message_id')
  if (text(args, 'chat_id') === '') throw refuse('Chat identifier is not specified')
  if (messageId === 0) throw refuse('Message identifier is not specified')
  const chat = chatOf(cloud, args)
  const stored = findMessage(chat, messageId)
  if (!stored) throw refuse('message to delete not found')
  if (isTooOld(cloud, stored)) throw refuse("Message can't be deleted for everyone")
  dropMessages(cloud, chat, [messageId])
  return true
}

/** Missing or too old messages are skipped. */
export function deleteMessages(cloud: Cloud, args: Args): true {
  if (text(args, 'chat_id') === '') throw refuse('Chat identifier is not specified')
  const ids = messageIds(args)
  const chat = chatOf(cloud, args)
  const found = ids.filter((id) => {
    const stored = findMessage(chat, id)
    return stored && !isTooOld(cloud, stored)
  })
  if (found.length > 0) dropMessages(cloud, chat, found)
  return true
}

/** The list that all methods for several messages take. */
export function messageIds(args: Args): number[] {
  const raw = text(args, 'message_ids')
  if (raw === '') throw refuse('Message identifiers are not specified')
  const value = parseJson(raw)
  if (value === undefined) throw refuse("Can't parse message_ids JSON object")
  if (!Array.isArray(value)) throw refuse('Expected an Array of message identifiers')
  if (value.length > IDS) throw refuse('Too many message identifiers specified')
  if (value.length === 0) throw refuse('Message identifiers are not specified')
  return value.map((item: unknown) => {
    const isNumeric = typeof item === 'number' || (typeof item === 'string' && /^-?\d+$/.test(item))
    if (!isNumeric) throw refuse('Message identifier must be a Number')
    if (Number(item) <= 0) throw refuse('Invalid message identifier specified')
    return Number(item)
  })
}

function isTooOld(cloud: Cloud, { message }: Stored): boolean {
  return cloud.now() - message.date * 1000 > WINDOW_MS
}
