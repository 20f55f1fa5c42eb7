import { addOperation, findOperation } from '../db/audit.ts'
import {
  type Cart,
  type CartLine,
  cartLines,
  clearCart,
  findOpenCart,
  openCart,
  removeCartLine,
  setCartLine,
} from '../db/carts.ts'
import { findProduct, type PriceType, type Product, pricesOf, productsByKeys } from '../db/catalog.ts'
import type { Db } from '../db/schema.ts'
import { shelves } from '../db/stock.ts'
import { articleKeys } from '../domain/catalog.ts'
import { lineSums, totals } from '../domain/invoices.ts'
import { limits } from '../domain/limits.ts'
import { type Actor, may } from '../domain/policy.ts'
import { parseQuantity, type QuantityProblem } from '../domain/quantities.ts'
import { type Refusal, refuse } from '../domain/result.ts'
import type { Deps } from './deps.ts'
import { priceTypeOf } from './prices.ts'
import { transaction } from './transaction.ts'

export interface PricedLine extends CartLine {
  /** null: on request. */
  priceKopecks: number | null
  sumKopecks: number
  vatKopecks: number
  free: number
}

export interface CartSheet {
  cartId: number | null
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
  const stock = await shelves(deps.db, ids, deps.clock.now())
  const priced = lines.map((line) => {
    const priceKopecks = prices.get(line.productId) ?? null
    const sums = lineSums(priceKopecks ?? 0, line.quantity, line.vatRate, priceType?.vatIncluded === 1)
    const own = stock.filter((shelf) => shelf.productId === line.productId)
    return { ...line, priceKopecks, ...sums, free: own.reduce((sum, shelf) => sum + Math.max(0, shelf.free), 0) }
  })
  return { ok: true, cart: { cartId: cart?.id ?? null, lines: priced, ...totals(priced), priceType } }
}

export type SetQuantity =
  | { ok: true; product: Product; quantity: number }
  | Refusal<'forbidden' | 'not_found' | 'cart_full' | QuantityProblem>

/** Puts so many pieces of a product into the cart, all told: pressing twice is pressing once. */
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
    const lines = await cartLines(tx, cart.id)
    const isNew = !lines.some((line) => line.productId === productId)
    if (isNew && lines.length >= limits.cartLines) return refuse('cart_full')
    await setCartLine(tx, { cartId: cart.id, productId, quantity: parsed.quantity, addedAt: now })
    return { ok: true, product, quantity: parsed.quantity }
  })
}

export async function removeLine(
  deps: Deps,
  actor: Actor,
  productId: number,
): Promise<{ ok: true } | Refusal<'forbidden'>> {
  return withCart(deps, actor, (cart) => removeCartLine(deps.db, cart.id, productId))
}

export async function emptyCart(deps: Deps, actor: Actor): Promise<{ ok: true } | Refusal<'forbidden'>> {
  return withCart(deps, actor, (cart) => clearCart(deps.db, cart.id))
}

async function withCart(
  deps: Deps,
  actor: Actor,
  change: (cart: Cart) => Promise<void>,
): Promise<{ ok: true } | Refusal<'forbidden'>> {
  if (!may(actor, 'order')) return refuse('forbidden')
  const cart = await findOpenCart(deps.db, actor.id)
  if (cart) await change(cart)
  return { ok: true }
}

/** A line of a list as it was read: an article and how many. */
export interface ListLine {
  text: string
  article: string
  /** null: it could not be read as a count. */
  quantity: number | null
}

export type LineAnswer =
  | { outcome: 'taken'; text: string; sku: string; name: string; quantity: number; free: number }
  | { outcome: 'ambiguous' | 'unknown' | 'bad_quantity' | 'cart_full'; text: string }

export type AddList = { ok: true; answers: LineAnswer[]; tooLong: boolean } | Refusal<'forbidden' | 'empty'>

const listKey = (actor: Actor, updateId: number): string => `list:${actor.id}:${updateId}`

/** The answer that a list got, again. */
export async function seeList(deps: Deps, actor: Actor, updateId: number): Promise<AddList | Refusal<'not_found'>> {
  if (!may(actor, 'order')) return refuse('forbidden')
  return (await findOperation<AddList>(deps.db, listKey(actor, updateId))) ?? refuse('not_found')
}

/** A quick order: every line gets an answer. The update's id makes it one effect, however often it is delivered. */
export async function addList(
  deps: Deps,
  actor: Actor,
  lines: readonly ListLine[],
  updateId: number,
): Promise<AddList> {
  if (!may(actor, 'order')) return refuse('forbidden')
  const { companyId } = actor
  if (companyId === null) return refuse('forbidden')
  if (lines.length === 0) return refuse('empty')
  return transaction(deps, async (tx) => {
    const key = listKey(actor, updateId)
    const before = await findOperation<AddList>(tx, key)
    if (before) return before
    const now = deps.clock.now()
    const cart = await openCart(tx, actor.id, companyId, now)
    const held = new Map((await cartLines(tx, cart.id)).map((line) => [line.productId, line.quantity]))
    const answers: LineAnswer[] = []
    for (const { text, article, quantity } of lines.slice(0, limits.quickOrderLines)) {
      const product = await meant(tx, article, quantity)
      if (product === 'ambiguous' || product === 'unknown') {
        answers.push({ outcome: product, text })
        continue
      }
      const wanted = (held.get(product.id) ?? 0) + (quantity ?? 0)
      if (quantity === null || quantity <= 0 || wanted > limits.quantity) {
        answers.push({ outcome: 'bad_quantity', text })
        continue
      }
      if (!held.has(product.id) && held.size >= limits.cartLines) {
        answers.push({ outcome: 'cart_full', text })
        continue
      }
      held.set(product.id, wanted)
      await setCartLine(tx, { cartId: cart.id, productId: product.id, quantity: wanted, addedAt: now + answers.length })
      const stock = await shelves(tx, [product.id], now)
      const free = stock.reduce((sum, shelf) => sum + Math.max(0, shelf.free), 0)
      answers.push({ outcome: 'taken', text, sku: product.sku, name: product.name, quantity, free })
    }
    const answer: AddList = { ok: true, answers, tooLong: lines.length > limits.quickOrderLines }
    await addOperation(tx, key, now, answer)
    return answer
  })
}

/** The one product a line means; «PRJ-1010 abc» means PRJ-1010, with a quantity that is none. */
async function meant(db: Db, article: string, quantity: number | null): Promise<Product | 'ambiguous' | 'unknown'> {
  const product = onlyProduct(await productsByKeys(db, articleKeys(article)), article)
  const [first = ''] = article.trim().split(/\s/)
  if (product !== 'unknown' || quantity !== null || first === article.trim()) return product
  return onlyProduct(await productsByKeys(db, articleKeys(first)), first)
}

/** The one product an article means: an article before a model, as it is written before any other reading. */
function onlyProduct(found: readonly Product[], article: string): Product | 'ambiguous' | 'unknown' {
  const written = found.filter((product) => product.sku === article.trim())
  if (written.length === 1 && written[0]) return written[0]
  const keys = articleKeys(article)
  const bySku = found.filter((product) => keys.includes(product.skuKey))
  const candidates = bySku.length > 0 ? bySku : found
  const [first] = candidates
  if (!first) return 'unknown'
  return candidates.length === 1 ? first : 'ambiguous'
}
