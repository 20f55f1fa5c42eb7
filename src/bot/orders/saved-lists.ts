import { Composer } from 'grammy'
import type { BotContext } from '#bot/kit/context.ts'
import { decide, to } from '#bot/kit/routes.ts'
import { may } from '#domain/policy.ts'
import { seeInvoice } from '#services/orders/invoices.ts'
import { putListIntoCart, removeList, seeSavedList, seeSavedLists } from '#services/orders/saved-lists.ts'
import { showCart } from './carts.ts'
import { removeListView, savedListsView, savedListView } from './saved-lists-view.ts'

/** Goods that a company keeps under a name. */
export const savedLists = new Composer<BotContext>()

async function showLists(ctx: BotContext, page: number): Promise<void> {
  const seen = await seeSavedLists(ctx.deps, ctx.actor)
  if (!seen.ok) return ctx.refuse(ctx.ui.label(`refusals.${seen.reason}`))
  await ctx.show(savedListsView(ctx.ui, seen.lists, page))
}

savedLists.callbackQuery(to.savedLists.pattern, (ctx) => showLists(ctx, to.savedLists.id(ctx.match)))

savedLists.callbackQuery(to.savedList.pattern, async (ctx) => {
  const [id, page] = to.savedList.args(ctx.match)
  const seen = await seeSavedList(ctx.deps, ctx.actor, id ?? 0)
  if (!seen.ok) return ctx.refuse(ctx.ui.label(`refusals.${seen.reason}`))
  await ctx.show(savedListView(ctx.ui, seen.list, page ?? 0))
})

/** Of a cart, or of the invoice whose id the button carries. */
savedLists.callbackQuery(to.saveList.pattern, async (ctx) => {
  if (!may(ctx.actor, 'order')) return ctx.refuse(ctx.ui.label('refusals.forbidden'))
  const invoiceId = to.saveList.args(ctx.match)[0] ?? null
  const invoice = invoiceId === null ? null : await seeInvoice(ctx.deps, ctx.actor, invoiceId)
  if (invoice?.ok === false) return ctx.refuse(ctx.ui.label(`refusals.${invoice.reason}`))
  const back = invoiceId === null ? to.cart.data() : to.invoice.data(invoiceId)
  const buttons = [[{ text: ctx.ui.label('common.back'), callback_data: back }]]
  await ctx.ask({ text: ctx.ui.t('saved_lists.askName'), buttons }, { name: 'listName', args: [invoiceId] })
})

savedLists.callbackQuery(to.renameList.pattern, async (ctx) => {
  const id = to.renameList.id(ctx.match)
  const seen = await seeSavedList(ctx.deps, ctx.actor, id)
  if (!seen.ok) return ctx.refuse(ctx.ui.label(`refusals.${seen.reason}`))
  const buttons = [[{ text: ctx.ui.label('common.back'), callback_data: to.savedList.data(id, 0) }]]
  const text = ctx.ui.t('saved_lists.askNewName', { name: seen.list.list.name })
  await ctx.ask({ text, buttons }, { name: 'listNewName', args: [id] })
})

savedLists.callbackQuery(to.removeList.pattern, async (ctx) => {
  const seen = await seeSavedList(ctx.deps, ctx.actor, to.removeList.id(ctx.match))
  if (!seen.ok) return ctx.refuse(ctx.ui.label(`refusals.${seen.reason}`))
  await ctx.show(removeListView(ctx.ui, seen.list))
})

savedLists.callbackQuery(decide.removeList.pattern, async (ctx) => {
  const removed = await removeList(ctx.deps, ctx.actor, decide.removeList.id(ctx.match))
  if (!removed.ok) return ctx.refuse(ctx.ui.label(`refusals.${removed.reason}`))
  await ctx.toast(ctx.ui.label('saved_lists.removed'))
  await showLists(ctx, 0)
})

savedLists.callbackQuery(decide.listToCart.pattern, async (ctx) => {
  const put = await putListIntoCart(ctx.deps, ctx.actor, decide.listToCart.id(ctx.match))
  if (!put.ok)
    return ctx.refuse(
      ctx.ui.label(put.reason === 'cart_full' ? 'quick_orders.refusal.cart_full' : `refusals.${put.reason}`),
    )
  await ctx.toast(ctx.ui.label('quick_orders.toast', { count: put.list.lines.filter(({ gone }) => !gone).length }))
  await showCart(ctx, 0)
})
