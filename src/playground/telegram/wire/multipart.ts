import type { Upload } from './args.ts'
import { HttpRefusal } from './errors.ts'

const FILES = 50
const HEADERS_END = '\r\n\r\n'

/**
 * Parses a multipart body as Telegram does: a file name reaches to the next semicolon, quoted or not, in UTF-8.
 * Libraries are stricter, and refuse grammY's bodies for a name with a space.
 */
export function readMultipart(
  body: Buffer,
  contentType: string,
  values: Map<string, string>,
  uploads: Map<string, Upload>,
): void {
  const delimiter = Buffer.from(`\r\n--${boundaryOf(contentType)}`)
  // The first delimiter stands at the very beginning, without a line before it.
  const first = body.indexOf(delimiter.subarray(2))
  let at = first < 0 ? -1 : first + delimiter.length - 2
  while (at >= 0 && body.toString('latin1', at, at + 2) !== '--') {
    const headersEnd = body.indexOf(HEADERS_END, at)
    const end = headersEnd < 0 ? -1 : body.indexOf(delimiter, headersEnd + 2)
    if (end < 0) break
    if (headersEnd === at) throw new HttpRefusal(400, 'Bad Request: headers in multipart/form-data are empty')
    const { name, fileName, mime } = partHeaders(body.toString('utf8', at + 2, headersEnd))
    const content = body.subarray(headersEnd + HEADERS_END.length, Math.max(end, headersEnd + HEADERS_END.length))
    if (fileName === undefined) values.set(name, content.toString())
    else uploads.set(name, { name: baseName(fileName), mime, bytes: content })
    if (uploads.size > FILES) throw new HttpRefusal(413, 'Request Entity Too Large: too many files attached')
    at = end + delimiter.length
    if (body.toString('latin1', at, at + 2) === '--') return
  }
  if (body.length > 0 && (at < 0 || body.toString('latin1', at, at + 2) !== '--'))
    throw new HttpRefusal(400, 'Bad Request: unexpected end of request content')
}

function boundaryOf(contentType: string): string {
  const found = /boundary(=?)(?:"([^"]*)"|([^;\s]*))/i.exec(contentType)
  if (!found) throw new HttpRefusal(400, 'Bad Request: boundary not found')
  if (found[1] === '') throw new HttpRefusal(400, 'Bad Request: boundary value not found')
  const boundary = found[2] ?? found[3] ?? ''
  if (boundary === '' || boundary.length > 70) throw new HttpRefusal(400, 'Bad Request: boundary too big or empty')
  return boundary
}

interface BodyPart {
  name: string
  fileName: string | undefined
  mime: string
}

function partHeaders(text: string): BodyPart {
  const part: BodyPart = { name: '', fileName: undefined, mime: 'application/octet-stream' }
  for (const line of text.split('\r\n')) {
    const colon = line.indexOf(':')
    const value = line.slice(colon + 1).trim()
    const header = line.slice(0, colon).trim().toLowerCase()
    if (header === 'content-type') part.mime = value
    if (header !== 'content-disposition') continue
    if (!value.startsWith('form-data;'))
      throw new HttpRefusal(400, 'Bad Request: expected form-data content disposition')
    for (const [, key, given = ''] of value.slice('form-data;'.length).matchAll(/([^=;]*)=([^;]*)/g)) {
      const plain = given.trim().replace(/^"(.*)"$/, '$1')
      if (key?.trim() === 'name') part.name = plain
      if (key?.trim() === 'filename') part.fileName = plain
    }
  }
  if (part.name === '') throw new HttpRefusal(400, 'Bad Request: field name in multipart/form-data not found')
  return part
}

function baseName(path: string): string {
  return path.replace(/^.*[/\\]/, '')
}
