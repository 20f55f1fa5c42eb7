import { Composer } from 'grammy'
import type { BotContext } from '#bot/kit/context.ts'
import { decide, to } from '#bot/kit/routes.ts'
import { orderLimits } from '#domain/orders/limits.ts'
import { seeAnalogues } from '#services/orders/analogues.ts'
import { swapInvoiceLine, swapLine } from '#services/orders/swaps.ts'
import { analoguesView } from './analogues-view.ts'
import { showCart } from './carts.ts'
import { showInvoice } from './invoices.ts'

export const analogues = new Composer<BotContext>()

analogues.callbackQuery(to.analogues.pattern, async (ctx) => {
  const { product: productId, invoice: invoiceId } = to.analogues.args(ctx.match)
  const seen = await seeAnalogues(ctx.deps, ctx.actor, productId, invoiceId)
  if (!seen.ok) return ctx.refuse(seen)
  await ctx.show(analoguesView(ctx.ui, seen.page))
})

analogues.callbackQuery(decide.swapLine.pattern, async (ctx) => {
  const { product: productId, analogue: analogueId } = decide.swapLine.args(ctx.match)
  const swapped = await swapLine(ctx.deps, ctx.actor, productId, analogueId)
  if (!swapped.ok) return ctx.refuse(swapped, { typed: '', most: orderLimits.quantity })
  const { product, quantity } = swapped
  await ctx.toast(ctx.ui.label('carts.nowInCart', { sku: product.sku, quantity }))
  await showCart(ctx, 0)
})

analogues.callbackQuery(decide.swapInvoiceLine.pattern, async (ctx) => {
  const { invoice: invoiceId, product: productId, analogue: analogueId } = decide.swapInvoiceLine.args(ctx.match)
  const swapped = await swapInvoiceLine(ctx.deps, ctx.actor, invoiceId, productId, analogueId)
  if (swapped.ok) {
    const { invoice, before } = swapped
    await ctx.toast(ctx.ui.label('analogues.madeAnew', { number: invoice.number, before }))
    return showInvoice(ctx, invoice.id)
  }
  const skus = 'skus' in swapped ? swapped.skus.slice(0, 5).join(', ') : ''
  await ctx.refuse(swapped, { room: 'analogues', typed: '', most: orderLimits.quantity, skus })
})
