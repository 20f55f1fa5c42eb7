import { Composer } from 'grammy'
import { asked } from '#bot/kit/asked.ts'
import type { BotContext } from '#bot/kit/context.ts'
import { decide, to } from '#bot/kit/routes.ts'
import { putListIntoCart, removeList, seeSavedList, seeSavedLists, seeSource } from '#services/orders/saved-lists.ts'
import { showCart } from './carts.ts'
import { removeListView, savedListsView, savedListView } from './saved-lists-view.ts'

/** Goods that a company saves under a name. */
export const savedLists = new Composer<BotContext>()

async function showLists(ctx: BotContext, page: number): Promise<void> {
  const seen = await seeSavedLists(ctx.deps, ctx.actor)
  if (!seen.ok) return ctx.refuse(seen)
  await ctx.show(savedListsView(ctx.ui, seen.lists, page))
}

savedLists.callbackQuery(to.savedLists.pattern, (ctx) => showLists(ctx, to.savedLists.args(ctx.match).page))

savedLists.callbackQuery(to.savedList.pattern, async (ctx) => {
  const { savedList: id, page } = to.savedList.args(ctx.match)
  const seen = await seeSavedList(ctx.deps, ctx.actor, id)
  if (!seen.ok) return ctx.refuse(seen)
  await ctx.show(savedListView(ctx.ui, seen.list, page))
})

/** Saves the lines of the cart, or of the invoice in the button. */
savedLists.callbackQuery(to.saveList.pattern, async (ctx) => {
  const { invoice: invoiceId } = to.saveList.args(ctx.match)
  const seen = await seeSource(ctx.deps, ctx.actor, { invoiceId })
  if (!seen.ok) return ctx.refuse(seen)
  const back = invoiceId === null ? to.cart.data() : to.invoice.data({ invoice: invoiceId })
  const buttons = [[{ text: ctx.ui.label('common.back'), callback_data: back }]]
  await ctx.ask({ text: ctx.ui.t('saved_lists.askName'), buttons }, asked.listName({ invoice: invoiceId }))
})

savedLists.callbackQuery(to.renameList.pattern, async (ctx) => {
  const id = to.renameList.args(ctx.match).savedList
  const seen = await seeSavedList(ctx.deps, ctx.actor, id)
  if (!seen.ok) return ctx.refuse(seen)
  const buttons = [[{ text: ctx.ui.label('common.back'), callback_data: to.savedList.data({ savedList: id }) }]]
  const text = ctx.ui.t('saved_lists.askNewName', { name: seen.list.list.name })
  await ctx.ask({ text, buttons }, asked.listNewName({ savedList: id }))
})

savedLists.callbackQuery(to.removeList.pattern, async (ctx) => {
  const seen = await seeSavedList(ctx.deps, ctx.actor, to.removeList.args(ctx.match).savedList)
  if (!seen.ok) return ctx.refuse(seen)
  await ctx.show(removeListView(ctx.ui, seen.list))
})

savedLists.callbackQuery(decide.removeList.pattern, async (ctx) => {
  const removed = await removeList(ctx.deps, ctx.actor, decide.removeList.args(ctx.match).savedList)
  if (!removed.ok) return ctx.refuse(removed)
  await ctx.toast(ctx.ui.label('saved_lists.removed'))
  await showLists(ctx, 0)
})

savedLists.callbackQuery(decide.listToCart.pattern, async (ctx) => {
  const put = await putListIntoCart(ctx.deps, ctx.actor, decide.listToCart.args(ctx.match).savedList)
  if (!put.ok) return ctx.refuse(put, { room: 'quick_orders' })
  await ctx.toast(ctx.ui.label('quick_orders.toast', { count: put.list.lines.filter(({ gone }) => !gone).length }))
  await showCart(ctx, 0)
})
