/** Lifetimes of the data that would otherwise grow for ever, ms: the settings `KEEP_…_FOR`. */
export interface KeepForMs {
  /** Registrations that were refused or never finished, abandoned forms, links of invitations. */
  refusals: number
  /** Lists that were sent to be ordered or to be imported, lines of closed carts, shipment requests that were never filed. */
  lists: number
  notices: number
  auditEntries: number
  /** People who only looked in. */
  visitors: number
  /** Results of presses: the same press gets the same result when it comes again. */
  operations: number
}
