import type { InlineQueryResult, InlineQueryResultsButton } from 'grammy/types'
import type { Cloud } from '#playground/telegram/cloud.ts'
import { parseFormatted } from '#playground/telegram/text/text.ts'
import { type Args, text } from '#playground/telegram/wire/args.ts'
import { refuse } from '#playground/telegram/wire/errors.ts'
import {
  isObject,
  type JsonObject,
  optionalString,
  parseJson,
  requiredString,
  within,
} from '#playground/telegram/wire/json.ts'

const RESULTS = 50
const ID_BYTES = 64
const ANSWER_WITHIN_MS = 10_000
const START = 64

/** The basic part: articles, and photos and documents by address; other fields of a result aren't checked. */
export function answerInlineQuery(cloud: Cloud, args: Args): true {
  const value = parseJson(text(args, 'results'))
  if (value === undefined) throw refuse("Can't parse JSON encoded inline query results")
  if (!Array.isArray(value)) throw refuse('Expected an Array of inline query results')
  if (value.length > RESULTS) throw refuse('Too many inline query results specified')
  const results = value.map((item: unknown) => within("Can't parse inline query result", () => parseResult(item)))
  const button = parseResultsButton(text(args, 'button'))
  const nextOffset = text(args, 'next_offset')
  if (Buffer.byteLength(nextOffset) > ID_BYTES) throw refuse('NEXT_OFFSET_INVALID')
  checkIds(results.map(({ id }) => id))

  const queryId = text(args, 'inline_query_id')
  const asked = cloud.inlineQueries.get(queryId)
  if (!asked || asked.answer || cloud.now() - asked.at > ANSWER_WITHIN_MS) throw refuse('QUERY_ID_INVALID')
  asked.answer = { queryId, results, nextOffset, button }
  cloud.events.emit({ kind: 'inline', queryId })
  return true
}

function parseResult(value: unknown): InlineQueryResult {
  if (!isObject(value)) throw refuse('Inline query result must be an object')
  const type = requiredString(value, 'type')
  requiredString(value, 'id')
  if (!['article', 'photo', 'document'].includes(type))
    throw refuse(`type "${type}" is unsupported for the inline query result`)
  if (type !== 'photo') requiredString(value, 'title')
  if (type === 'article') parseContent(value)
  if (type === 'photo' && optionalString(value, 'thumbnail_url') === '' && !value.photo_file_id)
    throw refuse('PHOTO_THUMB_URL_EMPTY')
  return value as unknown as InlineQueryResult
}

function parseContent(value: JsonObject): void {
  const content = value.input_message_content
  if (!isObject(content)) throw refuse('Message text is empty')
  const message = optionalString(content, 'message_text')
  if (message === '') throw refuse('Message text is empty')
  parseFormatted(message, optionalString(content, 'parse_mode'), content.entities)
}

function checkIds(ids: string[]): void {
  if (ids.includes('')) throw refuse('RESULT_ID_EMPTY')
  if (ids.some((id) => Buffer.byteLength(id) > ID_BYTES)) throw refuse('RESULT_ID_INVALID')
  if (new Set(ids).size < ids.length) throw refuse('RESULT_ID_DUPLICATE')
}

function parseResultsButton(raw: string): InlineQueryResultsButton | undefined {
  if (raw === '') return undefined
  const value = parseJson(raw)
  if (!isObject(value))
    throw refuse("Can't parse inline query results button: InlineQueryResultsButton must be an Object")
  within("Can't parse inline query results button", () => {
    requiredString(value, 'text')
    if (('start_parameter' in value ? 1 : 0) + ('web_app' in value ? 1 : 0) !== 1)
      throw refuse('InlineQueryResultsButton must have exactly one optional field')
  })
  if (!('web_app' in value)) checkStart(optionalString(value, 'start_parameter'))
  return value as unknown as InlineQueryResultsButton
}

function checkStart(start: string): void {
  if (start === '') throw refuse("Can't use empty start_parameter")
  if (start.length > START) throw refuse('Too long start_parameter specified')
  if (/[^\w-]/.test(start)) throw refuse('Unallowed characters in start_parameter are used')
}
