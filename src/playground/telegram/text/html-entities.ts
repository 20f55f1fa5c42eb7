import type { MessageEntity } from 'grammy/types'
import { refuse } from '#playground/telegram/wire/errors.ts'
import { checkedLink, linkedUser } from './links.ts'

/** A tag that waits for its end. */
export interface OpenEntity {
  tag: string
  argument: string
  offset: number
}

const SIMPLE = {
  b: 'bold',
  strong: 'bold',
  i: 'italic',
  em: 'italic',
  s: 'strikethrough',
  strike: 'strikethrough',
  del: 'strikethrough',
  u: 'underline',
  ins: 'underline',
  'tg-spoiler': 'spoiler',
  span: 'spoiler',
} as const

/** Adds the entity of a closed tag over the text since it was opened. */
export function closeEntity({ tag, argument, offset }: OpenEntity, text: string, entities: MessageEntity[]): void {
  const place = { offset, length: text.length - offset }
  const last = entities.at(-1)
  const same = last && last.offset === place.offset && last.length === place.length ? last : undefined
  if (tag in SIMPLE) entities.push({ type: SIMPLE[tag as keyof typeof SIMPLE], ...place })
  else if (tag === 'blockquote') entities.push({ type: argument ? 'expandable_blockquote' : 'blockquote', ...place })
  else if (tag === 'pre') {
    // <pre><code class="language-x"> and the other way round are one entity with a language.
    const language = same?.type === 'code' ? languages.get(same) : undefined
    if (language) entities[entities.length - 1] = { type: 'pre', language, ...place }
    else entities.push({ type: 'pre', ...place })
  } else if (tag === 'code') {
    const entity: MessageEntity = { type: 'code', ...place }
    if (same?.type === 'pre' && argument) entities[entities.length - 1] = { type: 'pre', language: argument, ...place }
    else entities.push(entity)
    if (argument) languages.set(entity, argument)
  } else if (tag === 'tg-emoji') {
    if (!/^[1-9]\d*$/.test(argument)) throw refuse('Invalid custom emoji identifier specified')
    entities.push({ type: 'custom_emoji', custom_emoji_id: argument, ...place })
  } else if (tag === 'tg-time') entities.push({ ...dateTime(argument), ...place })
  else if (tag === 'a') closeLink(argument || text.slice(offset), place, entities)
}

/** What a date-time tag says. Telegram's own words for a wrong one are not known here. */
function dateTime(argument: string): Omit<MessageEntity.DateTimeMessageEntity, 'offset' | 'length'> {
  const [, unix = ''] = /unix=([^;]*);/.exec(argument) ?? []
  const [, format = ''] = /format=([^;]*);/.exec(argument) ?? []
  if (!/^\d{1,10}$/.test(unix) || !/^(?:r|w?[dD]?[tT]?)$/.test(format))
    throw refuse('Invalid date-time entity specified')
  return {
    type: 'date_time',
    unix_time: Number(unix),
    date_time_format: format as MessageEntity.DateTimeMessageEntity['date_time_format'],
  }
}

const languages = new WeakMap<MessageEntity, string>()

// An invalid link leaves its text behind without an entity, and causes no error.
function closeLink(href: string, place: { offset: number; length: number }, entities: MessageEntity[]): void {
  const user = linkedUser(href)
  const url = checkedLink(href)
  if (user) entities.push({ type: 'text_mention', user: { id: user, is_bot: false, first_name: '' }, ...place })
  else if (url) entities.push({ type: 'text_link', url, ...place })
}
