import type { MessageEntity } from 'grammy/types'
import { refuse } from '#playground/telegram/wire/errors.ts'
import {
  isObject,
  type JsonObject,
  optionalString,
  requiredInteger,
  requiredString,
  within,
} from '#playground/telegram/wire/json.ts'
import type { Formatted } from './html.ts'
import { checkedLink, linkedUser } from './links.ts'

const STYLES = new Set(['bold', 'italic', 'underline', 'strikethrough', 'spoiler'])
const PLAIN = new Set([...STYLES, 'code', 'blockquote', 'expandable_blockquote'])
// Telegram finds these by itself, whatever the bot states about them.
const FOUND = new Set('mention hashtag cashtag bot_command url email phone_number bank_card_number'.split(' '))
const ENTITIES = 100

/** Entities given by hand: anything but an array counts as none. */
export function parseEntities(value: unknown): MessageEntity[] {
  if (!Array.isArray(value)) return []
  return value.flatMap((item) => within("Can't parse MessageEntity", () => parseEntity(item)))
}

function parseEntity(value: unknown): MessageEntity[] {
  if (!isObject(value)) throw refuse('expected an Object')
  const place = { offset: requiredInteger(value, 'offset'), length: requiredInteger(value, 'length') }
  const type = requiredString(value, 'type')
  if (type === '') throw refuse('Type is not specified')
  if (FOUND.has(type)) return []
  if (PLAIN.has(type)) return [{ type, ...place } as MessageEntity]
  if (type === 'pre') {
    const language = optionalString(value, 'language')
    return [language ? { type, language, ...place } : { type, ...place }]
  }
  if (type === 'text_link') return textLink(requiredString(value, 'url'), place)
  if (type === 'text_mention') return textMention(value, place)
  if (type === 'custom_emoji')
    return [{ type, custom_emoji_id: requiredString(value, 'custom_emoji_id'), ...place } as MessageEntity]
  throw refuse('Unsupported type specified')
}

interface TextPlace {
  offset: number
  length: number
}

function textLink(link: string, place: TextPlace): MessageEntity[] {
  const user = linkedUser(link)
  if (user) return [{ type: 'text_mention', user: { id: user, is_bot: false, first_name: '' }, ...place }]
  const url = checkedLink(link)
  if (!url) throw refuse(`Entity URL '${link}' is invalid: Wrong HTTP URL`)
  return [{ type: 'text_link', url, ...place }]
}

function textMention(value: JsonObject, place: TextPlace): MessageEntity[] {
  if (!isObject(value.user)) throw refuse('Can\'t find field "user"')
  return [
    { type: 'text_mention', user: { id: requiredInteger(value.user, 'id'), is_bot: false, first_name: '' }, ...place },
  ]
}

/** Refuses entities outside the text or in the middle of a surrogate pair. */
export function checkPlaces({ text, entities }: Formatted): void {
  for (const { offset, length } of entities) {
    if (offset < 0) throw refuse(`Receive an entity with incorrect offset ${offset}`)
    if (length < 0) throw refuse(`Receive an entity with incorrect length ${length}`)
    if (offset > text.length) throw refuse(`Entity begins after the end of the text at UTF-16 offset ${offset}`)
    if (splitsPair(text, offset))
      throw refuse(`Entity begins in a middle of a UTF-16 symbol at byte offset ${bytes(text, offset)}`)
    const end = offset + length
    if (end > text.length)
      throw refuse(`Entity beginning at UTF-16 offset ${offset} ends after the end of the text at UTF-16 offset ${end}`)
    if (splitsPair(text, end))
      throw refuse(
        `Entity beginning at UTF-16 offset ${offset} ends in a middle of a UTF-16 symbol at byte offset ${bytes(text, end)}`,
      )
  }
}

function splitsPair(text: string, at: number): boolean {
  return /[\uD800-\uDBFF]/.test(text[at - 1] ?? '') && /[\uDC00-\uDFFF]/.test(text[at] ?? '')
}

function bytes(text: string, at: number): number {
  return Buffer.byteLength(text.slice(0, at - 1))
}

/**
 * The order and shape of entities in a Message: empty ones gone, equal styles joined, nothing inside code, 100 at most.
 */
export function tidyEntities({ text, entities }: Formatted): MessageEntity[] {
  const kept = entities.filter(({ offset, length }) => text.slice(offset, offset + length).trim() !== '')
  const code = kept.filter(isCode)
  const rest = kept.filter((entity) => !isCode(entity) && !STYLES.has(entity.type))
  const free = rest.filter((entity) => isQuote(entity) || !code.some((other) => overlap(entity, other)))
  const styled = [...STYLES].flatMap((type) => unionOf(kept.filter((entity) => entity.type === type)))
  const cut = styled.flatMap((entity) => subtract(entity, code))
  return [...code, ...free, ...cut].sort(byPlace).slice(0, ENTITIES)
}

function isCode(entity: MessageEntity): boolean {
  return entity.type === 'code' || entity.type === 'pre'
}

function isQuote(entity: MessageEntity): boolean {
  return entity.type === 'blockquote' || entity.type === 'expandable_blockquote'
}

/** True when two places have a character in common. */
export function overlap(a: TextPlace, b: TextPlace): boolean {
  return a.offset < b.offset + b.length && b.offset < a.offset + a.length
}

function unionOf(entities: MessageEntity[]): MessageEntity[] {
  const joined: MessageEntity[] = []
  for (const entity of entities.toSorted(byPlace)) {
    const last = joined.at(-1)
    if (last && entity.offset <= last.offset + last.length)
      last.length = Math.max(last.length, entity.offset + entity.length - last.offset)
    else joined.push({ ...entity })
  }
  return joined
}

function subtract(entity: MessageEntity, holes: MessageEntity[]): MessageEntity[] {
  let parts = [entity]
  for (const hole of holes)
    parts = parts.flatMap((part) => {
      if (!overlap(part, hole)) return [part]
      const before = { ...part, length: hole.offset - part.offset }
      const from = hole.offset + hole.length
      const after = { ...part, offset: from, length: part.offset + part.length - from }
      return [before, after].filter(({ length }) => length > 0)
    })
  return parts
}

/** Sorts by beginning, the longer one first. */
export function byPlace(a: TextPlace, b: TextPlace): number {
  return a.offset - b.offset || b.length - a.length
}
