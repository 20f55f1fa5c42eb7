/** A complaint from Telegram's inside, in its raw form; `shape` turns it into the form that the bot reads. */
export class Refusal extends Error {
  readonly code: number

  constructor(code: number, raw: string) {
    super(raw)
    this.name = 'Refusal'
    this.code = code
  }
}

/** A complaint of the HTTP layer, which is answered word for word. */
export class HttpRefusal extends Error {
  readonly code: number

  constructor(code: number, description: string) {
    super(description)
    this.name = 'HttpRefusal'
    this.code = code
  }
}

/** Telegram's answer instead of a result; the code is also the HTTP status. */
export interface ShapedError {
  code: number
  description: string
  retryAfter?: number
}

/** The usual way to refuse: `throw refuse(…)` with the raw text. */
export function refuse(raw: string, code = 400): Refusal {
  return new Refusal(code, raw)
}

/** The only error that a wait can solve. */
export function tooManyRequests(seconds: number): Refusal {
  return new Refusal(429, `Too Many Requests: retry after ${seconds}`)
}

const PREFIXES: Record<number, string> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  500: 'Internal Server Error',
}

const READABLE: Record<string, string | [number, string]> = {
  MESSAGE_NOT_MODIFIED:
    'message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message',
  WC_CONVERT_URL_INVALID: 'Wrong HTTP URL specified',
  EXTERNAL_URL_INVALID: 'Wrong HTTP URL specified',
  WEBPAGE_CURL_FAILED: 'Failed to get HTTP URL content',
  WEBPAGE_MEDIA_EMPTY: 'Wrong type of the web page content',
  MEDIA_GROUPED_INVALID: "Can't use the media of the specified type in the album",
  REPLY_MARKUP_TOO_LONG: 'reply markup is too long',
  INPUT_USER_DEACTIVATED: [403, 'Forbidden: user is deactivated'],
  USER_IS_BLOCKED: [403, 'bot was blocked by the user'],
  USER_ADMIN_INVALID: 'user is an administrator of the chat',
  'File generation failed': "can't upload file by URL",
  QUERY_ID_INVALID: 'query is too old and response timeout expired or query ID is invalid',
  MESSAGE_DELETE_FORBIDDEN: "message can't be deleted",
}

/** Telegram's own way from a raw error to code and description: mapped text, prefix by code, first letter lowered. */
export function shape(rawCode: number, raw: string): ShapedError {
  if (rawCode === 429) {
    const seconds = /^Too Many Requests: retry after (\d+)$/.exec(raw)?.[1]
    return seconds === undefined ? shape(500, raw) : { code: 429, description: raw, retryAfter: Number(seconds) }
  }
  let code = rawCode < 400 || rawCode === 404 ? 400 : rawCode
  if (code === 403 && /^[A-Z0-9_]+$/.test(raw)) code = 400
  let text = raw
  const readable = code === 400 ? READABLE[raw] : undefined
  if (typeof readable === 'string') text = readable
  else if (readable) [code, text] = readable
  if (!(code in PREFIXES)) code = 400
  const prefix = PREFIXES[code] ?? ''
  return { code, description: text.startsWith(prefix) ? text : `${prefix}: ${lowerFirst(text)}` }
}

// MESSAGE_TOO_LONG and HTTP keep their capital: the second character distinguishes a code or an abbreviation from a
// sentence.
function lowerFirst(text: string): string {
  return /^.[_A-Z]/.test(text) ? text : text.charAt(0).toLowerCase() + text.slice(1)
}
