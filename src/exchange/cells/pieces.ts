import { parseDecimal } from '#domain/decimals.ts'
import { sizes } from '#exchange/files/sizes.ts'

/** Whole pieces: half of one is nothing that a dealer can be promised, and below zero there is none; null is no number. */
export function piecesOf(text: string): number | null {
  const thousandths = parseDecimal(text, 3)
  if (thousandths === null) return null
  const pieces = Math.max(0, Math.floor(thousandths / 1000))
  return pieces > sizes.quantity ? null : pieces
}
