import { createHash, timingSafeEqual } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { Log } from '#runtime/log.ts'

/** The largest body, bytes: updates are small. */
const BODY_MOST = 1024 * 1024

export interface WebhookGiven {
  /** The path under which Telegram posts updates. */
  path: string
  /** The value of `X-Telegram-Bot-Api-Secret-Token`; a post without it is not Telegram's. */
  secret: string
  handle: (update: unknown) => Promise<void>
  log: Log
}

/** Takes a port; throws if it is in use. */
export async function listen(server: Server, port: number): Promise<void> {
  server.listen(port)
  await once(server, 'listening')
}

/**
 * Takes Telegram's posts and answers 200 once the update has had its effect; `GET /health` answers while the server
 * lives.
 */
export function createWebhookServer(given: WebhookGiven): Server {
  return createServer((request, response) => {
    const answer = (status: number) => response.writeHead(status).end()
    take(given, request).then(answer, (error: unknown) => {
      given.log.error({ err: error }, 'a webhook request failed')
      answer(500)
    })
  })
}

async function take({ path, secret, handle }: WebhookGiven, request: IncomingMessage): Promise<number> {
  const pathname = (request.url ?? '/').split('?')[0]
  if (request.method === 'GET' && pathname === '/health') return 200
  if (request.method !== 'POST' || pathname !== path) return 404
  if (!isSame(String(request.headers['x-telegram-bot-api-secret-token'] ?? ''), secret)) return 401
  const body = await readBody(request)
  if (body === null) return 413
  let update: unknown
  try {
    update = JSON.parse(body)
  } catch {
    return 400
  }
  if (typeof update !== 'object' || update === null || !('update_id' in update)) return 400
  await handle(update)
  return 200
}

/** Compares hashes, so that the time reveals nothing about the secret. */
function isSame(one: string, other: string): boolean {
  const hash = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(hash(one), hash(other))
}

async function readBody(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > BODY_MOST) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}
