import { handOutPhones } from '#playground/cast.ts'
import { createMovingClock } from '#playground/clock.ts'
import { type ServedPage, startPage } from '#playground/http/server.ts'
import type { Playground } from '#playground/playground.ts'
import { startTelegram } from '#playground/telegram/server.ts'

/** Monday, 2026-11-23, 12:00 in Moscow. */
export const NOON = Date.UTC(2026, 10, 23, 9)

export interface Bare extends Playground {
  page: ServedPage
  /** What the bot does, done by the test: a call of the Bot API and its result. */
  // biome-ignore lint/suspicious/noExplicitAny: results differ by method, and a test knows which it asked for
  bot(method: string, params?: object): Promise<any>
  close(): Promise<void>
}

/** The page with its phones and no bot behind them; Ivan has pressed Start. */
export async function barePlayground(): Promise<Bare> {
  const clock = createMovingClock(() => NOON)
  const telegram = await startTelegram({ now: clock.now })
  const phones = handOutPhones(telegram)
  const moveClock = async (hours: number) => clock.move(hours * 3_600_000)
  const playground: Playground = { telegram, phones, clock, timeZone: 'Europe/Moscow', moveClock }
  const bare: Bare = {
    ...playground,
    page: await startPage(playground, 0),
    async bot(method, params = {}) {
      const response = await fetch(`${telegram.root}/bot${telegram.token}/${method}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(params),
      })
      const { ok, result, description } = (await response.json()) as {
        ok: boolean
        result: unknown
        description?: string
      }
      if (!ok) throw new Error(description)
      return result
    },
    async close() {
      await bare.page.close()
      await telegram.close()
    },
  }
  await phones.dealer.person.sends('/start')
  return bare
}
