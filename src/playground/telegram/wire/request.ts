import type { IncomingMessage } from 'node:http'
import type { Args, Upload } from './args.ts'
import { HttpRefusal } from './errors.ts'
import { readMultipart } from './multipart.ts'

// 50 MB of file and some room for the other fields.
const BODY_BYTES = 50 * 1024 * 1024 + 64 * 1024

/** Reads the parameters of a call from the query string and any of the three kinds of body. */
export async function readArgs(request: IncomingMessage, query: URLSearchParams): Promise<Args> {
  const values = new Map(query)
  const uploads = new Map<string, Upload>()
  const type = request.headers['content-type'] ?? ''
  const body = await readBody(request)
  if (type.startsWith('multipart/form-data')) readMultipart(body, type, values, uploads)
  else if (type.startsWith('application/json')) readJson(body.toString(), values)
  else if (type.startsWith('application/x-www-form-urlencoded'))
    for (const [name, value] of new URLSearchParams(body.toString())) values.set(name, value)
  return { values, uploads }
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    size += chunk.length
    if (size <= BODY_BYTES) chunks.push(chunk)
    // The rest is read and dropped, so that the caller gets the answer instead of a broken connection.
    else chunks.length = 0
  }
  if (size > BODY_BYTES) throw new HttpRefusal(413, 'Request Entity Too Large')
  return Buffer.concat(chunks)
}

function readJson(body: string, values: Map<string, string>): void {
  if (body.trim() === '') return
  let object: unknown
  try {
    object = JSON.parse(body)
  } catch (error) {
    throw new HttpRefusal(400, `Bad Request: can't parse parameter value: ${(error as Error).message}`)
  }
  if (typeof object !== 'object' || object === null || Array.isArray(object))
    throw new HttpRefusal(400, 'Bad Request: JSON object expected')
  for (const [name, value] of Object.entries(object))
    values.set(name, typeof value === 'string' ? value : JSON.stringify(value))
}
