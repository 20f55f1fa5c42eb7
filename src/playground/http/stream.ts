import type { ServerResponse } from 'node:http'
import type { Playground } from '#playground/playground.ts'
import type { TelegramEvent } from '#playground/telegram/events.ts'
import { stateOf } from './snapshot.ts'

/** Tells open pages what happens, as server-sent events. */
export interface Stream {
  /** The page gets everything at once, and from then on what changes. */
  add(response: ServerResponse): void
  /** The clock was moved. */
  tellTime(): void
  close(): void
}

// Without a word now and then, a connection to a page that is gone would never be noticed.
const HEARTBEAT_MS = 20_000
/** How soon a page that lost its connection tries again. */
const RETRY_MS = 1000

export function createStream(playground: Playground): Stream {
  const { telegram, phones, clock } = playground
  const pages = new Set<ServerResponse>()
  const all = Object.values(phones)

  function tell(event: string, data: unknown, to: Iterable<ServerResponse> = pages): void {
    const text = `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`
    for (const page of to) page.write(text)
  }

  function pass(event: TelegramEvent): void {
    if (event.kind === 'commands') {
      for (const { name, person } of all) tell('commands', { phone: name, commands: person.commands() })
      return
    }
    const phone = 'chatId' in event ? all.find(({ person }) => person.id === event.chatId) : undefined
    if (!phone) return
    const { name, person } = phone
    if (event.kind === 'message' || event.kind === 'edited')
      tell(event.kind, { phone: name, message: event.message, keys: person.keys() })
    if (event.kind === 'deleted') tell('deleted', { phone: name, messageIds: event.messageIds, keys: person.keys() })
    if (event.kind === 'action') tell('action', { phone: name })
  }

  const unsubscribe = telegram.events.subscribe(pass)
  const heartbeat = setInterval(() => {
    for (const page of pages) page.write(': still here\n\n')
  }, HEARTBEAT_MS).unref()

  return {
    add(response) {
      response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' })
      response.write(`retry: ${RETRY_MS}\n`)
      tell('state', stateOf(playground), [response])
      pages.add(response)
      response.on('close', () => pages.delete(response))
    },
    tellTime: () => tell('clock', { now: clock.now() }),
    close() {
      unsubscribe()
      clearInterval(heartbeat)
      for (const page of pages) page.end()
    },
  }
}
