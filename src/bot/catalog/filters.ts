import { Composer } from 'grammy'
import type { BotContext } from '#bot/kit/context.ts'
import { decide, to } from '#bot/kit/routes.ts'
import { noFilters } from '#domain/catalog/catalog.ts'
import { may } from '#domain/policy.ts'
import { seeFilters, seePrices, seeWarehouses, togglePrice, toggleWarehouse } from '#services/catalog/filters.ts'
import { choose, currentSelection } from '#services/catalog/selections.ts'
import { filtersView, pricesView, warehousesView } from './filters-view.ts'
import { listToJumpIn } from './jumps-form.ts'

export const filters = new Composer<BotContext>()

export async function showFilters(ctx: BotContext, page: number): Promise<void> {
  const seen = await seeFilters(ctx.deps, ctx.actor)
  if (!seen.ok) return ctx.refuse(ctx.ui.label(`refusals.${seen.reason}`))
  await ctx.show(filtersView(ctx.ui, seen.page, page))
}

filters.callbackQuery(to.filters.pattern, (ctx) => showFilters(ctx, to.filters.id(ctx.match)))

filters.callbackQuery(to.prices.pattern, async (ctx) => {
  const seen = await seePrices(ctx.deps, ctx.actor)
  if (!seen.ok) return ctx.refuse(ctx.ui.label(`refusals.${seen.reason}`))
  await ctx.show(pricesView(ctx.ui, seen.page))
})

filters.callbackQuery(to.typePrice.pattern, async (ctx) => {
  if (!may(ctx.actor, 'catalog.see')) return ctx.refuse(ctx.ui.label('refusals.forbidden'))
  const buttons = [[{ text: ctx.ui.label('common.back'), callback_data: to.prices.data() }]]
  await ctx.ask({ text: ctx.ui.t('filters.askPrice'), buttons }, { name: 'price', args: [] })
})

/** One choice leads back to the filters: there is no second. */
filters.callbackQuery(decide.price.pattern, async (ctx) => {
  if (!may(ctx.actor, 'catalog.see')) return ctx.refuse(ctx.ui.label('refusals.forbidden'))
  const [from = null, end = null] = decide.price.args(ctx.match)
  if (from === null && end === null) return ctx.refuse(ctx.ui.label('refusals.not_found'))
  await togglePrice(ctx.deps, ctx.actor, { from, to: end })
  await ctx.conversation.exitAll()
  await showFilters(ctx, 0)
})

filters.callbackQuery(to.warehouses.pattern, async (ctx) => {
  const seen = await seeWarehouses(ctx.deps, ctx.actor)
  if (!seen.ok) return ctx.refuse(ctx.ui.label(`refusals.${seen.reason}`))
  await ctx.show(warehousesView(ctx.ui, seen.page, to.warehouses.id(ctx.match)))
})

filters.callbackQuery(decide.fromWarehouse.pattern, async (ctx) => {
  if (!may(ctx.actor, 'catalog.see')) return ctx.refuse(ctx.ui.label('refusals.forbidden'))
  await toggleWarehouse(ctx.deps, ctx.actor, decide.fromWarehouse.id(ctx.match))
  await showFilters(ctx, 0)
})

filters.callbackQuery(decide.inStock.pattern, async (ctx) => {
  if (!may(ctx.actor, 'catalog.see')) return ctx.refuse(ctx.ui.label('refusals.forbidden'))
  const { inStock } = await currentSelection(ctx.deps.db, ctx.actor)
  await choose(ctx.deps, ctx.actor, { inStock: !inStock })
  await showFilters(ctx, 0)
})

filters.callbackQuery(decide.clearFilters.pattern, async (ctx) => {
  if (!may(ctx.actor, 'catalog.see')) return ctx.refuse(ctx.ui.label('refusals.forbidden'))
  await choose(ctx.deps, ctx.actor, noFilters)
  await showFilters(ctx, 0)
})

/** A tap on the number of the page asks where to. */
filters.callbackQuery(to.jump.pattern, async (ctx) => {
  const [list = null, id = null] = to.jump.args(ctx.match)
  const found = await listToJumpIn(ctx, list ?? 0, id ?? 0)
  if (!found.ok) return ctx.refuse(ctx.ui.label(`refusals.${found.reason}`))
  const text = ctx.ui.t('filters.askJump', { pages: found.pages.length })
  const buttons = [[{ text: ctx.ui.label('common.back'), callback_data: found.self }]]
  await ctx.ask({ text, buttons }, { name: 'jump', args: [list, id] })
})
