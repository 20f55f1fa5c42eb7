import { pricesOf } from '#db/catalog/catalog.ts'
import { freeTotals } from '#db/catalog/stock.ts'
import { cartLines, findOpenCart, openCart, setCartLine } from '#db/orders/carts.ts'
import { findInvoice, invoiceLines } from '#db/orders/invoices.ts'
import {
  findSavedList,
  removeSavedList,
  renameSavedList,
  type SavedList,
  savedListLines,
  savedListsOf,
  saveList,
} from '#db/orders/saved-lists.ts'
import type { Db } from '#db/schema/schema.ts'
import { type NameProblem, readName } from '#domain/names.ts'
import { orderLimits } from '#domain/orders/limits.ts'
import { type Actor, may } from '#domain/policy.ts'
import { type Refusal, refuse } from '#domain/result.ts'
import { priceTypeOf } from '#services/catalog/prices.ts'
import type { Deps } from '#services/kernel/deps.ts'
import { transaction } from '#services/kernel/transaction.ts'
import { seeInvoice } from './invoices.ts'

/** The source of a saved list: the member's cart (null), or an invoice of the company. */
export type SavedFrom = { invoiceId: number | null }

/** Answers ok if this person may save the source's goods under a name. */
export async function seeSource(
  deps: Deps,
  actor: Actor,
  { invoiceId }: SavedFrom,
): Promise<{ ok: true } | Refusal<'forbidden' | 'not_found'>> {
  if (!may(actor, 'order')) return refuse('forbidden')
  return invoiceId === null ? { ok: true } : seeInvoice(deps, actor, invoiceId)
}

export type SaveList =
  | { ok: true; list: SavedListSheet }
  | Refusal<'forbidden' | 'not_found' | 'empty' | 'too_many_lists' | NameProblem>

/** Saves goods under a name for the whole company; the same name again overwrites the list. */
export async function saveAs(deps: Deps, actor: Actor, from: SavedFrom, typed: string): Promise<SaveList> {
  const { companyId } = actor
  if (!may(actor, 'order') || companyId === null) return refuse('forbidden')
  const read = readName(typed)
  if (!read.ok) return read
  const { name } = read
  const saved = await transaction(deps, async (tx) => {
    const lines = await linesOf(tx, actor, from)
    if (lines === null) return refuse('not_found')
    if (lines.length === 0) return refuse('empty')
    const lists = await savedListsOf(tx, companyId)
    if (lists.length >= orderLimits.savedLists && !lists.some((list) => list.name === name))
      return refuse('too_many_lists')
    const row = { companyId, name, savedBy: actor.id, savedAt: deps.clock.now() }
    return { ok: true as const, id: await saveList(tx, row, lines) }
  })
  if (!saved.ok) return saved
  const seen = await seeSavedList(deps, actor, saved.id)
  return seen.ok ? { ok: true, list: seen.list } : seen
}

/** null: there is no such invoice of the actor's company. */
async function linesOf(tx: Db, actor: Actor, { invoiceId }: SavedFrom) {
  if (invoiceId === null) {
    const cart = await findOpenCart(tx, actor.id)
    return cart ? toLines(await cartLines(tx, cart.id)) : []
  }
  const invoice = await findInvoice(tx, invoiceId)
  return invoice?.companyId === actor.companyId ? toLines(await invoiceLines(tx, invoiceId)) : null
}

/** Sums lines of one product. */
function toLines(lines: readonly { productId: number; quantity: number }[]) {
  const sums = new Map<number, number>()
  for (const { productId, quantity } of lines) sums.set(productId, (sums.get(productId) ?? 0) + quantity)
  return [...sums].map(([productId, quantity]) => ({ productId, quantity }))
}

export async function seeSavedLists(
  deps: Deps,
  actor: Actor,
): Promise<{ ok: true; lists: (SavedList & { lines: number })[] } | Refusal<'forbidden'>> {
  if (!may(actor, 'order') || actor.companyId === null) return refuse('forbidden')
  return { ok: true, lists: await savedListsOf(deps.db, actor.companyId) }
}

export interface SavedListSheet {
  list: SavedList
  lines: {
    productId: number
    sku: string
    name: string
    quantity: number
    /** null: on request. */
    priceKopecks: number | null
    free: number
    /** It is no longer in the catalog. */
    gone: boolean
  }[]
  totalKopecks: number
}

export type SeeSavedList = { ok: true; list: SavedListSheet } | Refusal<'forbidden' | 'not_found'>

/** A list of the actor's company at today's prices. */
export async function seeSavedList(deps: Deps, actor: Actor, id: number): Promise<SeeSavedList> {
  if (!may(actor, 'order') || actor.companyId === null) return refuse('forbidden')
  const list = await findSavedList(deps.db, id)
  if (!list || list.companyId !== actor.companyId) return refuse('not_found')
  const rows = await savedListLines(deps.db, id)
  const ids = rows.map((row) => row.productId)
  const prices = await pricesOf(deps.db, ids, (await priceTypeOf(deps.db, actor))?.id ?? null)
  const totals = await freeTotals(deps.db, ids, deps.clock.now())
  const lines = rows.map(({ hiddenAt, ...row }) => ({
    ...row,
    priceKopecks: prices.get(row.productId) ?? null,
    free: totals.get(row.productId) ?? 0,
    gone: hiddenAt !== null,
  }))
  const there = lines.filter((line) => !line.gone)
  const totalKopecks = there.reduce((sum, line) => sum + (line.priceKopecks ?? 0) * line.quantity, 0)
  return { ok: true, list: { list, lines, totalKopecks } }
}

/** Sets the cart's lines to those of the list; other lines of the cart stay. Pressed twice, it fills once. */
export async function putListIntoCart(
  deps: Deps,
  actor: Actor,
  id: number,
): Promise<SeeSavedList | Refusal<'cart_full'>> {
  const seen = await seeSavedList(deps, actor, id)
  if (!seen.ok) return seen
  const { list, lines } = seen.list
  const there = lines.filter((line) => !line.gone)
  return transaction(deps, async (tx) => {
    const now = deps.clock.now()
    const cart = await openCart(tx, actor.id, list.companyId, now)
    if (!cart) return refuse('forbidden')
    const all = new Set([...(await cartLines(tx, cart.id)), ...there].map((line) => line.productId))
    if (all.size > orderLimits.cartLines) return refuse('cart_full')
    for (const [i, { productId, quantity }] of there.entries())
      await setCartLine(tx, { cartId: cart.id, productId, quantity, addedAt: now + i })
    return seen
  })
}

/** Renames a list; refused if the company has another one of that name. */
export async function renameList(
  deps: Deps,
  actor: Actor,
  id: number,
  typed: string,
): Promise<SeeSavedList | Refusal<NameProblem | 'name_taken'>> {
  const seen = await seeSavedList(deps, actor, id)
  if (!seen.ok) return seen
  const read = readName(typed)
  if (!read.ok) return read
  const renamed = await transaction(deps, (tx) => renameSavedList(tx, seen.list.list, read.name))
  return renamed ? seeSavedList(deps, actor, id) : refuse('name_taken')
}

export async function removeList(deps: Deps, actor: Actor, id: number): Promise<SeeSavedList> {
  const seen = await seeSavedList(deps, actor, id)
  if (seen.ok) await removeSavedList(deps.db, id)
  return seen
}
