import { Composer } from 'grammy'
import { showProduct } from '#bot/catalog/products.ts'
import { asked } from '#bot/kit/asked.ts'
import type { BotContext } from '#bot/kit/context.ts'
import { decide, to } from '#bot/kit/routes.ts'
import { refuse } from '#domain/result.ts'
import { seeProduct } from '#services/catalog/products.ts'
import { removeLine, setQuantity } from '#services/orders/carts.ts'
import { showCart } from './carts.ts'
import { quantityWords } from './quantities-form.ts'
import { quantityView } from './quantities-view.ts'

/** How many pieces: asked from a card, which is shown again, or from the cart. */
export const quantities = new Composer<BotContext>()

quantities.callbackQuery(to.quantity.pattern, async (ctx) => {
  const { product: id, fromCart } = to.quantity.args(ctx.match)
  const seen = await seeProduct(ctx.deps, ctx.actor, id)
  if (!seen.ok) return ctx.refuse(seen)
  if (!seen.card.mayOrder) return ctx.refuse(refuse('forbidden'))
  await ctx.ask(quantityView(ctx.ui, seen.card, fromCart), asked.quantity({ product: id, fromCart }))
})

quantities.callbackQuery(decide.quantity.pattern, async (ctx) => {
  const { product: id, quantity, fromCart } = decide.quantity.args(ctx.match)
  const typed = String(quantity)
  const set = await setQuantity(ctx.deps, ctx.actor, id, typed)
  if (!set.ok) return ctx.refuse(set, quantityWords(set, typed))
  await ctx.conversation.exitAll()
  await ctx.toast(ctx.ui.label('carts.added', { quantity: set.quantity }))
  await (fromCart ? showCart(ctx, 0) : showProduct(ctx, set.product.id))
})

quantities.callbackQuery(decide.removeLine.pattern, async (ctx) => {
  const { product: id, fromCart } = decide.removeLine.args(ctx.match)
  const removed = await removeLine(ctx.deps, ctx.actor, id)
  if (!removed.ok) return ctx.refuse(removed)
  await ctx.conversation.exitAll()
  await ctx.toast(ctx.ui.label('carts.removed'))
  await (fromCart ? showCart(ctx, 0) : showProduct(ctx, id))
})
