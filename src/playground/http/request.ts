import type { IncomingMessage } from 'node:http'

/** The reason why a request is not carried out; the page shows the message. */
export class Refused extends Error {
  readonly status: number

  constructor(status: number, message: string) {
    super(message)
    this.status = status
  }
}

/** The whole body; more than `limit` bytes are refused. */
export async function readBody(request: IncomingMessage, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > limit) throw new Refused(413, `Больше ${Math.floor(limit / 1024 / 1024)} МБ за раз не отправить`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

const JSON_BYTES = 1024 * 1024

/** A body that is a JSON object. */
export async function readJson(request: IncomingMessage): Promise<Record<string, unknown>> {
  const text = (await readBody(request, JSON_BYTES)).toString()
  try {
    const value: unknown = JSON.parse(text === '' ? '{}' : text)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>
  } catch {
    // Refused below, like every other value that is no object.
  }
  throw new Refused(400, 'The body must be a JSON object')
}

/** A field that must be there. */
export function stringField(body: Record<string, unknown>, name: string): string {
  const value = body[name]
  if (typeof value !== 'string') throw new Refused(400, `"${name}" must be a string`)
  return value
}

export function numberField(body: Record<string, unknown>, name: string): number {
  const value = body[name]
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) throw new Refused(400, `"${name}" must be an integer`)
  return value
}

/**
 * Other sites' pages must not act here: the address must be one of this machine under its own name (otherwise a foreign
 * name that points at 127.0.0.1 would pass), and a changing request must come from this very page.
 */
export function checkOrigin({ headers, method }: IncomingMessage): void {
  const { host = '', origin } = headers
  if (!/^(127\.0\.0\.1|localhost)(:\d+)?$/.test(host)) throw new Refused(403, 'Only for this machine')
  if (method !== 'GET' && origin !== undefined && origin !== `http://${host}`)
    throw new Refused(403, 'Only for the page of the playground')
}
