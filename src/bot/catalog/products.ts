import { Composer } from 'grammy'
import { asked } from '#bot/kit/asked.ts'
import type { BotContext } from '#bot/kit/context.ts'
import { decide, to } from '#bot/kit/routes.ts'
import { catalogLimits } from '#domain/catalog/limits.ts'
import { orderLimits } from '#domain/orders/limits.ts'
import { refuse } from '#domain/result.ts'
import { seeProduct } from '#services/catalog/products.ts'
import { unwatchStock, watchStock } from '#services/catalog/stock-watches.ts'
import { removeLine, setQuantity } from '#services/orders/carts.ts'
import { productView, quantityView } from './products-view.ts'

export const products = new Composer<BotContext>()

export async function showProduct(ctx: BotContext, id: number): Promise<void> {
  const seen = await seeProduct(ctx.deps, ctx.actor, id)
  if (!seen.ok) return ctx.refuse(seen)
  await ctx.show(productView(ctx.ui, seen.card))
}

products.callbackQuery(to.product.pattern, (ctx) => showProduct(ctx, to.product.args(ctx.match).product))

products.callbackQuery(to.quantity.pattern, async (ctx) => {
  const id = to.quantity.args(ctx.match).product
  const seen = await seeProduct(ctx.deps, ctx.actor, id)
  if (!seen.ok) return ctx.refuse(seen)
  if (!seen.card.mayOrder) return ctx.refuse(refuse('forbidden'))
  await ctx.ask(quantityView(ctx.ui, seen.card), asked.quantity({ product: id }))
})

products.callbackQuery(decide.quantity.pattern, async (ctx) => {
  const { product: id, quantity } = decide.quantity.args(ctx.match)
  const typed = String(quantity)
  const set = await setQuantity(ctx.deps, ctx.actor, id, typed)
  if (!set.ok) {
    const most = set.reason === 'cart_full' ? orderLimits.cartLines : orderLimits.quantity
    return ctx.refuse(set, { typed, most })
  }
  await ctx.conversation.exitAll()
  await ctx.toast(ctx.ui.label('carts.added', { quantity: set.quantity }))
  await showProduct(ctx, set.product.id)
})

products.callbackQuery(decide.removeLine.pattern, async (ctx) => {
  const id = decide.removeLine.args(ctx.match).product
  const removed = await removeLine(ctx.deps, ctx.actor, id)
  if (!removed.ok) return ctx.refuse(removed)
  await ctx.conversation.exitAll()
  await ctx.toast(ctx.ui.label('carts.removed'))
  await showProduct(ctx, id)
})

products.callbackQuery(decide.watch.pattern, async (ctx) => {
  const id = decide.watch.args(ctx.match).product
  const asked = await watchStock(ctx.deps, ctx.actor, id)
  if (asked.ok) await ctx.toast(ctx.ui.label('products.watched'))
  else if (asked.reason === 'in_stock') await ctx.toast(ctx.ui.label('products.inStock'))
  else return ctx.refuse(asked, { most: catalogLimits.watches })
  await showProduct(ctx, id)
})

products.callbackQuery(decide.unwatch.pattern, async (ctx) => {
  const id = decide.unwatch.args(ctx.match).product
  const taken = await unwatchStock(ctx.deps, ctx.actor, id)
  if (!taken.ok) return ctx.refuse(taken)
  await ctx.toast(ctx.ui.label('products.unwatched'))
  await showProduct(ctx, id)
})
