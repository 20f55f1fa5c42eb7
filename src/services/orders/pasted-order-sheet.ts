import { describedProducts, type PriceType, pricesOf } from '#db/catalog/catalog.ts'
import { freeTotals } from '#db/catalog/stock.ts'
import { findPastedOrder, type PastedOrder, pastedOrderLines } from '#db/orders/pasted-orders.ts'
import { orderLimits } from '#domain/orders/limits.ts'
import { type Actor, may } from '#domain/policy.ts'
import { type Refusal, refuse } from '#domain/result.ts'
import { priceTypeOf } from '#services/catalog/prices.ts'
import type { Deps } from '#services/kernel/deps.ts'
import type { AskedList, ColumnQuestion } from './pasted-order-columns.ts'

export interface OrderedGoods {
  productId: number
  sku: string
  name: string
  quantity: number
  /** null: on request. */
  priceKopecks: number | null
  free: number
  /** The list says only that it is there. */
  quantityUnknown: boolean
  /** The count of lines that it sums. */
  lines: number
}

export interface OpenLine {
  position: number
  text: string
  outcome: 'choose' | 'bad_quantity' | 'unknown' | 'left_out'
  quantity: number | null
  candidates: { productId: number; sku: string; name: string; free: number }[]
}

export interface PastedOrderSheet {
  order: PastedOrder
  taken: OrderedGoods[]
  open: OpenLine[]
  /** All lines, as they came. */
  lines: {
    position: number
    text: string
    cells: string[]
    outcome: string
    productId: number | null
    quantity: number | null
  }[]
  totalKopecks: number
  priceType: PriceType | null
  /** The open question which column is the count: nothing is taken before the answer. */
  question: ColumnQuestion | null
}

export type SeePastedOrder = { ok: true; sheet: PastedOrderSheet } | Refusal<'forbidden' | 'not_found'>

/** A list as it stands now, at today's prices. A caller within a transaction gives others no turn: they wait for it. */
export async function seePastedOrder(
  deps: Deps,
  actor: Actor,
  orderId: number,
  breathe: () => Promise<void> = deps.foreground.slices(),
): Promise<SeePastedOrder> {
  if (!may(actor, 'order')) return refuse('forbidden')
  const order = await findPastedOrder(deps.db, orderId)
  if (!order || order.userId !== actor.id || order.companyId !== actor.companyId) return refuse('not_found')
  const stored = await pastedOrderLines(deps.db, orderId)
  await breathe()
  const rows = stored.map((row) => ({
    ...row,
    cells: JSON.parse(row.cells) as string[],
    candidates: JSON.parse(row.candidates) as number[],
  }))
  const ids = new Set(rows.flatMap(({ productId, candidates }) => (productId === null ? candidates : [productId])))
  await breathe()
  const goods = await describe(deps, actor, [...ids], breathe)
  await breathe()
  const taken = new Map<number, OrderedGoods>()
  const open: OpenLine[] = []
  for (const { position, text, outcome, productId, quantity, candidates } of rows) {
    const product = productId === null ? undefined : goods.byId.get(productId)
    if (outcome === 'taken' && product) {
      const same = taken.get(product.productId) ?? { ...product, quantity: 0, lines: 0 }
      const sum = Math.min(orderLimits.quantity, same.quantity + (quantity ?? 0))
      taken.set(product.productId, { ...same, quantity: sum, lines: same.lines + 1 })
    } else {
      const shown = candidates.flatMap((id) => goods.byId.get(id) ?? [])
      // Goods that have left the catalog since can't be taken.
      open.push({ position, text, outcome: outcome === 'taken' ? 'unknown' : outcome, quantity, candidates: shown })
    }
  }
  const question = order.pending === null ? null : (JSON.parse(order.pending) as AskedList).question
  const totalKopecks = [...taken.values()].reduce((sum, one) => sum + (one.priceKopecks ?? 0) * one.quantity, 0)
  return {
    ok: true,
    sheet: { order, taken: [...taken.values()], open, lines: rows, totalKopecks, priceType: goods.priceType, question },
  }
}

/** The most goods described before others have their turn. */
const DESCRIBED_AT_ONCE = 250

async function describe(deps: Deps, actor: Actor, ids: readonly number[], breathe: () => Promise<void>) {
  const priceType = await priceTypeOf(deps.db, actor)
  const byId = new Map<number, Omit<OrderedGoods, 'quantity' | 'lines'>>()
  for (let from = 0; from < ids.length; from += DESCRIBED_AT_ONCE) {
    const some = ids.slice(from, from + DESCRIBED_AT_ONCE)
    const prices = await pricesOf(deps.db, some, priceType?.id ?? null)
    const totals = await freeTotals(deps.db, some, deps.clock.now())
    await breathe()
    for (const { id: productId, sku, name, available } of await describedProducts(deps.db, some)) {
      const free = totals.get(productId) ?? 0
      const priceKopecks = prices.get(productId) ?? null
      byId.set(productId, { productId, sku, name, free, priceKopecks, quantityUnknown: available === 1 })
    }
    await breathe()
  }
  return { priceType, byId }
}
