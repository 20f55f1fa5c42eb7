import type { Update } from 'grammy/types'
import { limits } from '#domain/limits.ts'

export interface HandedUpdate {
  work: Promise<void>
  /** True if too many updates of this person are in work: it begins when one of them is over. */
  isQueued: boolean
}

/** The bot stops: waiting updates begin at the next start. */
export class NotBegun extends Error {}

/**
 * Hands updates over in each person's order, with a limit per person: a person who sends a hundred behind a slow one
 * delays only the own updates.
 */
export function createPersonQueues(
  handle: (update: Update) => Promise<void>,
  signal: AbortSignal,
): (update: Update) => HandedUpdate {
  const inWork = new Map<string, number>()
  const queues = new Map<string, PromiseWithResolvers<void>[]>()
  signal.addEventListener('abort', () => {
    for (const queue of queues.values()) for (const { reject } of queue) reject(new NotBegun())
    queues.clear()
  })

  async function work(person: string, update: Update): Promise<void> {
    try {
      await handle(update)
    } finally {
      const next = queues.get(person)?.shift()
      if (queues.get(person)?.length === 0) queues.delete(person)
      if (next) next.resolve()
      else if (inWork.get(person) === 1) inWork.delete(person)
      else inWork.set(person, (inWork.get(person) ?? 1) - 1)
    }
  }

  return (update) => {
    const person = personOf(update)
    const count = inWork.get(person) ?? 0
    if (count < limits.updatesInWork) {
      inWork.set(person, count + 1)
      return { work: work(person, update), isQueued: false }
    }
    const place = Promise.withResolvers<void>()
    const queue = queues.get(person) ?? []
    queue.push(place)
    queues.set(person, queue)
    return { work: place.promise.then(() => work(person, update)), isQueued: true }
  }
}

/**
 * The person whose slow answers delay an update. An inline query, typed in any chat, does not wait for the person's
 * chat with the bot.
 */
export function personOf({ message, edited_message, callback_query, inline_query, my_chat_member }: Update): string {
  if (inline_query) return `inline ${inline_query.from.id}`
  return String((message ?? edited_message ?? callback_query ?? my_chat_member)?.from?.id ?? 'nobody')
}
