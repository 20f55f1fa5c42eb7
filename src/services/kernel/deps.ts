import type { Kysely } from 'kysely'
import type { Schema } from '#db/schema/schema.ts'
import type { Seller } from '#domain/orders/seller.ts'
import type { KeepForMs } from '#domain/retention.ts'
import type { Chance, Clock } from '#runtime/system.ts'
import type { Search } from '#search/kit/port.ts'

/** A message that the bot starts by itself, due to be sent. */
export interface DueNotice {
  id: number
  userId: number
  kind: string
  aboutId: number
  details: Record<string, unknown>
  createdAt: number
}

/** What became of a notice. `retry` may say how long Telegram wants to be left alone. */
export type Delivery =
  | { outcome: 'sent'; messageId: number }
  | { outcome: 'obsolete' }
  | { outcome: 'unreachable' }
  | { outcome: 'retry'; afterMs: number | null; failure: string }
  | { outcome: 'uncertain'; failure: string }

/** Renders a notice in its receiver's language and sends it; never throws. */
export interface Notifier {
  send(notice: DueNotice): Promise<Delivery>
}

export interface Scheduler {
  /** Something due may have been written: look again. Returns at once; cheap to call often. */
  wake(): void
}

/** Lets long work go on in slices of time, behind the screens that people ask for meanwhile. */
export interface Foreground {
  /** Somebody waits for an answer, until what it returns is called. */
  enter(): () => void
  /** For one piece of work: to be awaited after each of its steps; mostly returns at once. */
  slices(): () => Promise<void>
  /** Whether long work of a person goes on. */
  isWorking(personId: number): boolean
  /** One piece of a person's long work at a time; null where too many of his own wait already. */
  inTurn(personId: number, work: () => Promise<void>): Promise<void> | null
}

export interface Settings {
  reserveForMs: number
  /** How long a payment claim stops the clock. */
  claimFreezeMs: number
  /** So many invoices of one company may hold goods that nobody has paid for. */
  unpaidReserves: number
  /** So often each piece of an unpaid invoice may be reserved again without a manager. */
  reserveRenewals: number
  keepForMs: Readonly<KeepForMs>
  /** Longest first. */
  reserveWarnBeforeMs: readonly number[]
  timeZone: string
  locale: 'ru' | 'en'
  seller: Seller
}

export interface Deps {
  db: Kysely<Schema>
  clock: Clock
  chance: Chance
  notifier: Notifier
  scheduler: Scheduler
  search: Search
  foreground: Foreground
  settings: Settings
}
