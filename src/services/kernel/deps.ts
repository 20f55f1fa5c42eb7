import type { Kysely } from 'kysely'
import type { Schema } from '#db/engine/schema.ts'
import type { SegmentPart } from '#db/search/segments.ts'
import type { Seller } from '#domain/orders/seller.ts'
import type { Actor } from '#domain/policy.ts'
import type { SearchQuery, SearchResult } from '#domain/search/find.ts'
import type { Good, Value } from '#domain/search/segment.ts'
import type { CatalogFile } from '#exchange/files/source.ts'
import type { ReadQuickOrder } from '#exchange/orders/quick-order-table.ts'
import type { LookAtImport } from '#services/imports/look.ts'
import type { ImportCatalog, ImportWay, OnProgress } from '#services/imports/outcome.ts'

export interface Clock {
  /** Milliseconds since the epoch, UTC. */
  now(): number
}

/** Where unguessable tokens come from. */
export interface Chance {
  /** 256 bits as base64url: 43 characters. */
  token(): string
}

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

/** Finds goods by whatever is typed. Stock may be a second old in its order and its filter; screens read their own numbers. */
export interface Search {
  /** `breathe`: the query is not urgent, and others are let in between its steps. */
  find(query: SearchQuery, breathe?: () => Promise<void>): Promise<SearchResult>
  /** Goods or stock may have changed: look again. Returns at once; cheap to call often. */
  wake(): void
}

/** Takes price lists in beside the screens, as `importCatalog` does, and looks at them, as `lookAtImport` does. */
export interface Importer {
  takeIn(actor: Actor | null, file: CatalogFile, how?: ImportWay & { onProgress?: OnProgress }): Promise<ImportCatalog>
  lookAt(actor: Actor | null, file: CatalogFile, how?: ImportWay & { onProgress?: OnProgress }): Promise<LookAtImport>
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

/** Reads files that hold a list to order. */
export interface ListFiles {
  /** Whatever is in a file, the answer comes within a bounded time; never throws. */
  read(bytes: Uint8Array): Promise<ReadQuickOrder>
}

export interface Settings {
  reserveForMs: number
  /** How long a payment claim stops the clock. */
  claimFreezeMs: number
  /** So many invoices of one company may hold goods that nobody has paid for. */
  unpaidReserves: number
  /** So often each piece of an unpaid invoice may be reserved again without a manager. */
  reserveRenewals: number
  /** How long what grows is kept: refused registrations, lists that were sent, notices, and who did what. */
  keepForMs: Readonly<Record<'refusals' | 'lists' | 'notices' | 'deeds', number>>
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
  importer: Importer
  listFiles: ListFiles
  foreground: Foreground
  settings: Settings
}

/** Builds what the search in memory finds goods by, beside whoever tells of them. */
export interface SegmentWriter {
  /** Each good once, in any order; `values`: those that goods may have from now on. */
  add(goods: readonly Good[], values: readonly Value[]): void
  /** Ends when all goods are taken in and the rest has begun. Rejects where it can't be built. */
  finish(): Promise<{ parts: Promise<readonly SegmentPart[]> }>
  stop(): Promise<void>
}

/** What an import needs: the terminal has no bot. */
export interface ImportDeps extends Pick<Deps, 'db' | 'clock'> {
  /** Nobody else sees the staging tables: they go with the process. */
  isStagingApart?: boolean
  /** Whether others wait to write: then they are let in between smaller portions. */
  isCrowded?: () => boolean
  /** Where goods are searched in memory: a large import publishes what its goods are found by. */
  startSegment?: () => SegmentWriter
}
