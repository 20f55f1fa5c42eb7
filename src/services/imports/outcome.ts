import type { Oversold } from '#db/imports/offers.ts'
import type { FileProblem, PriceListKind } from '#exchange/catalog.ts'
import type { DoubtRecord, RejectReason, SheetRecord, UntakenRecord } from '#exchange/cells/records.ts'

/** How files came. */
export interface ImportWay {
  /** Sent alone, and not as all that there is: a file that is named as one part of several hides nothing. */
  isAlone?: boolean
}

/** How far a file is, in what it is made of; `total` null where nobody knows before its end. */
export type OnProgress = (done: number, total: number | null) => void | Promise<void>

/** Goods that a file names, and those that it hides. */
export interface Counts {
  new: number
  changed: number
  unchanged: number
  hidden: number
}

/** A row that was not taken in, and why. */
export interface RejectedRow {
  row: number
  reason: RejectReason
  /** As typed, cut to 100 letters. */
  value: string
  /** Where several files or sheets are read at once: the one that the row stands in. */
  file?: string
  sheet?: string
}

/** A cell that could not be read; its row was taken without it. */
export type DoubtedCell = Omit<DoubtRecord, 'kind'>

/** What the columns of a sheet were taken for. */
export type SheetColumns = Omit<SheetRecord, 'kind'>

export interface ImportResult extends Counts {
  importId: number
  /** Every row that was not taken in, in their order. */
  rejected: RejectedRow[]
  cells: DoubtedCell[]
  untaken: Omit<UntakenRecord, 'kind'>[]
  sheets: SheetColumns[]
  /** Files that only said what 1C's directories hold: properties, units, price types, warehouses. */
  onlyDirectories: boolean
  /** Nothing was hidden, as the file is one part of several. */
  isPart: boolean
  /** Everything can be put back as it was before. */
  canTakeBack: boolean
  /** Alarms: where less is on hand now than is reserved. Reservations stay as they are. */
  oversold: Oversold[]
}

/** What came of a file: all of it, or nothing. */
export type ImportCatalog =
  | { ok: true; kind: PriceListKind; result: ImportResult }
  | { ok: false; reason: FileProblem | 'forbidden' | 'nothing_recognised'; detail: string }
