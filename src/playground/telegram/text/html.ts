import type { MessageEntity } from 'grammy/types'
import { refuse } from '#playground/telegram/wire/errors.ts'
import { closeEntity, type OpenEntity } from './html-entities.ts'

/** A text and its entities; places are in UTF-16 units. */
export interface Formatted {
  text: string
  entities: MessageEntity[]
}

const TAGS = new Set(
  'a b strong i em s strike del u ins tg-spoiler tg-emoji tg-time span pre code blockquote'.split(' '),
)

interface Cursor {
  raw: string
  at: number
}

/** HTML as Telegram reads it: a handful of tags, four named entities, errors with the offset in UTF-8 bytes. */
export function parseHtml(raw: string): Formatted {
  const cursor: Cursor = { raw, at: 0 }
  const open: OpenEntity[] = []
  const entities: MessageEntity[] = []
  let text = ''
  while (cursor.at < raw.length) {
    const char = look(cursor)
    if (char === '&') text += takeReference(cursor) ?? take(cursor)
    else if (char !== '<') text += take(cursor)
    else if (look(cursor, 1) === '/') {
      const closed = closeTag(cursor, open)
      if (text.length > closed.offset) closeEntity(closed, text, entities)
    } else open.push(openTag(cursor, text.length))
  }
  const unclosed = open.at(-1)
  if (unclosed) throw fail(`Can't find end tag corresponding to start tag "${unclosed.tag}"`)
  if (!text.isWellFormed())
    throw fail(
      'Text contains invalid Unicode characters after decoding HTML entities, check for unmatched surrogate code units',
    )
  return { text, entities }
}

function fail(what: string) {
  return refuse(`Can't parse entities: ${what}`)
}

function look(cursor: Cursor, ahead = 0): string {
  return cursor.raw[cursor.at + ahead] ?? '\0'
}

function take(cursor: Cursor): string {
  return cursor.raw[cursor.at++] ?? ''
}

// The end of the text counts as a space, which ends names and values there.
function takeUntil(cursor: Cursor, ends: RegExp): string {
  const begin = cursor.at
  while (!ends.test(look(cursor))) cursor.at++
  return cursor.raw.slice(begin, cursor.at)
}

function skipSpaces(cursor: Cursor): void {
  while (/[ \t\r\n\v]/.test(look(cursor))) cursor.at++
}

function bytesBefore(cursor: Cursor, at: number): number {
  return Buffer.byteLength(cursor.raw.slice(0, at))
}

const NAMED: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"' }

/** A reference that Telegram doesn't know stays as text; the semicolon may be missing. */
function takeReference(cursor: Cursor): string | undefined {
  const match = /^&(?:#x([0-9a-f]*)|#(\d*)|([a-z]*));?/i.exec(cursor.raw.slice(cursor.at, cursor.at + 40))
  if (!match) return undefined
  const [whole, hex, decimal, name] = match
  let decoded: string | undefined
  if (name !== undefined) decoded = NAMED[name]
  else {
    const code = hex !== undefined ? Number.parseInt(hex, 16) : Number(decimal)
    const length = whole.replace(';', '').length
    if (code > 0 && code < 0x10ffff && length < 10) decoded = String.fromCodePoint(code)
  }
  if (decoded !== undefined) cursor.at += whole.length
  return decoded
}

function openTag(cursor: Cursor, offset: number): OpenEntity {
  const begin = bytesBefore(cursor, cursor.at)
  cursor.at++
  const tag = takeUntil(cursor, /[ \t\r\n\v\0>]/).toLowerCase()
  if (look(cursor) === '\0') throw fail(`Unclosed start tag at byte offset ${begin}`)
  if (!TAGS.has(tag)) throw fail(`Unsupported start tag "${tag}" at byte offset ${begin}`)
  let argument = ''
  for (;;) {
    skipSpaces(cursor)
    if (look(cursor) === '>') break
    const name = takeUntil(cursor, /[ \t\r\n\v\0=>]/).toLowerCase()
    if (name === '') throw fail(`Empty attribute name in the tag "${tag}" at byte offset ${begin}`)
    skipSpaces(cursor)
    if (look(cursor) === '\0') throw fail(`Unclosed start tag "${tag}" at byte offset ${begin}`)
    let value = ''
    if (look(cursor) === '=') {
      cursor.at++
      skipSpaces(cursor)
      if (look(cursor) === '\0') throw fail(`Unclosed start tag "${tag}" at byte offset ${begin}`)
      value = attributeValue(cursor, begin)
    }
    if (tag === 'a' && name === 'href') argument = value
    else if (tag === 'code' && name === 'class' && value.startsWith('language-')) argument = value.slice(9)
    else if (tag === 'span' && name === 'class' && value.startsWith('tg-')) argument = value.slice(3)
    else if (tag === 'tg-emoji' && name === 'emoji-id') argument = value
    else if (tag === 'blockquote' && name === 'expandable') argument = '1'
    else if (tag === 'tg-time' && (name === 'unix' || name === 'format')) argument += `${name}=${value};`
  }
  if (tag === 'span' && argument !== 'spoiler')
    throw fail(`Tag "span" must have class "tg-spoiler" at byte offset ${begin}`)
  cursor.at++
  return { tag, argument, offset }
}

function attributeValue(cursor: Cursor, tagBegin: number): string {
  const quote = look(cursor)
  const begin = bytesBefore(cursor, cursor.at)
  if (quote !== '"' && quote !== "'") {
    const token = takeUntil(cursor, /[^A-Za-z0-9.-]/).toLowerCase()
    if (!/[ \t\r\n\v\0>]/.test(look(cursor))) throw fail(`Unexpected end of name token at byte offset ${begin}`)
    if (look(cursor) === '\0') throw fail(`Unclosed start tag at byte offset ${tagBegin}`)
    return token
  }
  cursor.at++
  let value = ''
  while (look(cursor) !== quote && look(cursor) !== '\0')
    value += look(cursor) === '&' ? (takeReference(cursor) ?? take(cursor)) : take(cursor)
  cursor.at++
  if (look(cursor) === '\0') throw fail(`Unclosed start tag at byte offset ${tagBegin}`)
  return value
}

function closeTag(cursor: Cursor, open: OpenEntity[]): OpenEntity {
  const begin = bytesBefore(cursor, cursor.at)
  const last = open.pop()
  if (!last) throw fail(`Unexpected end tag at byte offset ${begin}`)
  cursor.at += 2
  const name = takeUntil(cursor, /[ \t\r\n\v\0>]/).toLowerCase()
  skipSpaces(cursor)
  if (look(cursor) !== '>') throw fail(`Unclosed end tag at byte offset ${begin}`)
  cursor.at++
  if (name !== '' && name !== last.tag)
    throw fail(`Unmatched end tag at byte offset ${begin}, expected "</${last.tag}>", found "</${name}>"`)
  return last
}
