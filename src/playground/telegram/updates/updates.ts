import type { Update } from 'grammy/types'
import type { Cloud, PrivateChat } from '#playground/telegram/cloud.ts'

/** An update that the bot hasn't confirmed yet. */
export interface Pending {
  update: Update
  expiresAt: number
  /** Telegram keeps the order only within one queue. */
  queue: string
  isAgain: boolean
}

/** A webhook and its state. */
export interface WebhookState {
  url: string
  secret: string
  maxConnections: number
  busy: Set<string>
  failures: Map<string, number>
  lastError: { date: number; message: string } | undefined
  isStopped: boolean
}

/** Updates that the bot hasn't confirmed yet, and the calls that wait for them. */
export interface Updates {
  pending: Pending[]
  nextId: number
  allowed: ReadonlySet<string>
  poll: { wake(): void; end(complaint: string): void } | undefined
  lastPoll: { offset: number; at: number } | undefined
  conflictAt: number
  webhook: WebhookState | undefined
  webhookSetAt: number
  wakeWebhook: (() => void) | undefined
}

const KINDS = [
  'message',
  'edited_message',
  'channel_post',
  'edited_channel_post',
  'inline_query',
  'chosen_inline_result',
  'callback_query',
  'shipping_query',
  'pre_checkout_query',
  'poll',
  'poll_answer',
  'my_chat_member',
  'chat_join_request',
]
const ON_REQUEST = ['chat_member', 'message_reaction', 'message_reaction_count']
const LIFETIME_MS: Record<string, number> = {
  callback_query: 150_000,
  inline_query: 30_000,
  chosen_inline_result: 600_000,
}
const DAY_MS = 24 * 3_600_000

/** No updates yet, and no waiting call. */
export function createUpdates(): Updates {
  return {
    pending: [],
    nextId: 100_000_001,
    allowed: new Set(KINDS),
    poll: undefined,
    lastPoll: undefined,
    conflictAt: -Infinity,
    webhook: undefined,
    webhookSetAt: -Infinity,
    wakeWebhook: undefined,
  }
}

/** Ignores values that can't be read; an empty list, or one of unknown kinds only, means the usual set. */
export function setAllowed(updates: Updates, value: unknown): void {
  if (!Array.isArray(value)) return
  const kinds = value.filter((kind) => [...KINDS, ...ON_REQUEST].includes(kind))
  updates.allowed = new Set(kinds.length > 0 ? kinds : KINDS)
}

/** Gives the update its number and passes it on: to the bot's function if there is one, otherwise into the queue. */
export async function publish(cloud: Cloud, chat: PrivateChat, fields: Omit<Update, 'update_id'>): Promise<void> {
  const update: Update = { update_id: cloud.updates.nextId++, ...structuredClone(fields) }
  chat.lastUpdate = update
  await pass(cloud, update, chat.user.id, false)
}

/** Delivers the same update once more, with the same number. */
export async function redeliver(cloud: Cloud, chat: PrivateChat): Promise<void> {
  if (!chat.lastUpdate)
    throw new Error(`${chat.user.first_name} has done nothing yet, so there is nothing to deliver again`)
  await pass(cloud, chat.lastUpdate, chat.user.id, true)
}

async function pass(cloud: Cloud, update: Update, userId: number, isAgain: boolean): Promise<void> {
  if (cloud.deliver) return cloud.deliver(structuredClone(update))
  const kind = kindOf(update)
  if (!cloud.updates.allowed.has(kind)) return
  const expiresAt = cloud.now() + (LIFETIME_MS[kind] ?? DAY_MS)
  cloud.updates.pending.push({ update, expiresAt, queue: queueOf(kind, userId), isAgain })
  cloud.updates.poll?.wake()
  cloud.updates.wakeWebhook?.()
}

/** The name of the only field other than update_id. */
export function kindOf(update: Update): string {
  return Object.keys(update).find((key) => key !== 'update_id') ?? ''
}

// Buttons and inline queries have queues of their own: they overtake messages of the same person.
function queueOf(kind: string, userId: number): string {
  if (kind === 'callback_query') return `callback:${userId}`
  if (kind === 'inline_query' || kind === 'chosen_inline_result') return `inline:${userId}`
  return `chat:${userId}`
}

/** Drops updates that have waited too long to be of use. */
export function dropExpired(cloud: Cloud): void {
  cloud.updates.pending = cloud.updates.pending.filter(({ expiresAt }) => expiresAt > cloud.now())
}
