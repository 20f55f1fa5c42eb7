import { findProduct, type Product } from '#db/catalog/catalog.ts'
import { freeTotals } from '#db/catalog/stock.ts'
import {
  addWatch,
  awaitedProducts,
  markNotified,
  nextInLine,
  notifiedInVain,
  notifiedSince,
  removeWatch,
  reopenWatch,
  watchedBy,
} from '#db/catalog/stock-watches.ts'
import { lockFor } from '#db/kernel/locks.ts'
import type { Db } from '#db/schema/schema.ts'
import { watchersToNotify } from '#domain/catalog/availability.ts'
import { catalogLimits } from '#domain/catalog/limits.ts'
import { noticeLimits } from '#domain/notices/limits.ts'
import { type Actor, may } from '#domain/policy.ts'
import { type Refusal, refuse } from '#domain/result.ts'
import type { Deps } from '#services/kernel/deps.ts'
import { transaction } from '#services/kernel/transaction.ts'
import { notices } from '#services/notices/kinds.ts'
import { notify } from '#services/notices/notices.ts'

export type WatchStock = { ok: true } | Refusal<'forbidden' | 'not_found' | 'in_stock' | 'too_many_watches'>

/**
 * «Сообщить о поступлении»: notified once, when goods become free. Pressed again, the first place in the line stays.
 */
export async function watchStock(deps: Deps, actor: Actor, productId: number): Promise<WatchStock> {
  if (!may(actor, 'order')) return refuse('forbidden')
  return transaction(deps, async (tx) => {
    const product = await findProduct(tx, productId)
    if (!product || product.hiddenAt !== null) return refuse('not_found')
    const now = deps.clock.now()
    const free = (await freeTotals(tx, [productId], now)).get(productId) ?? 0
    if (product.available === 1 || free > 0) return refuse('in_stock')
    const watched = await watchedBy(tx, actor.id)
    if (!watched.includes(productId) && watched.length >= catalogLimits.watches) return refuse('too_many_watches')
    await addWatch(tx, { productId, userId: actor.id, askedAt: now })
    return { ok: true }
  })
}

/** Takes the watch back; there may be none. */
export async function unwatchStock(
  deps: Deps,
  actor: Actor,
  productId: number,
): Promise<{ ok: true } | Refusal<'forbidden'>> {
  if (!may(actor, 'order')) return refuse('forbidden')
  await removeWatch(deps.db, productId, actor.id)
  return { ok: true }
}

interface WatchPlan {
  /** Watches whose notice came too late to be sent: they wait on. */
  waitOn: number[]
  notifyNow: { productId: number; people: number }[]
  /** The time at which the next in line is notified, if goods are still free then; null: nobody waits for one. */
  nextAt: number | null
}

/**
 * The next people to notify, from the rows alone: independent of the cause that made goods free, and of any event about
 * it.
 */
async function planWatches(db: Db, now: number): Promise<WatchPlan> {
  const products = await awaitedProducts(db)
  const inVain = await notifiedInVain(db, now - noticeLimits.dropNoticeAfterMs)
  const ids = [...new Set([...products.map(({ id }) => id), ...inVain.map(({ productId }) => productId)])]
  const totals = await freeTotals(db, ids, now)
  const late = inVain.filter((one) => !totals.has(one.productId) || one.notifiedAt <= now - catalogLimits.watchWindowMs)
  const plan: WatchPlan = { waitOn: late.map(({ id }) => id), notifyNow: [], nextAt: null }
  for (const { id: productId, available } of products) {
    const free = available === 1 ? null : (totals.get(productId) ?? 0)
    if (free === 0) continue
    const notifiedAt = await notifiedSince(db, productId, now - catalogLimits.watchWindowMs)
    const people = Math.min(watchersToNotify({ free, notifiedAt }), catalogLimits.watchesAtOnce)
    const inLine = (await nextInLine(db, productId, 1)).length > 0
    if (inLine && people > 0) plan.notifyNow.push({ productId, people })
    const [first] = notifiedAt
    if (inLine && people === 0 && first !== undefined)
      plan.nextAt = Math.min(plan.nextAt ?? Number.POSITIVE_INFINITY, first + catalogLimits.watchWindowMs)
  }
  return plan
}

/**
 * Notifies waiting people that goods are free, in the order of asking, as many at a time as there are pieces. A
 * notified person comes first for an hour; then the next is notified of pieces still free. True when there may be more.
 */
export async function notifyWatchers(deps: Deps): Promise<boolean> {
  return transaction(deps, async (tx) => {
    await lockFor(tx, 'watch', 0)
    const now = deps.clock.now()
    const { waitOn, notifyNow } = await planWatches(tx, now)
    for (const id of waitOn) await reopenWatch(tx, id)
    for (const { productId, people } of notifyNow) {
      for (const { id, userId } of await nextInLine(tx, productId, people)) {
        if (!(await markNotified(tx, id, now))) continue
        await notify(tx, [userId], notices.backInStock(id, now), now)
      }
    }
    return waitOn.length + notifyNow.length > 0
  })
}

export async function nextNotifyingAt(deps: Deps): Promise<number | null> {
  const now = deps.clock.now()
  const { waitOn, notifyNow, nextAt } = await planWatches(deps.db, now)
  return waitOn.length + notifyNow.length > 0 ? now : nextAt
}

/** The goods that a person waits for, in the order of asking. */
export async function seeWatches(
  deps: Deps,
  actor: Actor,
): Promise<{ ok: true; products: Product[] } | Refusal<'forbidden'>> {
  if (!may(actor, 'order')) return refuse('forbidden')
  const products: Product[] = []
  for (const id of await watchedBy(deps.db, actor.id)) {
    const product = await findProduct(deps.db, id)
    if (product && product.hiddenAt === null) products.push(product)
  }
  return { ok: true, products }
}
