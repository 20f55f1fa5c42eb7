import { parseDecimal } from '#domain/decimals.ts'
import { sizes } from '#exchange/files/sizes.ts'

/** Whole pieces, rounded down, since nobody can be promised half a piece, and at least 0; null: no such number. */
export function piecesOf(text: string): number | null {
  const thousandths = parseDecimal(text, 3)
  if (thousandths === null) return null
  const pieces = Math.max(0, Math.floor(thousandths / 1000))
  return pieces > sizes.quantity ? null : pieces
}
