import { setTimeout as pause } from 'node:timers/promises'
import { HttpError, type Transformer } from 'grammy'
import { seconds } from '../../domain/time.ts'

const PAUSES_MS = [300, 1_000]
const WAIT_MOST_S = 5

/**
 * An answer to a person who waits for it is tried again where Telegram breaks, can't be reached, or asks for a little
 * patience: rather twice than not at all. Notices are not sent through it: theirs is the outbox.
 */
export const again: Transformer = async (previous, method, payload, signal) => {
  for (const pauseMs of PAUSES_MS) {
    try {
      const answer = await previous(method, payload, signal)
      if (answer.ok || (answer.error_code !== 429 && answer.error_code < 500)) return answer
      const wait = answer.parameters?.retry_after ?? 0
      if (wait > WAIT_MOST_S) return answer
      await pause(Math.max(pauseMs, seconds(wait)))
    } catch (error) {
      if (!(error instanceof HttpError)) throw error
      await pause(pauseMs)
    }
  }
  return previous(method, payload, signal)
}
