/** A live reservation row of one product, as a member of a company sees it. */
export interface ShelfReservation {
  warehouseId: number
  quantity: number
  /** The member's own company reserved it. */
  own: boolean
  /** null: the clock does not end it. */
  endsAt: number | null
}

/** A warehouse's stock of one product, split into free, own and others' pieces. */
export interface ShelfExplained {
  warehouseName: string
  onHand: number
  free: number
  own: number
  others: number
  /** The next instant at which other companies' reservations end, and all pieces that end then. */
  next: { quantity: number; at: number } | null
}

/**
 * Explains one warehouse: free + own + others is the stock on hand, unless an ERP has lowered it below the
 * reservations.
 */
export function explainShelf(
  shelf: { warehouseId: number; warehouseName: string; onHand: number; free: number },
  reservations: readonly ShelfReservation[],
): ShelfExplained {
  const here = reservations.filter((one) => one.warehouseId === shelf.warehouseId)
  const sum = (list: readonly ShelfReservation[]) => list.reduce((total, one) => total + one.quantity, 0)
  const others = here.filter((one) => !one.own)
  const ends = others.flatMap(({ endsAt }) => (endsAt === null ? [] : [endsAt]))
  const at = Math.min(...ends)
  return {
    warehouseName: shelf.warehouseName,
    onHand: shelf.onHand,
    free: Math.max(0, shelf.free),
    own: sum(here.filter((one) => one.own)),
    others: sum(others),
    next: ends.length === 0 ? null : { at, quantity: sum(others.filter((one) => one.endsAt === at)) },
  }
}

/** The notified watchers of a product whose window (the hour in which they come first) is still open. */
export interface OpenWindows {
  /** Free pieces; null: the list states only yes or no. */
  free: number | null
  /** The instants of notification, one for each watcher whose window is open. */
  notifiedAt: readonly number[]
}

/**
 * The number of waiting watchers to notify now, in the order of asking: one for each free piece that no watcher with an
 * open window may be coming for. If the number of pieces is unknown, all.
 */
export function watchersToNotify({ free, notifiedAt }: OpenWindows): number {
  return free === null ? Number.POSITIVE_INFINITY : Math.max(0, free - notifiedAt.length)
}

/**
 * Shelves of one product. If a shelf's pieces have moved, the other shelves owe what is reserved on it, the fullest
 * first; a shelf that an ERP lowered below its reservations owes them alone.
 */
export function settleMoved<Shelf extends { free: number }>(
  rows: readonly { shelf: Shelf; hasMoved: boolean }[],
): Shelf[] {
  let owed = rows.reduce((sum, { shelf, hasMoved }) => sum + (hasMoved ? Math.max(0, -shelf.free) : 0), 0)
  const settled = new Map<Shelf, Shelf>()
  for (const { shelf } of owed > 0 ? rows.toSorted((a, b) => b.shelf.free - a.shelf.free) : []) {
    const taken = Math.min(owed, Math.max(0, shelf.free))
    owed -= taken
    settled.set(shelf, { ...shelf, free: shelf.free - taken })
  }
  return rows.map(({ shelf }) => settled.get(shelf) ?? shelf)
}
