import type { IncomingMessage, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Cloud } from '#playground/telegram/cloud.ts'
import type { Fault, FaultBook } from '#playground/telegram/faults.ts'
import { fileAt } from '#playground/telegram/files.ts'
import { DescribedResult, findMethod } from '#playground/telegram/methods/index.ts'
import { type Args, integer, recorded, text } from './args.ts'
import { HttpRefusal, Refusal, type ShapedError, shape } from './errors.ts'
import { readArgs } from './request.ts'

/** One call of the bot, for the record. */
export interface Call {
  method: string
  params: Record<string, unknown>
  status: number
  ok: boolean
  description?: string
  at: number
  chatId?: number
}

/** The parts of the server that a call uses. */
export interface CallContext {
  cloud: Cloud
  faults: FaultBook
  calls: Call[]
}

const CALLS = 10_000
const PORTION = 64 * 1024

/** Answers one HTTP request: a file, or a call in Telegram's envelope. */
export async function answerRequest(
  line: CallContext,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const gone = new AbortController()
  response.on('close', () => gone.abort())
  try {
    const url = new URL(request.url ?? '/', 'http://localhost')
    if (url.pathname.startsWith('/file/')) return sendFile(line.cloud, response, url.pathname)
    const path = /^\/bot([^/]+)(?:\/test)?\/([^/]*)$/.exec(url.pathname)
    if (!path) throw new HttpRefusal(404, 'Not Found')
    checkToken(line.cloud, decodeURIComponent(path[1] ?? ''))
    const args = await readArgs(request, url.searchParams)
    const outcome = await runCall(line, path[2] || text(args, 'method'), args, gone.signal)
    if (outcome === 'cut') response.destroy()
    else sendJson(response, outcome)
  } catch (error) {
    sendJson(response, failure(error))
  }
}

interface Outcome {
  status: number
  body: Record<string, unknown>
}

/** Runs a method, with its fault if one is due, and records it. */
export async function runCall(
  line: CallContext,
  name: string,
  args: Args,
  signal: AbortSignal,
): Promise<Outcome | 'cut'> {
  const { cloud, faults, calls } = line
  if (name === '') throw new HttpRefusal(404, 'Not Found')
  const method = findMethod(name)
  const chatId = integer(args, 'chat_id') || undefined
  const call: Call = { method: method?.name ?? name, params: recorded(args), status: 0, ok: false, at: cloud.now() }
  if (chatId) call.chatId = chatId
  if (calls.length >= CALLS) calls.shift()
  calls.push(call)

  const fault = faults.meet(call.method, chatId)
  let outcome: Outcome
  try {
    if (fault) await strike(fault)
    if (!method) throw new HttpRefusal(404, 'Not Found: method not found')
    outcome = success(await method.run(cloud, args, signal))
  } catch (error) {
    if (error === CUT) return 'cut'
    outcome = failure(error)
  }
  call.status = outcome.status
  call.ok = outcome.status === 200
  if (!call.ok) call.description = String(outcome.body.description)
  return fault && 'cut' in fault ? 'cut' : outcome
}

const CUT = Symbol('the line is cut before the call has its effect')

async function strike(fault: Fault): Promise<void> {
  if ('latencyMs' in fault) await new Promise((resolve) => setTimeout(resolve, fault.latencyMs))
  else if ('cut' in fault && fault.cut === 'before') throw CUT
  else if ('status' in fault && fault.status === 429)
    throw new Refusal(429, `Too Many Requests: retry after ${fault.retryAfter}`)
  else if ('status' in fault) throw new HttpRefusal(500, 'Internal Server Error')
}

function checkToken({ token }: Cloud, given: string): void {
  if (!/^[1-9]\d*:/.test(given) || given.length > 80)
    throw new HttpRefusal(401, 'Unauthorized: invalid token specified')
  if (given !== token) throw new HttpRefusal(401, 'Unauthorized')
}

function success(result: unknown): Outcome {
  if (result instanceof DescribedResult)
    return { status: 200, body: { ok: true, result: true, description: result.description } }
  return { status: 200, body: { ok: true, result } }
}

function failure(error: unknown): Outcome {
  const { code, description, retryAfter } = shaped(error)
  const parameters = retryAfter !== undefined && { parameters: { retry_after: retryAfter } }
  return { status: code, body: { ok: false, error_code: code, description, ...parameters } }
}

function shaped(error: unknown): ShapedError {
  if (error instanceof Refusal) return shape(error.code, error.message)
  if (error instanceof HttpRefusal) return { code: error.code, description: error.message }
  // A mistake in this server itself: loud, so that nobody takes it for Telegram's answer.
  console.error(error)
  return { code: 500, description: `Internal Server Error: ${error}` }
}

function sendJson(response: ServerResponse, { status, body }: Outcome): void {
  if (response.destroyed) return
  response.statusCode = status
  response.setHeader('Content-Type', 'application/json')
  const { retry_after } = (body.parameters ?? {}) as { retry_after?: number }
  if (retry_after !== undefined) response.setHeader('Retry-After', retry_after)
  response.end(JSON.stringify(body))
}

function sendFile(cloud: Cloud, response: ServerResponse, pathname: string): void {
  const [, token, path] = /^\/file\/bot([^/]+)\/(.+)$/.exec(pathname) ?? []
  if (token === undefined || path === undefined) throw new HttpRefusal(404, 'Not Found')
  checkToken(cloud, decodeURIComponent(token))
  const file = fileAt(cloud, decodeURIComponent(path))
  if (!file) throw new HttpRefusal(404, 'Not Found')
  response.setHeader('Content-Type', 'application/octet-stream')
  response.setHeader('Content-Length', file.bytes.length)
  pipeline(Readable.from(portions(file.bytes)), response).catch(() => {})
}

/** A large file must not delay other answers. */
function* portions(bytes: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += PORTION) yield bytes.subarray(at, at + PORTION)
}
