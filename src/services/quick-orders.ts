import { cartLines, openCart, setCartLine } from '../db/carts.ts'
import { addQuickOrder, decideQuickOrderLine, findQuickOrderOf, markAdded } from '../db/quick-orders.ts'
import type { Db } from '../db/schema.ts'
import { limits } from '../domain/limits.ts'
import { type Actor, may } from '../domain/policy.ts'
import { type Refusal, refuse } from '../domain/result.ts'
import type { OrderLine } from '../exchange/quick-order.ts'
import type { Deps } from './deps.ts'
import { matchLines, readColumns } from './quick-order-matching.ts'
import { type QuickOrderSheet, type SeeQuickOrder, seeQuickOrder } from './quick-order-sheet.ts'
import { transaction } from './transaction.ts'

export interface SentList {
  lines: readonly OrderLine[]
  /** A table without a header: its columns are told apart by their contents. */
  columnsUntold: boolean
  /** Of the file; empty for a text. */
  name: string
  updateId: number
}

export type ReadList = { ok: true; orderId: number } | Refusal<'forbidden' | 'empty'>

/** Reads a list and keeps what each line means. The update's id makes it one list, however often it is delivered. */
export async function readList(
  deps: Deps,
  actor: Actor,
  { lines, columnsUntold, name, updateId }: SentList,
  progress?: (done: number, total: number) => Promise<void>,
): Promise<ReadList> {
  const { companyId } = actor
  if (!may(actor, 'order') || companyId === null) return refuse('forbidden')
  if (lines.length === 0) return refuse('empty')
  const before = await findQuickOrderOf(deps.db, actor.id, updateId)
  if (before) return { ok: true, orderId: before.id }
  const read = columnsUntold ? await readColumns(deps, lines) : [...lines]
  const decisions = await matchLines(deps, read, progress)
  const rows = read.map(({ text, cells }, i) => {
    const decision = decisions[i] ?? { outcome: 'unknown' as const }
    return {
      position: i + 1,
      text,
      cells: JSON.stringify(cells),
      outcome: decision.outcome,
      productId: decision.outcome === 'taken' ? decision.productId : null,
      quantity: 'quantity' in decision ? decision.quantity : null,
      candidates: JSON.stringify('candidates' in decision ? decision.candidates : []),
    }
  })
  return transaction(deps, async (tx) => {
    const meanwhile = await findQuickOrderOf(tx, actor.id, updateId)
    if (meanwhile) return { ok: true, orderId: meanwhile.id }
    const order = { userId: actor.id, companyId, updateId, name, createdAt: deps.clock.now(), addedAt: null }
    return { ok: true, orderId: await addQuickOrder(tx, order, rows) }
  })
}

/** Answers a line that was a question: this product, or (null) none of them. */
export async function answerLine(
  deps: Deps,
  actor: Actor,
  given: { orderId: number; position: number; productId: number | null },
): Promise<SeeQuickOrder | Refusal<'added'>> {
  const { orderId, position, productId } = given
  const seen = await seeQuickOrder(deps, actor, orderId)
  if (!seen.ok) return seen
  if (seen.sheet.order.addedAt !== null) return refuse('added')
  const line = seen.sheet.open.find((one) => one.position === position)
  if (line) {
    if (productId !== null && !line.candidates.some((one) => one.productId === productId)) return refuse('not_found')
    const outcome = productId === null ? 'left_out' : 'taken'
    await decideQuickOrderLine(deps.db, orderId, position, { outcome, productId, quantity: line.quantity ?? 1 })
  }
  return seeQuickOrder(deps, actor, orderId)
}

export type AddQuickOrder =
  | { ok: true; sheet: QuickOrderSheet; added: number }
  | Refusal<'forbidden' | 'not_found' | 'nothing' | 'cart_full'>

/** Puts all that was taken into the cart, once: what is there already is added to. */
export async function putIntoCart(deps: Deps, actor: Actor, orderId: number): Promise<AddQuickOrder> {
  const seen = await seeQuickOrder(deps, actor, orderId)
  if (!seen.ok) return seen
  const { taken, order } = seen.sheet
  if (taken.length === 0) return refuse('nothing')
  return transaction(deps, async (tx) => {
    const now = deps.clock.now()
    const lines = await cartWith(tx, { userId: actor.id, companyId: order.companyId }, taken, now)
    if (!lines) return refuse('cart_full')
    const isNow = await markAdded(tx, orderId, now)
    if (isNow) for (const line of lines) await setCartLine(tx, line)
    const sheet = { ...seen.sheet, order: { ...order, addedAt: order.addedAt ?? now } }
    return { ok: true, sheet, added: isNow ? lines.length : 0 }
  })
}

/** The lines that a cart gets when goods are added to what it holds; null: they are too many for it. */
export async function cartWith(
  tx: Db,
  owner: { userId: number; companyId: number },
  goods: readonly { productId: number; quantity: number }[],
  now: number,
): Promise<{ cartId: number; productId: number; quantity: number; addedAt: number }[] | null> {
  const { id: cartId } = await openCart(tx, owner.userId, owner.companyId, now)
  const held = new Map((await cartLines(tx, cartId)).map((line) => [line.productId, line.quantity]))
  if (new Set([...held.keys(), ...goods.map(({ productId }) => productId)]).size > limits.cartLines) return null
  return goods.map(({ productId, quantity }, i) => {
    const sum = Math.min(limits.quantity, (held.get(productId) ?? 0) + quantity)
    return { cartId, productId, quantity: sum, addedAt: now + i }
  })
}
