import type { ServerResponse } from 'node:http'
import type { Playground } from '#playground/playground.ts'
import type { TelegramEvent } from '#playground/telegram/events.ts'
import { stateOf } from './snapshot.ts'

/** Sends events to open pages, as server-sent events. */
export interface Stream {
  /** Sends the page the whole state at once, and changes from then on. */
  add(response: ServerResponse): void
  /** Reports that the clock was moved. */
  tellTime(): void
  close(): void
}

// Without regular traffic a connection to a page that is gone would never be noticed.
const HEARTBEAT_MS = 20_000
/** The time after which a page that lost its connection tries again. */
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
