import { Composer } from 'grammy'
import type { BotContext } from '#bot/kit/context.ts'
import { decide, to } from '#bot/kit/routes.ts'
import type { Invoice } from '#domain/orders/invoices.ts'
import { emptyCart, seeCart } from '#services/orders/carts.ts'
import { createInvoice } from '#services/orders/invoices.ts'
import { cartView, clearCartView } from './carts-view.ts'
import { showInvoice } from './invoices.ts'

export const carts = new Composer<BotContext>()

export async function showCart(ctx: BotContext, page: number): Promise<void> {
  const seen = await seeCart(ctx.deps, ctx.actor)
  if (!seen.ok) return ctx.refuse(seen)
  await ctx.show(cartView(ctx.ui, seen.cart, page))
}

carts.command('cart', (ctx) => showCart(ctx, 0))
carts.callbackQuery(to.cart.pattern, (ctx) => showCart(ctx, to.cart.args(ctx.match).page))

carts.callbackQuery(to.clearCart.pattern, async (ctx) => {
  const seen = await seeCart(ctx.deps, ctx.actor)
  if (!seen.ok) return ctx.refuse(seen)
  await ctx.show(clearCartView(ctx.ui, seen.cart))
})

carts.callbackQuery(decide.clearCart.pattern, async (ctx) => {
  const cleared = await emptyCart(ctx.deps, ctx.actor)
  if (!cleared.ok) return ctx.refuse(cleared)
  await ctx.toast(ctx.ui.label('carts.cleared'))
  await showCart(ctx, 0)
})

/** No cart has this mark: a button from before there were marks shows the cart first. */
const UNMARKED = -1

async function showChanged(ctx: BotContext): Promise<void> {
  const seen = await seeCart(ctx.deps, ctx.actor)
  if (!seen.ok) return ctx.refuse(seen)
  await ctx.toast(ctx.ui.label('carts.changed'), true)
  await ctx.show(cartView(ctx.ui, seen.cart, 0, true))
}

carts.callbackQuery(decide.createInvoice.pattern, async (ctx) => {
  const { cart, mark } = decide.createInvoice.args(ctx.match)
  const invoice = await invoiceOfCart(ctx, cart, mark ?? UNMARKED)
  if (!invoice) return
  await ctx.toast(ctx.ui.label('invoices.created', { number: invoice.number }))
  await showInvoice(ctx, invoice.id)
})

/** The invoice that a cart has become; null after a refusal, or another cart, that was shown. */
export async function invoiceOfCart(ctx: BotContext, cartId: number, mark: number): Promise<Invoice | null> {
  const made = await createInvoice(ctx.deps, ctx.actor, cartId, mark)
  if (made.ok) return made.invoice
  const skus = 'skus' in made ? made.skus.slice(0, 5).join(', ') : ''
  await (made.reason === 'cart_changed' ? showChanged(ctx) : ctx.refuse(made, { room: 'invoices', skus }))
  return null
}
