import { tooManyRequests } from '#playground/telegram/wire/errors.ts'

/** Telegram's limits on sending, as far as they are known outside; see `take`. */
export interface Flood {
  /** Counts one message; throws 429 when the chat or the bot has used up its share. */
  take(chatId: number, isPaid: boolean): void
  /** Notes that the person wrote: answers to people are not bulk messages. */
  heard(chatId: number): void
  /** The count of sends before the end of a demanded pause. */
  ignored: number
}

interface FloodBucket {
  tokens: number
  at: number
}

interface Penalty {
  until: number
  seconds: number
}

const PER_CHAT = { perSecond: 1, burst: 3 }
const BULK = { perSecond: 30, burst: 30 }
const PAID = { perSecond: 1000, burst: 1000 }
const CONVERSATION_MS = 60_000
const PENALTY_SECONDS = 300

/**
 * Token buckets: one message a second to a chat, thirty a second to people who didn't ask; a send during the wait
 * doubles it.
 */
export function createFlood(now: () => number): Flood {
  const buckets = new Map<string, FloodBucket>()
  const penalties = new Map<number, Penalty>()
  const heardAt = new Map<number, number>()

  function wait(key: string, limit: { perSecond: number; burst: number }): number {
    const bucket = buckets.get(key) ?? { tokens: limit.burst, at: now() }
    buckets.set(key, bucket)
    bucket.tokens = Math.min(limit.burst, bucket.tokens + ((now() - bucket.at) / 1000) * limit.perSecond)
    bucket.at = now()
    return bucket.tokens >= 1 ? 0 : Math.ceil((1 - bucket.tokens) / limit.perSecond)
  }

  function spend(key: string): void {
    const bucket = buckets.get(key)
    if (bucket) bucket.tokens--
  }

  const flood: Flood = {
    ignored: 0,
    heard(chatId) {
      heardAt.set(chatId, now())
    },
    take(chatId, isPaid) {
      const penalty = penalties.get(chatId)
      if (penalty && now() < penalty.until) {
        flood.ignored++
        throw punish(chatId, Math.min(penalty.seconds * 2, PENALTY_SECONDS))
      }
      const chat = `chat:${chatId}`
      const answers = now() - (heardAt.get(chatId) ?? -Infinity) < CONVERSATION_MS
      const bulk = isPaid ? 'paid' : 'bulk'
      const seconds = Math.max(wait(chat, PER_CHAT), answers ? 0 : wait(bulk, isPaid ? PAID : BULK))
      if (seconds > 0) throw punish(chatId, seconds)
      penalties.delete(chatId)
      spend(chat)
      if (!answers) spend(bulk)
    },
  }

  function punish(chatId: number, seconds: number) {
    penalties.set(chatId, { until: now() + seconds * 1000, seconds })
    return tooManyRequests(seconds)
  }

  return flood
}
