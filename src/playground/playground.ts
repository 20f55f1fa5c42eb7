import type { Telegram } from '#playground/telegram/server.ts'
import type { Phone, PhoneName } from './cast.ts'
import type { MovingClock } from './clock.ts'

/** The parts that the page shows and moves. */
export interface Playground {
  telegram: Telegram
  phones: Record<PhoneName, Phone>
  clock: MovingClock
  timeZone: string
  /** Moves the product's clock forward and runs due work. */
  moveClock(hours: number): Promise<void>
}
