import type { Oversold } from '#db/imports/offers.ts'
import type { FileProblem, PriceListKind } from '#exchange/catalog.ts'
import type { DoubtRecord, RejectReason, SheetRecord, UntakenRecord } from '#exchange/cells/records.ts'

/** The way in which files came. */
export interface ImportWay {
  /** The file was sent alone: if its name calls it one part of several, it hides nothing. */
  isAlone?: boolean
}

/** The progress of a file, in the units it is made of; `total` is null until the end if nobody knows it before. */
export type OnProgress = (done: number, total: number | null) => void | Promise<void>

/** Counts of the goods that a file names, and of those that it hides. */
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
  /** If several files or sheets are read at once: the one with this row. */
  file?: string
  sheet?: string
}

/** A cell that could not be read; its row was taken without it. */
export type DoubtedCell = Omit<DoubtRecord, 'kind'>

/** The meaning of a sheet's columns, as they were read. */
export type SheetColumns = Omit<SheetRecord, 'kind'>

export interface ImportResult extends Counts {
  importId: number
  /** Every row that was not taken in, in order. */
  rejected: RejectedRow[]
  cells: DoubtedCell[]
  untaken: Omit<UntakenRecord, 'kind'>[]
  sheets: SheetColumns[]
  /** The files stated only 1C's directories: properties, units, price types, warehouses. */
  onlyDirectories: boolean
  /** Nothing was hidden, as the file is one part of several. */
  isPart: boolean
  /** True if `takeBackImport` can restore everything. */
  canTakeBack: boolean
  /** Alarms: goods with less on hand now than is reserved. Reservations stay as they are. */
  oversold: Oversold[]
}

/** The outcome of a file: all of it, or nothing. */
export type ImportCatalog =
  | { ok: true; kind: PriceListKind; result: ImportResult }
  | { ok: false; reason: FileProblem | 'forbidden' | 'nothing_recognised'; detail: string }
