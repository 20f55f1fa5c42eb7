import type { QuickOrderLine } from '../../exchange/quick-order.ts'
import type { ListLine } from '../../services/carts.ts'

/** Lines as they were read become lines to order. */
export function toListLines(lines: readonly QuickOrderLine[]): ListLine[] {
  return lines.map(({ text, sku, quantity }) => ({ text, article: sku, quantity }))
}
