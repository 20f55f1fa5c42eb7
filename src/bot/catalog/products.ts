import { Composer } from 'grammy'
import type { BotContext } from '#bot/kit/context.ts'
import { decide, to } from '#bot/kit/routes.ts'
import { limits } from '#domain/limits.ts'
import { seeProduct } from '#services/catalog/products.ts'
import { unwatchStock, watchStock } from '#services/catalog/stock-watches.ts'
import { removeLine, setQuantity } from '#services/orders/carts.ts'
import { productView, quantityView } from './products-view.ts'

export const products = new Composer<BotContext>()

export async function showProduct(ctx: BotContext, id: number): Promise<void> {
  const seen = await seeProduct(ctx.deps, ctx.actor, id)
  if (!seen.ok) return ctx.refuse(ctx.ui.label(`refusals.${seen.reason}`))
  await ctx.show(productView(ctx.ui, seen.card))
}

products.callbackQuery(to.product.pattern, (ctx) => showProduct(ctx, to.product.id(ctx.match)))

products.callbackQuery(to.quantity.pattern, async (ctx) => {
  const id = to.quantity.id(ctx.match)
  const seen = await seeProduct(ctx.deps, ctx.actor, id)
  if (!seen.ok) return ctx.refuse(ctx.ui.label(`refusals.${seen.reason}`))
  if (!seen.card.mayOrder) return ctx.refuse(ctx.ui.label('refusals.forbidden'))
  await ctx.ask(quantityView(ctx.ui, seen.card), { name: 'quantity', args: [id] })
})

products.callbackQuery(decide.quantity.pattern, async (ctx) => {
  const [id, quantity] = decide.quantity.args(ctx.match)
  const typed = String(quantity ?? 0)
  const set = await setQuantity(ctx.deps, ctx.actor, id ?? 0, typed)
  if (!set.ok) {
    const most = set.reason === 'cart_full' ? limits.cartLines : limits.quantity
    return ctx.refuse(ctx.ui.label(`refusals.${set.reason}`, { typed, most }))
  }
  await ctx.conversation.exitAll()
  await ctx.toast(ctx.ui.label('carts.added', { quantity: set.quantity }))
  await showProduct(ctx, set.product.id)
})

products.callbackQuery(decide.removeLine.pattern, async (ctx) => {
  const id = decide.removeLine.id(ctx.match)
  const removed = await removeLine(ctx.deps, ctx.actor, id)
  if (!removed.ok) return ctx.refuse(ctx.ui.label(`refusals.${removed.reason}`))
  await ctx.conversation.exitAll()
  await ctx.toast(ctx.ui.label('carts.removed'))
  await showProduct(ctx, id)
})

products.callbackQuery(decide.watch.pattern, async (ctx) => {
  const id = decide.watch.id(ctx.match)
  const asked = await watchStock(ctx.deps, ctx.actor, id)
  if (asked.ok) await ctx.toast(ctx.ui.label('products.watched'))
  else if (asked.reason === 'in_stock') await ctx.toast(ctx.ui.label('products.inStock'))
  else return ctx.refuse(ctx.ui.label(`refusals.${asked.reason}`, { most: limits.watches }))
  await showProduct(ctx, id)
})

products.callbackQuery(decide.unwatch.pattern, async (ctx) => {
  const id = decide.unwatch.id(ctx.match)
  const taken = await unwatchStock(ctx.deps, ctx.actor, id)
  if (!taken.ok) return ctx.refuse(ctx.ui.label(`refusals.${taken.reason}`))
  await ctx.toast(ctx.ui.label('products.unwatched'))
  await showProduct(ctx, id)
})
