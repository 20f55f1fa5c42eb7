import { Composer } from 'grammy'
import type { BotContext } from '#bot/kit/context.ts'
import { decide, to } from '#bot/kit/routes.ts'
import { limits } from '#domain/limits.ts'
import { seeAnalogues } from '#services/orders/analogues.ts'
import { swapInvoiceLine, swapLine } from '#services/orders/swaps.ts'
import { analoguesView } from './analogues-view.ts'
import { showCart } from './carts.ts'
import { showInvoice } from './invoices.ts'

export const analogues = new Composer<BotContext>()

analogues.callbackQuery(to.analogues.pattern, async (ctx) => {
  const [productId, invoiceId] = to.analogues.args(ctx.match)
  const seen = await seeAnalogues(ctx.deps, ctx.actor, productId ?? 0, invoiceId ?? null)
  if (!seen.ok) return ctx.refuse(ctx.ui.label(`refusals.${seen.reason}`))
  await ctx.show(analoguesView(ctx.ui, seen.page))
})

analogues.callbackQuery(decide.swapLine.pattern, async (ctx) => {
  const [productId, analogueId] = decide.swapLine.args(ctx.match)
  const swapped = await swapLine(ctx.deps, ctx.actor, productId ?? 0, analogueId ?? 0)
  if (!swapped.ok) return ctx.refuse(ctx.ui.label(`refusals.${swapped.reason}`, { typed: '', most: limits.quantity }))
  const { product, quantity } = swapped
  await ctx.toast(ctx.ui.label('carts.nowInCart', { sku: product.sku, quantity }))
  await showCart(ctx, 0)
})

analogues.callbackQuery(decide.swapInvoiceLine.pattern, async (ctx) => {
  const [invoiceId, productId, analogueId] = decide.swapInvoiceLine.args(ctx.match)
  const swapped = await swapInvoiceLine(ctx.deps, ctx.actor, invoiceId ?? 0, productId ?? 0, analogueId ?? 0)
  if (swapped.ok) {
    const { invoice, before } = swapped
    await ctx.toast(ctx.ui.label('analogues.madeAnew', { number: invoice.number, before }))
    return showInvoice(ctx, invoice.id)
  }
  const { reason } = swapped
  if (reason === 'forbidden' || reason === 'not_found' || reason === 'too_many')
    return ctx.refuse(ctx.ui.label(`refusals.${reason}`, { typed: '', most: limits.quantity }))
  if ('skus' in swapped)
    return ctx.refuse(ctx.ui.label(`analogues.refusal.${reason}`, { skus: swapped.skus.slice(0, 5).join(', ') }))
  await ctx.refuse(ctx.ui.label(`analogues.refusal.${reason}`))
})
