import { refuse } from '#playground/telegram/wire/errors.ts'
import { withDetected } from './detect.ts'
import { checkPlaces, parseEntities, tidyEntities } from './entities.ts'
import { type Formatted, parseHtml } from './html.ts'

const RAW_BYTES = 32_768
/** The most characters of a text, after its tags were taken out. */
export const TEXT_LENGTH = 4096
/** The most characters of a caption, likewise. */
export const CAPTION_LENGTH = 1024

/** The first half of the checks, before the chat is looked up: size, parse_mode, entities. */
export function parseFormatted(raw: string, parseMode: string, entities: unknown): Formatted {
  if (Buffer.byteLength(raw) > RAW_BYTES) throw refuse('Text is too long')
  const mode = parseMode.toLowerCase()
  if (raw === '' || mode === '' || mode === 'none') return { text: raw, entities: parseEntities(entities) }
  if (mode === 'html') {
    if (!raw.isWellFormed()) throw refuse('Text must be encoded in UTF-8')
    return parseHtml(raw)
  }
  // The bot sends HTML only; a loud error is better than a parser nobody uses.
  if (mode === 'markdown' || mode === 'markdownv2')
    throw refuse(`parse_mode ${parseMode} is not supported here, use HTML`)
  throw refuse('Unsupported parse_mode')
}

/** The second half, after the chat was found: cleaned, trimmed, with the entities that Telegram finds itself. */
export function settleFormatted(given: Formatted): Formatted {
  if (!given.text.isWellFormed()) throw refuse('Strings must be encoded in UTF-8')
  checkPlaces(given)
  const cleaned = trim(clean(given))
  return { text: cleaned.text, entities: withDetected({ text: cleaned.text, entities: tidyEntities(cleaned) }) }
}

/** The length in code points, as Telegram counts texts; offsets of entities are in UTF-16 units. */
export function lengthOf(text: string): number {
  return [...text].length
}

/** Turns control characters into spaces, and drops carriage returns and marks of direction; offsets follow. */
function clean({ text, entities }: Formatted): Formatted {
  const dropped: number[] = []
  const kept = text
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is replaced
    .replace(/[\x00-\x09\x0b\x0c\x0e-\x1f]/g, ' ')
    .replace(/[\r\u2028-\u202e]/g, (_, at: number) => {
      dropped.push(at)
      return ''
    })
  const moved = (at: number) => at - dropped.filter((place) => place < at).length
  return {
    text: kept,
    entities: entities.map((entity) => ({
      ...entity,
      offset: moved(entity.offset),
      length: moved(entity.offset + entity.length) - moved(entity.offset),
    })),
  }
}

// Leading spaces are removed only up to the first entity: a bold space at the beginning stays.
function trim({ text, entities }: Formatted): Formatted {
  const end = text.trimEnd().length
  const firstEntity = Math.min(end, ...entities.map(({ offset }) => offset))
  let begin = 0
  while (begin < firstEntity && (text[begin] === ' ' || text[begin] === '\n')) begin++
  const placed = entities
    .map((entity) => ({
      ...entity,
      offset: entity.offset - begin,
      length: Math.min(entity.offset + entity.length, end) - entity.offset,
    }))
    .filter(({ length }) => length > 0)
  return { text: text.slice(begin, end), entities: placed }
}
