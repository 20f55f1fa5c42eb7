import type { Telegram } from '#playground/telegram/server.ts'
import type { Phone, PhoneName } from './cast.ts'
import type { MovingClock } from './clock.ts'

/** What the page shows and moves. */
export interface Playground {
  telegram: Telegram
  phones: Record<PhoneName, Phone>
  clock: MovingClock
  timeZone: string
  /** Puts the product's clock forward and does what falls due. */
  moveClock(hours: number): Promise<void>
}
