import type { IncomingMessage } from 'node:http'
import type { Phone } from '#playground/cast.ts'
import type { Playground } from '#playground/playground.ts'
import { numberField, Refused, readBody, readJson, stringField } from './request.ts'

/** An action of a phone. The result is the answer to the page; the chat itself comes through the stream. */
type PageAction = (phone: Phone, request: IncomingMessage, query: URLSearchParams) => Promise<unknown>

const FILE_BYTES = 50 * 1024 * 1024

const actions: Record<string, PageAction> = {
  async text({ person }, request) {
    await person.sends(stringField(await readJson(request), 'text'))
  },

  /** Resolves when the bot has answered the press: the page shows a wheel until then. */
  async press({ person }, request) {
    const body = await readJson(request)
    return person.tapsData(numberField(body, 'messageId'), stringField(body, 'data'))
  },

  async key({ person }, request) {
    await person.tapsKey(stringField(await readJson(request), 'text'))
  },

  async contact({ person }) {
    await person.sendsContact()
  },

  async sticker({ person }) {
    await person.sendsSticker()
  },

  async voice({ person }) {
    await person.sendsVoice()
  },

  /** Resolves when the bot has answered the words behind `@bot`. */
  async inline({ person }, request) {
    const body = await readJson(request)
    return person.asksInline(stringField(body, 'query'), stringField(body, 'offset'))
  },

  async insert({ person }, request) {
    const body = await readJson(request)
    await person.insertsInline(stringField(body, 'queryId'), stringField(body, 'resultId'))
  },

  async file({ person }, request, query) {
    const bytes = await readBody(request, FILE_BYTES)
    const caption = query.get('caption') ?? ''
    const options = { ...(caption !== '' && { caption }) }
    if (query.get('as') === 'photo') return person.sendsPhoto(bytes, options)
    const mime = request.headers['content-type'] ?? 'application/octet-stream'
    await person.sendsFile(query.get('name') || 'file', bytes, { mime, ...options })
  },
}

/** Carries out `/api/phones/NAME/ACTION`; an action that a person can't do is refused in words. */
export async function act({ phones }: Playground, request: IncomingMessage, url: URL): Promise<unknown> {
  const [, name, verb] = /^\/api\/phones\/(\w+)\/(\w+)$/.exec(url.pathname) ?? []
  const phone = Object.values(phones).find((one) => one.name === name)
  const action = verb !== undefined && Object.hasOwn(actions, verb) ? actions[verb] : undefined
  if (!phone || !action) throw new Refused(404, 'There is no such phone or action')
  try {
    return await action(phone, request, url.searchParams)
  } catch (error) {
    throw error instanceof Refused ? error : new Refused(409, error instanceof Error ? error.message : String(error))
  }
}

const MOST_HOURS = 24 * 365

/** Moves the product's time forward by whole hours, and waits until all due work is done. */
export async function moveClock(playground: Playground, request: IncomingMessage): Promise<{ now: number }> {
  const ahead = numberField(await readJson(request), 'hours')
  if (ahead < 1 || ahead > MOST_HOURS) throw new Refused(400, `"hours" must be from 1 to ${MOST_HOURS}`)
  await playground.moveClock(ahead)
  return { now: playground.clock.now() }
}
