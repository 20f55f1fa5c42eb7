import { setTimeout as pause } from 'node:timers/promises'
import { type Context, HttpError, type Middleware, type Transformer } from 'grammy'
import { seconds } from '#domain/time.ts'

/** How long it waits before each further try. */
export const PAUSES_MS: readonly number[] = [300, 1_000]
const WAIT_MOST_S = 5

/** What is the same when it is done twice; a message that is sent twice is two. */
const repeatable = /^(edit|answer|set|get|delete|sendChatAction)/

/**
 * What a person waits for is tried again where that can do no harm: any call that Telegram did not take (429), and a
 * repeatable one that broke or got lost on its way. Notices are not sent through it: theirs is the outbox.
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

/** Lets a context be patient with Telegram: in the bot, and in its forms, whose contexts are their own. */
export function patience(pausesMs: readonly number[]): Middleware<Context> {
  return (ctx, next) => {
    ctx.api.config.use(again(pausesMs))
    return next()
  }
}
