import { setTimeout as pause } from 'node:timers/promises'
import { type Context, HttpError, type Middleware, type Transformer } from 'grammy'
import { seconds } from '#domain/time.ts'

/** The pause before each further try. */
export const PAUSES_MS: readonly number[] = [300, 1_000]
const WAIT_MOST_S = 5

/** Methods with the same effect when called twice; a message sent twice is two messages. */
const repeatable = /^(edit|answer|set|get|delete|sendChatAction)/

/**
 * Repeats calls that a person waits for if that does no harm: any call that Telegram did not take (429), and a
 * repeatable one that broke or got lost on its way. Notices don't use it: they have the outbox.
 */
const again =
  (pausesMs: readonly number[]): Transformer =>
  async (previous, method, payload, signal) => {
    for (const pauseMs of pausesMs) {
      try {
        const answer = await previous(method, payload, signal)
        if (answer.ok) return answer
        const waitS = answer.parameters?.retry_after ?? 0
        const refused = answer.error_code === 429 && waitS <= WAIT_MOST_S
        if (!refused && !(answer.error_code >= 500 && repeatable.test(method))) return answer
        await pause(Math.max(pauseMs, seconds(waitS)))
      } catch (error) {
        if (!(error instanceof HttpError) || !repeatable.test(method)) throw error
        await pause(pauseMs)
      }
    }
    return previous(method, payload, signal)
  }

/** Lets a context repeat its calls to Telegram: in the bot, and in its forms, which have contexts of their own. */
export function patience(pausesMs: readonly number[]): Middleware<Context> {
  return (ctx, next) => {
    ctx.api.config.use(again(pausesMs))
    return next()
  }
}
