import { findProduct, pricesOf } from '#db/catalog/catalog.ts'
import { addCompared, comparedBy, removeCompared } from '#db/catalog/comparisons.ts'
import { freeTotals } from '#db/catalog/stock.ts'
import type { StatedCharacteristic } from '#domain/catalog/characteristics.ts'
import { type ComparisonRow, compareGoods } from '#domain/catalog/comparison.ts'
import { catalogLimits } from '#domain/catalog/limits.ts'
import { type Actor, may } from '#domain/policy.ts'
import { type Refusal, refuse } from '#domain/result.ts'
import type { Deps } from '#services/kernel/deps.ts'
import { transaction } from '#services/kernel/transaction.ts'
import { priceTypeOf } from './prices.ts'

export type Compare = { ok: true; count: number } | Refusal<'forbidden' | 'not_found' | 'comparison_full'>

/** Adds a product to the actor's comparison. Pressed again, it is in it already. */
export async function compare(deps: Deps, actor: Actor, productId: number): Promise<Compare> {
  if (!may(actor, 'catalog.see')) return refuse('forbidden')
  return transaction(deps, async (tx) => {
    const product = await findProduct(tx, productId)
    if (!product || product.hiddenAt !== null) return refuse('not_found')
    const ids = await comparedBy(tx, actor.id)
    if (ids.includes(productId)) return { ok: true, count: ids.length }
    if (ids.length >= catalogLimits.compared) return refuse('comparison_full')
    await addCompared(tx, { userId: actor.id, productId, addedAt: deps.clock.now() })
    return { ok: true, count: ids.length + 1 }
  })
}

/** Takes a product out of the comparison. */
export async function stopComparing(
  deps: Deps,
  actor: Actor,
  productId: number,
): Promise<{ ok: true } | Refusal<'forbidden'>> {
  if (!may(actor, 'catalog.see')) return refuse('forbidden')
  await removeCompared(deps.db, actor.id, productId)
  return { ok: true }
}

export interface ComparedGood {
  id: number
  sku: string
  model: string
  name: string
  available: number | null
  free: number
  kopecks: number | null
}

export interface Comparison {
  goods: ComparedGood[]
  /** Empty before there are two goods. */
  rows: ComparisonRow[]
  /** True if the actor may put them into a cart. */
  mayOrder: boolean
}

/** The actor's comparison, without goods that are no longer shown. */
export async function seeComparison(
  deps: Deps,
  actor: Actor,
): Promise<{ ok: true; comparison: Comparison } | Refusal<'forbidden'>> {
  if (!may(actor, 'catalog.see')) return refuse('forbidden')
  const ids = await comparedBy(deps.db, actor.id)
  const priceType = await priceTypeOf(deps.db, actor)
  const prices = await pricesOf(deps.db, ids, priceType?.id ?? null)
  const totals = await freeTotals(deps.db, ids, deps.clock.now())
  const goods: ComparedGood[] = []
  const lists: StatedCharacteristic[][] = []
  for (const id of ids) {
    const product = await findProduct(deps.db, id)
    if (!product || product.hiddenAt !== null) continue
    const { sku, model, name, available } = product
    goods.push({ id, sku, model, name, available, free: totals.get(id) ?? 0, kopecks: prices.get(id) ?? null })
    lists.push(JSON.parse(product.characteristics) as StatedCharacteristic[])
  }
  return {
    ok: true,
    comparison: { goods, rows: goods.length < 2 ? [] : compareGoods(lists), mayOrder: may(actor, 'order') },
  }
}
