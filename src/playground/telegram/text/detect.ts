import type { MessageEntity } from 'grammy/types'
import { byPlace, overlap } from './entities.ts'
import type { Formatted } from './html.ts'

type DetectedKind = 'url' | 'email' | 'mention' | 'bot_command' | 'hashtag' | 'cashtag' | 'phone_number'

// In this order: an earlier find wins its place, so a host name in an e-mail address is no link.
const PATTERNS: [DetectedKind, RegExp][] = [
  ['email', /(?<![\p{L}\p{N}._%+-])[\w.%+-]{1,64}@(?:[a-z0-9-]{1,63}\.)+[a-z]{2,10}(?![\p{L}\p{N}_])/giu],
  ['url', /(?<![\p{L}\p{N}@._-])(?:https?|tg|ton):\/\/[^\s<>"«»]+[^\s<>"«».,:;!?)\]}'…]/giu],
  [
    'url',
    /(?<![\p{L}\p{N}@./_-])(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,62})\.)+(?:ru|com|org|net|me|io|рф|su|kz|by|uz|dev|app|info|site|shop|store|pro|biz|eu|de|uk|cn)(?![\p{L}\p{N}_-])(?:\/[^\s<>"«»]*[^\s<>"«».,:;!?)\]}'…])?/giu,
  ],
  ['mention', /(?<![\p{L}\p{N}_@/])@[a-z][a-z0-9_]{2,31}(?![\p{L}\p{N}_])/giu],
  ['bot_command', /(?<![\p{L}\p{N}_/<>])\/[a-z0-9_]{1,64}(?:@[a-z0-9_]{3,32})?(?![\p{L}\p{N}_/<>])/giu],
  ['hashtag', /(?<![\p{L}\p{N}_#@/])#(?=[\p{N}_]*\p{L})[\p{L}\p{N}_]{1,256}(?![\p{L}\p{N}_#])/gu],
  ['cashtag', /(?<![\p{L}\p{N}_$])\$[A-Z]{1,8}(?![\p{L}\p{N}_$])/gu],
  ['phone_number', /(?<![\p{L}\p{N}_+])\+\d(?:[ ()-]{0,2}\d){9,13}(?![\p{L}\p{N}_])/gu],
]

/** Adds the entities that Telegram finds in any text: commands, links, addresses, hashtags, phone numbers. */
export function withDetected({ text, entities }: Formatted): MessageEntity[] {
  const taken: { offset: number; length: number }[] = entities.filter(({ type }) => !isStyle(type))
  const found: MessageEntity[] = []
  for (const [type, pattern] of PATTERNS)
    for (const match of text.matchAll(pattern)) {
      const entity: MessageEntity = { type, offset: match.index, length: match[0].length }
      if (taken.some((other) => overlap(entity, other))) continue
      taken.push(entity)
      found.push(entity)
    }
  return [...entities, ...found].sort(byPlace)
}

function isStyle(type: MessageEntity['type']): boolean {
  return /^(bold|italic|underline|strikethrough|spoiler|blockquote|expandable_blockquote)$/.test(type)
}
