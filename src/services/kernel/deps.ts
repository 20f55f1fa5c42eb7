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

/** The outcome of a send. `retry` may state the pause that Telegram demands. */
export type Delivery =
  | { outcome: 'sent'; messageId: number }
  | { outcome: 'obsolete' }
  | { outcome: 'unreachable' }
  | { outcome: 'retry'; afterMs: number | null; failure: string }
  | { outcome: 'uncertain'; failure: string }

/** A due notice with its receiver, and its subject as it stands now. */
export interface LoadedNotice extends DueNotice {
  receiver: KnownPerson
  /** As `noticeTable` loads it for this kind. */
  subject: object
  place: 'anew' | 'in place' | 'only in place'
  /** The receiver's own invoice, whose message shows it. */
  invoiceId: number | null
  /** The receiver's own shipment request, whose message shows it. */
  shipmentId: number | null
}

/** Draws a notice in its receiver's language and sends it; never throws. */
export interface Notifier {
  send(notice: LoadedNotice): Promise<Delivery>
}

/** Loads the subject of a notice, or the reason why nobody is notified any more. */
export type LoadNotice = (deps: Deps, notice: DueNotice) => Promise<LoadedNotice | 'unreachable' | 'obsolete'>

export interface Scheduler {
  /** A hint that something due may have been written. Returns at once; cheap to call often. */
  wake(): void
}

/** Runs long work in slices of time, behind the screens that people ask for meanwhile. */
export interface Foreground {
  /** Somebody waits for an answer until the returned function is called. */
  enter(): () => void
  /** A function for one piece of work: await it after each step; it mostly returns at once. */
  slices(): () => Promise<void>
  /** True while long work of this person goes on. */
  isWorking(personId: number): boolean
  /** Runs a person's long work one piece at a time; null if too many pieces of this person wait already. */
  withPersonLock(personId: number, work: () => Promise<void>): Promise<void> | null
}

export interface Settings {
  reserveForMs: number
  /** The time for which a payment claim stops the clock. */
  claimFreezeMs: number
  /** The most invoices of one company that may reserve goods without a payment. */
  unpaidReserves: number
  /** The most times that each piece of an unpaid invoice may be reserved again without a manager. */
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
