/** How long each kind of data is kept that would grow for ever, ms: the settings `KEEP_…_FOR`. */
export interface KeepForMs {
  /** Registrations that were refused or never finished, abandoned forms, links of invitations. */
  refusals: number
  /** Lists that were sent to be ordered or to be imported, lines of closed carts, shipment requests that were never filed. */
  lists: number
  notices: number
  /** Who did what. */
  auditEntries: number
  /** People who only looked in. */
  visitors: number
  /** What a press has made, for the same press when it comes again. */
  operations: number
}
