import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Update } from 'grammy/types'
import { createPeople, type Person, type Profile, type UnansweredTap } from '#playground/telegram/people/person.ts'
import { terminatePoll } from '#playground/telegram/updates/polling.ts'
import { createUpdates } from '#playground/telegram/updates/updates.ts'
import { answerRequest, type Call, runCall } from '#playground/telegram/wire/transport.ts'
import { type CloudOptions, createCloud } from './cloud.ts'
import type { Events } from './events.ts'
import { createFaults, type Faults } from './faults.ts'
import type { StoredFile } from './files.ts'

export type { Person, Profile }

/** Every option may be left out. */
export interface TelegramOptions extends CloudOptions {
  /** 0, the default, takes any free one. */
  port?: number
}

/** A Bot API server with people in it. */
export interface Telegram {
  token: string
  root: string
  /** The bot's name without @, as in links. */
  username: string
  /** Every call of the bot, the newest last. */
  calls: Call[]
  /** The bot's function, awaited by the person's action; without it updates go to the webhook, else to getUpdates. */
  deliver: ((update: Update) => Promise<void>) | undefined
  person(profile: Profile): Person
  people(): Person[]
  faults: Faults
  events: Events
  /** A file by its file_id, for drawing. */
  file(fileId: string): StoredFile | undefined
  /** Presses that the bot had not answered when its function returned. */
  unanswered: UnansweredTap[]
  /** The count of sends before the end of a demanded pause. */
  ignoredFloods(): number
  close(): Promise<void>
}

/** Starts a strict Bot API server on this machine: the limits, checks and error texts are those of the real one. */
export async function startTelegram(options: TelegramOptions = {}): Promise<Telegram> {
  const cloud = createCloud(options, createUpdates())
  const faults = createFaults()
  const calls: Call[] = []
  const line = { cloud, faults, calls }
  const server = createServer((request, response) => void answerRequest(line, request, response))
  // Longer than any client keeps a connection, so that none is closed just when it is reused.
  server.keepAliveTimeout = 75_000
  server.listen(options.port ?? 0, '127.0.0.1')
  await once(server, 'listening')
  cloud.root = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  cloud.run = (method, args) => runCall(line, method, args, new AbortController().signal)
  const people = createPeople(cloud)

  return {
    token: cloud.token,
    root: cloud.root,
    username: cloud.bot.username,
    calls,
    get deliver() {
      return cloud.deliver
    },
    set deliver(deliver) {
      cloud.deliver = deliver
    },
    person: people.person,
    people: people.all,
    faults,
    events: cloud.events,
    file: (fileId) => cloud.files.get(fileId),
    unanswered: people.unanswered,
    ignoredFloods: () => cloud.flood?.ignored ?? 0,
    async close() {
      if (cloud.updates.webhook) cloud.updates.webhook.isStopped = true
      terminatePoll(cloud, 'terminated by shutdown')
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}
