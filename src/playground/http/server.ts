import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Playground } from '#playground/playground.ts'
import { act, moveClock } from './actions.ts'
import { sendChatFile, sendPageFile } from './files.ts'
import { checkOrigin, Refused } from './request.ts'
import { stateOf } from './snapshot.ts'
import { createStream, type Stream } from './stream.ts'

/** The page with the phones. */
export interface ServedPage {
  address: string
  close(): Promise<void>
}

/** Serves the page on this machine only; port 0 takes any free one. */
export async function startPage(playground: Playground, port: number): Promise<ServedPage> {
  const stream = createStream(playground)
  const server = createServer((request, response) => void answer(playground, stream, request, response))
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      stream.close()
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}

async function answer(playground: Playground, stream: Stream, request: IncomingMessage, response: ServerResponse) {
  try {
    checkOrigin(request)
    const url = new URL(request.url ?? '/', 'http://127.0.0.1')
    if (request.method === 'GET') get(playground, stream, url.pathname, response)
    else if (request.method === 'POST') sendJson(response, 200, (await post(playground, stream, url, request)) ?? {})
    else throw new Refused(405, 'Only GET and POST')
  } catch (error) {
    if (response.headersSent) return response.destroy()
    const status = error instanceof Refused ? error.status : 500
    sendJson(response, status, { error: error instanceof Error ? error.message : String(error) })
  }
}

function get(playground: Playground, stream: Stream, path: string, response: ServerResponse): void {
  const fileId = /^\/files\/([\w-]+)$/.exec(path)?.[1]
  if (path === '/api/events') stream.add(response)
  else if (path === '/api/state') sendJson(response, 200, stateOf(playground))
  else if (fileId !== undefined) sendChatFile(response, playground.telegram, fileId)
  else sendPageFile(response, path)
}

async function post(playground: Playground, stream: Stream, url: URL, request: IncomingMessage): Promise<unknown> {
  if (url.pathname !== '/api/clock') return act(playground, request, url)
  const moved = await moveClock(playground, request)
  stream.tellTime()
  return moved
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' })
  response.end(JSON.stringify(body))
}
