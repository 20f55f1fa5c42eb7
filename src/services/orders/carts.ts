import { findProduct, type PriceType, type Product, pricesOf } from '#db/catalog/catalog.ts'
import { freeTotals } from '#db/catalog/stock.ts'
import {
  type Cart,
  type CartLine,
  cartLines,
  clearCart,
  findOpenCart,
  lockCart,
  openCart,
  removeCartLine,
  setCartLine,
} from '#db/orders/carts.ts'
import type { Db } from '#db/schema/schema.ts'
import { lineSums, markOf, totals } from '#domain/orders/invoices.ts'
import { orderLimits } from '#domain/orders/limits.ts'
import { parseQuantity, type QuantityProblem } from '#domain/orders/quantities.ts'
import { type Actor, may } from '#domain/policy.ts'
import { type Refusal, refuse } from '#domain/result.ts'
import { priceTypeOf } from '#services/catalog/prices.ts'
import type { Deps } from '#services/kernel/deps.ts'
import { transaction } from '#services/kernel/transaction.ts'

export interface PricedLine extends CartLine {
  /** null: on request. */
  priceKopecks: number | null
  sumKopecks: number
  vatKopecks: number
  free: number
}

export interface CartSheet {
  cartId: number | null
  /** Another number for other goods, quantities or prices. */
  mark: number
  lines: PricedLine[]
  totalKopecks: number
  vatKopecks: number
  priceType: PriceType | null
}

/** The member's cart at today's prices. */
export async function seeCart(deps: Deps, actor: Actor): Promise<{ ok: true; cart: CartSheet } | Refusal<'forbidden'>> {
  if (!may(actor, 'order')) return refuse('forbidden')
  const cart = await findOpenCart(deps.db, actor.id)
  const priceType = await priceTypeOf(deps.db, actor)
  const lines = cart ? await cartLines(deps.db, cart.id) : []
  const ids = lines.map((line) => line.productId)
  const prices = await pricesOf(deps.db, ids, priceType?.id ?? null)
  const free = await freeTotals(deps.db, ids, deps.clock.now())
  const priced = lines.map((line) => {
    const priceKopecks = prices.get(line.productId) ?? null
    const sums = lineSums(priceKopecks ?? 0, line.quantity, line.vatRate, priceType?.vatIncluded === 1)
    return { ...line, priceKopecks, ...sums, free: free.get(line.productId) ?? 0 }
  })
  return {
    ok: true,
    cart: { cartId: cart?.id ?? null, mark: markOf(priced), lines: priced, ...totals(priced), priceType },
  }
}

export type SetQuantity =
  | { ok: true; product: Product; quantity: number }
  | Refusal<'forbidden' | 'not_found' | 'cart_full' | QuantityProblem>

/** Sets the cart's total of a product to the typed count: pressing twice is pressing once. */
export async function setQuantity(deps: Deps, actor: Actor, productId: number, typed: string): Promise<SetQuantity> {
  if (!may(actor, 'order')) return refuse('forbidden')
  const { companyId } = actor
  if (companyId === null) return refuse('forbidden')
  const parsed = parseQuantity(typed)
  if (!parsed.ok) return refuse(parsed.problem)
  return transaction(deps, async (tx) => {
    const product = await findProduct(tx, productId)
    if (!product || product.hiddenAt !== null) return refuse('not_found')
    const now = deps.clock.now()
    const cart = await openCart(tx, actor.id, companyId, now)
    if (!cart) return refuse('forbidden')
    const lines = await cartLines(tx, cart.id)
    const isNew = !lines.some((line) => line.productId === productId)
    if (isNew && lines.length >= orderLimits.cartLines) return refuse('cart_full')
    await setCartLine(tx, { cartId: cart.id, productId, quantity: parsed.quantity, addedAt: now })
    return { ok: true, product, quantity: parsed.quantity }
  })
}

export async function removeLine(
  deps: Deps,
  actor: Actor,
  productId: number,
): Promise<{ ok: true } | Refusal<'forbidden'>> {
  return withCart(deps, actor, (tx, cart) => removeCartLine(tx, cart.id, productId))
}

export async function emptyCart(deps: Deps, actor: Actor): Promise<{ ok: true } | Refusal<'forbidden'>> {
  return withCart(deps, actor, (tx, cart) => clearCart(tx, cart.id))
}

async function withCart(
  deps: Deps,
  actor: Actor,
  change: (tx: Db, cart: Cart) => Promise<void>,
): Promise<{ ok: true } | Refusal<'forbidden'>> {
  if (!may(actor, 'order')) return refuse('forbidden')
  return transaction(deps, async (tx) => {
    const open = await findOpenCart(tx, actor.id)
    const cart = open && (await lockCart(tx, open.id))
    if (cart && cart.closedAt === null) await change(tx, cart)
    return { ok: true }
  })
}
