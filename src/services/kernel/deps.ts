import type { Kysely } from 'kysely'
import type { KnownPerson } from '#db/people/people.ts'
import type { Schema } from '#db/schema/schema.ts'
import type { Calendar } from '#domain/calendar.ts'
import type { Seller } from '#domain/orders/seller.ts'
import type { KeepForMs } from '#domain/retention.ts'
import type { Clock, RandomTokens } from '#runtime/system.ts'
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

/** A due notice with its receiver, and what it is about as that stands now. */
export interface LoadedNotice extends DueNotice {
  receiver: KnownPerson
  /** As the table of kinds loads it for this kind. */
  subject: object
  place: 'anew' | 'in place' | 'only in place'
  /** The receiver's own invoice, whose message shows it. */
  invoiceId: number | null
}

/** Draws a notice in its receiver's language and sends it; never throws. */
export interface Notifier {
  send(notice: LoadedNotice): Promise<Delivery>
}

/** Loads what a notice is about; why not, where nobody is to be told any more. */
export type LoadNotice = (deps: Deps, notice: DueNotice) => Promise<LoadedNotice | 'unreachable' | 'obsolete'>

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
  withPersonLock(personId: number, work: () => Promise<void>): Promise<void> | null
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
  /** Which days the distributor works. */
  calendar: Calendar
  locale: 'ru' | 'en'
  seller: Seller
}

export interface Deps {
  db: Kysely<Schema>
  clock: Clock
  tokens: RandomTokens
  loadNotice: LoadNotice
  notifier: Notifier
  scheduler: Scheduler
  search: Search
  foreground: Foreground
  settings: Settings
}
