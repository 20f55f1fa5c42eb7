import type { FormAnswer } from '#bot/kit/answer.ts'
import { type About, asked } from '#bot/kit/asked.ts'
import type { BotContext } from '#bot/kit/context.ts'
import { refused } from '#bot/kit/refusals.ts'
import { orderLimits } from '#domain/orders/limits.ts'
import { seeResults } from '#services/catalog/catalog.ts'
import { seeProduct } from '#services/catalog/products.ts'
import { setQuantity } from '#services/orders/carts.ts'
import { resultsView } from './catalog-view.ts'
import { productView } from './products-view.ts'

/** The answer to the count of a product for the cart. */
export async function quantity(
  ctx: BotContext,
  { product: productId }: About<typeof asked.quantity>,
): Promise<FormAnswer> {
  const typed = ctx.message?.text ?? ''
  const { t } = ctx.ui
  const set = await setQuantity(ctx.deps, ctx.actor, productId, typed)
  if (set.ok) {
    const seen = await seeProduct(ctx.deps, ctx.actor, set.product.id)
    const said = t('carts.nowInCart', { sku: set.product.sku, quantity: set.quantity })
    if (!seen.ok) return { view: { text: said } }
    const view = productView(ctx.ui, seen.card)
    return { view: { ...view, text: `✅ ${said}\n\n${view.text}` } }
  }
  const words = {
    typed: typed.slice(0, 40),
    most: set.reason === 'cart_full' ? orderLimits.cartLines : orderLimits.quantity,
  }
  const final = set.reason === 'forbidden' || set.reason === 'not_found' || set.reason === 'cart_full'
  return refused(ctx, set, words, final ? undefined : asked.quantity({ product: productId }))
}

/** Opens a page of the results by its number. */
export async function resultsPage(ctx: BotContext): Promise<FormAnswer> {
  const typed = Number(ctx.message?.text?.trim())
  const page = Number.isInteger(typed) ? typed : 0
  const seen = await seeResults(ctx.deps, ctx.actor, page - 1)
  if (!seen.ok) return refused(ctx, seen)
  const { pages } = seen.results
  if (page >= 1 && page <= pages) return { view: resultsView(ctx.ui, seen.results) }
  return { view: { text: ctx.ui.t('common.choosePage', { pages }) }, next: asked.resultsPage() }
}
