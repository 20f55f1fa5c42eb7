import { placeOf, type Segment, UNSTATED } from './segment.ts'

/** Sets a product's price. A product that is in none of the segments is skipped. */
export function setPrice(
  segments: readonly Segment[],
  given: { productId: number; priceTypeId: number; kopecks: number },
): void {
  for (const segment of segments) {
    const place = placeOf(segment, given.productId)
    if (place < 0) continue
    const prices = segment.prices.get(given.priceTypeId) ?? new Float64Array(segment.ids.length).fill(-1)
    segment.prices.set(given.priceTypeId, prices)
    prices[place] = given.kopecks
  }
}

/** Removes all prices of a product. */
export function clearPrices(segments: readonly Segment[], productId: number): void {
  for (const segment of segments) {
    const place = placeOf(segment, productId)
    if (place >= 0) for (const prices of segment.prices.values()) prices[place] = -1
  }
}

/** Sets a product's availability in a list without quantities. */
export function setListed(segments: readonly Segment[], given: { id: number; listed: number | null }): void {
  for (const segment of segments) {
    const place = placeOf(segment, given.id)
    if (place >= 0) segment.listed[place] = given.listed ?? UNSTATED
  }
}

/** Sets a product's free pieces in a warehouse. */
export function setFree(
  segments: readonly Segment[],
  given: { productId: number; warehouseId: number; free: number },
): void {
  for (const segment of segments) {
    const place = placeOf(segment, given.productId)
    if (place < 0) continue
    const shelf = segment.shelves.get(given.warehouseId) ?? new Int32Array(segment.ids.length)
    segment.shelves.set(given.warehouseId, shelf)
    const before = Math.max(0, shelf[place] ?? 0)
    shelf[place] = given.free
    segment.free[place] = (segment.free[place] ?? 0) + Math.max(0, given.free) - before
  }
}
