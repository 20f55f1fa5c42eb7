import { Composer } from 'grammy'
import type { BotContext } from '#bot/kit/context.ts'
import { decide, to } from '#bot/kit/routes.ts'
import { emptyCart, seeCart } from '#services/orders/carts.ts'
import { createInvoice } from '#services/orders/invoices.ts'
import { cartView, clearCartView } from './carts-view.ts'
import { showInvoice } from './invoices.ts'

export const carts = new Composer<BotContext>()

export async function showCart(ctx: BotContext, page: number): Promise<void> {
  const seen = await seeCart(ctx.deps, ctx.actor)
  if (!seen.ok) return ctx.refuse(ctx.ui.label(`refusals.${seen.reason}`))
  await ctx.show(cartView(ctx.ui, seen.cart, page))
}

carts.command('cart', (ctx) => showCart(ctx, 0))
carts.callbackQuery(to.cart.pattern, (ctx) => showCart(ctx, to.cart.id(ctx.match)))

carts.callbackQuery(to.clearCart.pattern, async (ctx) => {
  const seen = await seeCart(ctx.deps, ctx.actor)
  if (!seen.ok) return ctx.refuse(ctx.ui.label(`refusals.${seen.reason}`))
  await ctx.show(clearCartView(ctx.ui, seen.cart))
})

carts.callbackQuery(decide.clearCart.pattern, async (ctx) => {
  const cleared = await emptyCart(ctx.deps, ctx.actor)
  if (!cleared.ok) return ctx.refuse(ctx.ui.label(`refusals.${cleared.reason}`))
  await ctx.toast(ctx.ui.label('carts.cleared'))
  await showCart(ctx, 0)
})

carts.callbackQuery(decide.createInvoice.pattern, async (ctx) => {
  const made = await createInvoice(ctx.deps, ctx.actor, decide.createInvoice.id(ctx.match))
  if (made.ok) {
    await ctx.toast(ctx.ui.label('invoices.created', { number: made.invoice.number }))
    return showInvoice(ctx, made.invoice.id)
  }
  const { reason } = made
  if (reason === 'forbidden' || reason === 'not_found') return ctx.refuse(ctx.ui.label(`refusals.${reason}`))
  const skus = 'skus' in made ? made.skus.slice(0, 5).join(', ') : ''
  await ctx.refuse(ctx.ui.label(`invoices.refusal.${reason}`, { skus }))
})
