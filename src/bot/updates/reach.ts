import { setTimeout as pause } from 'node:timers/promises'
import { type Api, GrammyError } from 'grammy'
import type { UserFromGetMe } from 'grammy/types'
import { ConfigError } from '#config/config.ts'
import type { Log } from '#runtime/log.ts'
import { allowedUpdates } from './polling.ts'

/** The longest wait for a call's answer, ms; then it is repeated. */
const TIMEOUT_MS = 15_000
const PAUSE_MS = 1_000
const PAUSE_MOST_MS = 30_000

export interface ReachGiven {
  log: Log
  /** Aborts the wait. */
  signal?: AbortSignal
}

/** Calls Telegram until it answers, and logs each time that it does not; throws Telegram's refusals. */
export async function reach<Result>(
  { log, signal }: ReachGiven,
  call: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  for (let pauseMs = PAUSE_MS; ; pauseMs = Math.min(pauseMs * 2, PAUSE_MOST_MS)) {
    try {
      return await call(AbortSignal.timeout(TIMEOUT_MS))
    } catch (error) {
      if (signal?.aborted || (error instanceof GrammyError && error.error_code < 500 && error.error_code !== 429))
        throw error
      log.warn({ err: error, againInMs: pauseMs }, 'Telegram can’t be reached, trying again')
      await pause(pauseMs, undefined, signal ? { signal } : {})
    }
  }
}

/** Asks Telegram for the bot's name and id; throws `ConfigError` if it does not know the token. */
export async function whoAmI(api: Api, log: Log): Promise<UserFromGetMe> {
  try {
    return await reach({ log }, (signal) => api.getMe(signal as Parameters<Api['getMe']>[0]))
  } catch (error) {
    if (!(error instanceof GrammyError) || (error.error_code !== 401 && error.error_code !== 404)) throw error
    throw new ConfigError(
      'BOT_TOKEN: Telegram does not know this token. Copy it from BotFather once more: 123456:AbC-dEf',
    )
  }
}

/** Lets Telegram post updates to `url`; throws `ConfigError` if it refuses to. */
export async function postTo(api: Api, url: string, secret: string, given: ReachGiven): Promise<void> {
  try {
    await reach(given, () => api.setWebhook(url, { allowed_updates: allowedUpdates, secret_token: secret }))
  } catch (error) {
    if (!(error instanceof GrammyError)) throw error
    throw new ConfigError(`WEBHOOK_URL=${url}: Telegram refuses it: ${error.description}`)
  }
}
