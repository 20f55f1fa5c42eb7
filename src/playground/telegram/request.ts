import type { IncomingMessage } from 'node:http'
import busboy from 'busboy'
import type { Args, Upload } from './args.ts'
import { HttpRefusal } from './errors.ts'

// 50 MB of file and some room for the other fields.
const BODY_BYTES = 50 * 1024 * 1024 + 64 * 1024
const FILES = 50

/** Reads the parameters of a call from the query string and any of the three kinds of body. */
export async function readArgs(request: IncomingMessage, query: URLSearchParams): Promise<Args> {
  const values = new Map(query)
  const uploads = new Map<string, Upload>()
  const type = request.headers['content-type'] ?? ''
  if (type.startsWith('multipart/form-data')) await readMultipart(request, values, uploads)
  else {
    const body = await readBody(request)
    if (type.startsWith('application/json')) readJson(body, values)
    else if (type.startsWith('application/x-www-form-urlencoded'))
      for (const [name, value] of new URLSearchParams(body)) values.set(name, value)
  }
  return { values, uploads }
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    size += chunk.length
    if (size > BODY_BYTES) throw new HttpRefusal(413, 'Request Entity Too Large')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString()
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

function readMultipart(
  request: IncomingMessage,
  values: Map<string, string>,
  uploads: Map<string, Upload>,
): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const fail = (code: number, description: string) => {
    reject(new HttpRefusal(code, description))
    request.resume()
  }
  let form: busboy.Busboy
  try {
    form = busboy({ headers: request.headers, defParamCharset: 'utf8', limits: { fileSize: BODY_BYTES, files: FILES } })
  } catch {
    fail(400, 'Bad Request: boundary not found')
    return promise
  }
  let size = 0
  form.on('field', (name, value) => values.set(name, value))
  form.on('file', (name, stream, info) => {
    const chunks: Buffer[] = []
    stream.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size > BODY_BYTES) fail(413, 'Request Entity Too Large')
      else chunks.push(chunk)
    })
    stream.on('end', () => {
      uploads.set(name, { name: info.filename ?? '', mime: info.mimeType, bytes: Buffer.concat(chunks) })
    })
  })
  form.on('filesLimit', () => fail(413, 'Request Entity Too Large: too many files attached'))
  form.on('error', () => fail(400, 'Bad Request: unexpected end of request content'))
  form.on('close', () => resolve())
  request.on('close', () => {
    if (!request.complete) fail(400, 'Bad Request: unexpected end of request content')
  })
  request.pipe(form)
  return promise
}
