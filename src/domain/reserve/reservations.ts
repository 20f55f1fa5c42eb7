/** Pieces in one warehouse that are reserved for one invoice line. The only truth about reserved goods. */
export interface Reservation {
  id: number
  invoiceId: number
  lineId: number
  productId: number
  warehouseId: number
  quantity: number
  reservedBy: number
  reservedAt: number
  untilAt: number
  /** Money came, a manager holds it, or its shipment request was accepted: since then the clock does not end it. */
  protectedAt: number | null
  releasedAt: number | null
  shippedAt: number | null
  shipmentId: number | null
}

/** A row is live from the instant it is written to the very millisecond it ends, whether a job ran or not. */
export function isLive(
  row: Pick<Reservation, 'releasedAt' | 'shippedAt' | 'protectedAt' | 'untilAt'>,
  now: number,
): boolean {
  return row.releasedAt === null && row.shippedAt === null && (row.protectedAt !== null || row.untilAt > now)
}

export interface Demand {
  lineId: number
  productId: number
  /** Pieces that the line still lacks. */
  missing: number
}

export interface Free {
  productId: number
  warehouseId: number
  /** On hand minus live rows; an ERP may have lowered it below zero. */
  free: number
}

export interface Taking {
  lineId: number
  productId: number
  warehouseId: number
  quantity: number
}

/**
 * Decides all lines at once. Each takes what the lines before it left, from the fullest warehouse first: if one can
 * serve the line whole, the goods travel together.
 */
export function decideTaking(demands: readonly Demand[], free: readonly Free[]): Taking[] {
  const left = free.map((row) => ({ ...row, free: Math.max(0, row.free) }))
  const takings: Taking[] = []
  for (const demand of demands) {
    let missing = demand.missing
    const shelves = left
      .filter((row) => row.productId === demand.productId && row.free > 0)
      .sort((a, b) => b.free - a.free || a.warehouseId - b.warehouseId)
    for (const shelf of shelves) {
      const quantity = Math.min(missing, shelf.free)
      if (quantity === 0) break
      shelf.free -= quantity
      missing -= quantity
      takings.push({ lineId: demand.lineId, productId: demand.productId, warehouseId: shelf.warehouseId, quantity })
    }
  }
  return takings
}

export interface WarningStep {
  before: number
  /** A warning is not repeated if its instant has moved by less, for example after a short hold. */
  slack: number
}

/** A tenth of the step, but too little to take one step for another. */
export function warningSteps(warnBefore: readonly number[]): WarningStep[] {
  return warnBefore.map((before) => {
    const gaps = warnBefore.filter((other) => other > before).map((other) => (other - before) / 2)
    return { before, slack: Math.floor(Math.min(before / 10, ...gaps)) }
  })
}

/** The warning that is due: the shortest step whose time has come, so that a bot that slept warns once, not thrice. */
export function dueWarning(untilAt: number, warnBefore: readonly number[], now: number): number | null {
  if (untilAt <= now) return null
  const due = warnBefore.filter((before) => untilAt - before <= now)
  return due.length > 0 ? Math.min(...due) : null
}
