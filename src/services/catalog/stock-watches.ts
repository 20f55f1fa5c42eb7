import { findProduct } from '#db/catalog/catalog.ts'
import { freeTotals } from '#db/catalog/stock.ts'
import {
  addWatch,
  awaitedProducts,
  markTold,
  nextInLine,
  removeWatch,
  reopenWatch,
  toldInVain,
  toldSince,
  watchedBy,
} from '#db/catalog/stock-watches.ts'
import { lockFor } from '#db/kernel/locks.ts'
import type { Db } from '#db/schema/schema.ts'
import { turnsNow } from '#domain/catalog/availability.ts'
import { limits } from '#domain/limits.ts'
import { type Actor, may } from '#domain/policy.ts'
import { type Refusal, refuse } from '#domain/result.ts'
import type { Deps } from '#services/kernel/deps.ts'
import { transaction } from '#services/kernel/transaction.ts'
import { notify } from '#services/notices/notices.ts'

export type WatchStock = { ok: true } | Refusal<'forbidden' | 'not_found' | 'in_stock' | 'too_many_watches'>

/** «Сообщить о поступлении»: told once, when goods become free. Pressed again, the first place in the line is kept. */
export async function watchStock(deps: Deps, actor: Actor, productId: number): Promise<WatchStock> {
  if (!may(actor, 'order')) return refuse('forbidden')
  return transaction(deps, async (tx) => {
    const product = await findProduct(tx, productId)
    if (!product || product.hiddenAt !== null) return refuse('not_found')
    const now = deps.clock.now()
    const free = (await freeTotals(tx, [productId], now)).get(productId) ?? 0
    if (product.available === 1 || free > 0) return refuse('in_stock')
    const watched = await watchedBy(tx, actor.id)
    if (!watched.includes(productId) && watched.length >= limits.watches) return refuse('too_many_watches')
    await addWatch(tx, { productId, userId: actor.id, askedAt: now })
    return { ok: true }
  })
}

/** Takes it back; there may be nothing to take back. */
export async function unwatchStock(
  deps: Deps,
  actor: Actor,
  productId: number,
): Promise<{ ok: true } | Refusal<'forbidden'>> {
  if (!may(actor, 'order')) return refuse('forbidden')
  await removeWatch(deps.db, productId, actor.id)
  return { ok: true }
}

interface Telling {
  /** Those whose notice came too late to be sent wait on. */
  waitOn: number[]
  turns: { productId: number; people: number }[]
  /** When the next in line has his turn, where goods are still free then; null: nobody waits for a turn. */
  nextAt: number | null
}

/** Whose turn it is, from nothing but the rows: whatever made the goods free, and whether or not anybody said so. */
async function planTelling(db: Db, now: number): Promise<Telling> {
  const products = await awaitedProducts(db)
  const inVain = await toldInVain(db, now - limits.dropNoticeAfter)
  const ids = [...new Set([...products.map(({ id }) => id), ...inVain.map(({ productId }) => productId)])]
  const totals = await freeTotals(db, ids, now)
  const late = inVain.filter((one) => !totals.has(one.productId) || one.toldAt <= now - limits.watchTurn)
  const telling: Telling = { waitOn: late.map(({ id }) => id), turns: [], nextAt: null }
  for (const { id: productId, available } of products) {
    const free = available === 1 ? null : (totals.get(productId) ?? 0)
    if (free === 0) continue
    const toldAt = await toldSince(db, productId, now - limits.watchTurn)
    const people = Math.min(turnsNow({ free, toldAt }), limits.watchesAtOnce)
    const inLine = (await nextInLine(db, productId, 1)).length > 0
    if (inLine && people > 0) telling.turns.push({ productId, people })
    const [first] = toldAt
    if (inLine && people === 0 && first !== undefined)
      telling.nextAt = Math.min(telling.nextAt ?? Number.POSITIVE_INFINITY, first + limits.watchTurn)
  }
  return telling
}

/**
 * Tells those who wait that goods are free: in the order of asking, as many at a time as there are pieces; who was told
 * has his turn for an hour, and what is still free then is told to the next. True when there may be more.
 */
export async function tellWatchers(deps: Deps): Promise<boolean> {
  return transaction(deps, async (tx) => {
    await lockFor(tx, 'watch', 0)
    const now = deps.clock.now()
    const { waitOn, turns } = await planTelling(tx, now)
    for (const id of waitOn) await reopenWatch(tx, id)
    for (const { productId, people } of turns) {
      for (const { id, userId } of await nextInLine(tx, productId, people)) {
        if (!(await markTold(tx, id, now))) continue
        await notify(tx, [userId], { key: `back-in-stock:${id}:${now}`, kind: 'back_in_stock', aboutId: id }, now)
      }
    }
    return waitOn.length + turns.length > 0
  })
}

export async function nextTellingAt(deps: Deps): Promise<number | null> {
  const now = deps.clock.now()
  const { waitOn, turns, nextAt } = await planTelling(deps.db, now)
  return waitOn.length + turns.length > 0 ? now : nextAt
}
