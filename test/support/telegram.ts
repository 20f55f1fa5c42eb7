import { onTestFinished } from 'vitest'
import { startTelegram, type Telegram, type TelegramOptions } from '#playground/telegram/server.ts'

export interface Envelope {
  ok: boolean
  // biome-ignore lint/suspicious/noExplicitAny: results differ by method, and a test knows which it asked for
  result?: any
  error_code?: number
  description?: string
  parameters?: { retry_after?: number }
}

export interface World {
  telegram: Telegram
  clock: { now(): number; advance(ms: number): void }
  /** A call with a JSON body; the envelope as it came. */
  call(method: string, params?: Record<string, unknown>): Promise<Envelope>
  /** The description of a call that is expected to fail; 'ok' if it doesn't. */
  complaint(method: string, params?: Record<string, unknown>): Promise<string>
}

/** A private Telegram for a test, with a clock that only the test moves; it ends with the test. */
export async function telegramWorld(options: TelegramOptions = {}): Promise<World> {
  let time = Date.UTC(2026, 10, 23, 9)
  const clock = {
    now: () => time,
    advance(ms: number) {
      time += ms
    },
  }
  const telegram = await startTelegram({ now: clock.now, ...options })
  onTestFinished(() => telegram.close())
  const call = async (method: string, params: Record<string, unknown> = {}): Promise<Envelope> => {
    const response = await fetch(`${telegram.root}/bot${telegram.token}/${method}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(params),
    })
    return (await response.json()) as Envelope
  }
  const complaint = async (method: string, params?: Record<string, unknown>) =>
    (await call(method, params)).description ?? 'ok'
  return { telegram, clock, call, complaint }
}

/** A world in which Anna has pressed Start and her chat is 7. */
export async function chatWithAnna(options: TelegramOptions = {}) {
  const world = await telegramWorld(options)
  world.telegram.deliver = () => Promise.resolve()
  const anna = world.telegram.person({ id: 7, firstName: 'Анна', phone: '+79990000007', languageCode: 'ru' })
  await anna.sends('/start')
  return { ...world, anna }
}
