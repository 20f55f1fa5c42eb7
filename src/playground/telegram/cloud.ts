import type { BotCommand, InlineQueryResult, InlineQueryResultsButton, Update, User, UserFromGetMe } from 'grammy/types'
import type { Updates } from '#playground/telegram/updates/updates.ts'
import type { Args } from '#playground/telegram/wire/args.ts'
import { createEvents } from './events.ts'
import type { StoredFile } from './files.ts'
import { createFlood, type Flood } from './flood.ts'
import type { Stored } from './messages.ts'

/** One person's private chat with the bot, as Telegram stores it. */
export interface PrivateChat {
  user: User
  phone: string | undefined
  /** Until the person has written once, the chat doesn't exist for the bot. */
  started: boolean
  blocked: boolean
  messages: Stored[]
  pinned: number[]
  /** The message whose reply keyboard is shown now. */
  keyboardFrom: number | undefined
  lastUpdate: Update | undefined
}

/** A pressed button, waiting for its answer. */
export interface Query {
  id: string
  chatId: number
  at: number
  answer: { text?: string; alert: boolean; url?: string } | undefined
}

/** The bot's answer to an inline query: a page of results, the offset of the next ('': none), a button above them. */
export interface InlineAnswer {
  queryId: string
  results: readonly InlineQueryResult[]
  nextOffset: string
  button: InlineQueryResultsButton | undefined
}

/** An inline query and, once it has come, its answer. */
export interface InlineAsked {
  at: number
  answer: InlineAnswer | undefined
}

/** Everything Telegram knows; all functions of this folder work on it. */
export interface Cloud {
  readonly token: string
  readonly bot: UserFromGetMe
  readonly now: () => number
  readonly chats: Map<number, PrivateChat>
  readonly files: Map<string, StoredFile>
  readonly queries: Map<string, Query>
  readonly inlineQueries: Map<string, InlineAsked>
  /** Menus by scope and language, `chat:7/ru`. */
  readonly menus: Map<string, BotCommand[]>
  /** Name, description and short description by language. */
  readonly texts: Map<string, string>
  readonly updates: Updates
  readonly events: ReturnType<typeof createEvents>
  readonly flood: Flood | undefined
  readonly damp: boolean
  deliver: ((update: Update) => Promise<void>) | undefined
  /** Runs a method that came as the answer to a webhook. */
  run: (method: string, args: Args) => Promise<unknown>
  root: string
  nextMessageId: number
  nextId: number
}

/** The options of a private Telegram. */
export interface CloudOptions {
  token?: string
  botUsername?: string
  now?: () => number
  flood?: boolean
  damp?: boolean
}

/** A Telegram in which nothing has happened yet. */
export function createCloud(options: CloudOptions, updates: Updates): Cloud {
  const token = options.token ?? '4242424242:AAF-local-test-token-of-no-value-00'
  const now = options.now ?? Date.now
  return {
    token,
    bot: botUser(Number.parseInt(token, 10), options.botUsername ?? 'dealerdesk_bot'),
    now,
    chats: new Map(),
    files: new Map(),
    queries: new Map(),
    inlineQueries: new Map(),
    menus: new Map(),
    texts: new Map(),
    updates,
    events: createEvents(),
    flood: options.flood ? createFlood(now) : undefined,
    damp: options.damp ?? false,
    deliver: undefined,
    run: () => Promise.reject(new Error('not listening yet')),
    root: '',
    nextMessageId: 1,
    nextId: 1,
  }
}

function botUser(id: number, username: string): UserFromGetMe {
  return {
    id,
    is_bot: true,
    first_name: 'Dealerdesk',
    username,
    can_join_groups: false,
    can_read_all_group_messages: false,
    supports_inline_queries: true,
    can_connect_to_business: false,
    has_main_web_app: false,
  } as UserFromGetMe
}

/** The id of a press or an inline query: long and unlike any other. */
export function nextQueryId(cloud: Cloud): string {
  return `${cloud.bot.id}${String(cloud.nextId++).padStart(9, '0')}`
}

/** Seconds, as everywhere in the Bot API. */
export function unixTime(cloud: Cloud): number {
  return Math.floor(cloud.now() / 1000)
}
