/** A live reservation row of one product, as somebody sees it. */
export interface ShelfReservation {
  warehouseId: number
  quantity: number
  /** It is his own company's. */
  own: boolean
  /** null: nothing ends it by itself. */
  endsAt: number | null
}

/** What is on a shelf and where the rest of it is. */
export interface ShelfExplained {
  warehouseName: string
  onHand: number
  free: number
  own: number
  others: number
  /** What others' next reserve to end holds; all that ends at that instant. */
  next: { quantity: number; at: number } | null
}

/** Explains one warehouse: free + own + others is what is on hand, unless an ERP has lowered it below what is reserved. */
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

/** The hour in which a notified watcher comes first, before the next in line is notified. */
export interface OpenWindows {
  /** Pieces; null: the list says only that there are some. */
  free: number | null
  /** When those whose window is open were notified. */
  notifiedAt: readonly number[]
}

/**
 * How many of those who wait are notified now: one for each piece that nobody who has been notified just now may be coming for,
 * in the order of asking. Where the number of pieces is unknown, all.
 */
export function watchersToNotify({ free, notifiedAt }: OpenWindows): number {
  return free === null ? Number.POSITIVE_INFINITY : Math.max(0, free - notifiedAt.length)
}

/**
 * Shelves of one product. What is reserved on a shelf whose pieces have moved is owed by the others, the fullest first; a
 * shelf that an ERP lowered below what is reserved there owes it alone.
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
