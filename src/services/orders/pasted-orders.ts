import { lockFor } from '#db/kernel/locks.ts'
import { cartLines, openCart, setCartLine } from '#db/orders/carts.ts'
import { decidePastedOrderLine, markAdded } from '#db/orders/pasted-orders.ts'
import type { Db } from '#db/schema/schema.ts'
import { orderLimits } from '#domain/orders/limits.ts'
import type { Actor } from '#domain/policy.ts'
import { type Refusal, refuse } from '#domain/result.ts'
import type { Deps } from '#services/kernel/deps.ts'
import { transaction } from '#services/kernel/transaction.ts'
import { type PastedOrderSheet, type SeePastedOrder, seePastedOrder } from './pasted-order-sheet.ts'

/** Answers a line that was a question: this product, or (null) none of them. */
export async function answerLine(
  deps: Deps,
  actor: Actor,
  given: { orderId: number; position: number; productId: number | null },
): Promise<SeePastedOrder | Refusal<'added'>> {
  const { orderId, position, productId } = given
  const seen = await seePastedOrder(deps, actor, orderId)
  if (!seen.ok) return seen
  if (seen.sheet.order.addedAt !== null) return refuse('added')
  const line = seen.sheet.open.find((one) => one.position === position)
  if (line) {
    if (productId !== null && !line.candidates.some((one) => one.productId === productId)) return refuse('not_found')
    const outcome = productId === null ? 'left_out' : 'taken'
    await decidePastedOrderLine(deps.db, orderId, position, { outcome, productId, quantity: line.quantity ?? 1 })
  }
  return seePastedOrder(deps, actor, orderId)
}

export type AddPastedOrder =
  | { ok: true; sheet: PastedOrderSheet; added: number }
  | Refusal<'forbidden' | 'not_found' | 'nothing' | 'cart_full'>

/** Puts all taken lines into the cart, once; counts are added to those in the cart. */
export async function putIntoCart(deps: Deps, actor: Actor, orderId: number): Promise<AddPastedOrder> {
  return transaction(deps, async (tx) => {
    await lockFor(tx, 'cart', actor.id)
    const seen = await seePastedOrder({ ...deps, db: tx }, actor, orderId, async () => {})
    if (!seen.ok) return seen
    const { taken, order } = seen.sheet
    if (taken.length === 0) return refuse('nothing')
    const now = deps.clock.now()
    const lines = await cartWith(tx, { userId: actor.id, companyId: order.companyId }, taken, now)
    if (typeof lines === 'string') return refuse(lines)
    const isNow = await markAdded(tx, orderId, now)
    if (isNow) for (const line of lines) await setCartLine(tx, line)
    const sheet = { ...seen.sheet, order: { ...order, addedAt: order.addedAt ?? now } }
    return { ok: true, sheet, added: isNow ? lines.length : 0 }
  })
}

/** The cart's lines after goods are added, or the reason why it can't have them. */
export async function cartWith(
  tx: Db,
  owner: { userId: number; companyId: number },
  goods: readonly { productId: number; quantity: number }[],
  now: number,
): Promise<{ cartId: number; productId: number; quantity: number; addedAt: number }[] | 'cart_full' | 'forbidden'> {
  const cart = await openCart(tx, owner.userId, owner.companyId, now)
  if (!cart) return 'forbidden'
  const cartId = cart.id
  const inCart = new Map((await cartLines(tx, cartId)).map((line) => [line.productId, line.quantity]))
  if (new Set([...inCart.keys(), ...goods.map(({ productId }) => productId)]).size > orderLimits.cartLines)
    return 'cart_full'
  return goods.map(({ productId, quantity }, i) => {
    const sum = Math.min(orderLimits.quantity, (inCart.get(productId) ?? 0) + quantity)
    return { cartId, productId, quantity: sum, addedAt: now + i }
  })
}
