import { Composer } from 'grammy'
import type { BotContext } from '#bot/kit/context.ts'
import { decide, to } from '#bot/kit/routes.ts'
import { catalogLimits } from '#domain/catalog/limits.ts'
import { seeProduct } from '#services/catalog/products.ts'
import { seeWatches, unwatchStock, watchStock } from '#services/catalog/stock-watches.ts'
import { productView, watchesView } from './products-view.ts'

export const products = new Composer<BotContext>()

export async function showProduct(ctx: BotContext, id: number): Promise<void> {
  const seen = await seeProduct(ctx.deps, ctx.actor, id)
  if (!seen.ok) return ctx.refuse(seen)
  await ctx.show(productView(ctx.ui, seen.card))
}

products.callbackQuery(to.product.pattern, (ctx) => showProduct(ctx, to.product.args(ctx.match).product))

products.callbackQuery(to.watches.pattern, async (ctx) => {
  const seen = await seeWatches(ctx.deps, ctx.actor)
  if (!seen.ok) return ctx.refuse(seen)
  await ctx.show(watchesView(ctx.ui, seen.products, to.watches.args(ctx.match).page))
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
