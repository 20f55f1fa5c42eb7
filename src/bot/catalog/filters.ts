import { Composer } from 'grammy'
import { asked } from '#bot/kit/asked.ts'
import type { BotContext } from '#bot/kit/context.ts'
import { decide, to } from '#bot/kit/routes.ts'
import { emptySelection, noFilters } from '#domain/catalog/catalog.ts'
import { refuse } from '#domain/result.ts'
import { seeFilters, seePrices, seeWarehouses, togglePrice, toggleWarehouse } from '#services/catalog/filters.ts'
import { changeSelection, storeSelection } from '#services/catalog/selections.ts'
import { filtersView, pricesView, warehousesView } from './filters-view.ts'
import { listToJumpIn } from './jumps-form.ts'

export const filters = new Composer<BotContext>()

export async function showFilters(ctx: BotContext, page: number): Promise<void> {
  const seen = await seeFilters(ctx.deps, ctx.actor)
  if (!seen.ok) return ctx.refuse(seen)
  await ctx.show(filtersView(ctx.ui, seen.page, page))
}

/** The filters of a category, before any of its goods was shown. */
filters.callbackQuery(to.categoryFilters.pattern, async (ctx) => {
  const { category: categoryId } = to.categoryFilters.args(ctx.match)
  await storeSelection(ctx.deps, ctx.actor, { ...emptySelection, categoryId })
  await showFilters(ctx, 0)
})

filters.callbackQuery(to.filters.pattern, (ctx) => showFilters(ctx, to.filters.args(ctx.match).page))

filters.callbackQuery(to.prices.pattern, async (ctx) => {
  const seen = await seePrices(ctx.deps, ctx.actor)
  if (!seen.ok) return ctx.refuse(seen)
  await ctx.show(pricesView(ctx.ui, seen.page))
})

filters.callbackQuery(to.typePrice.pattern, async (ctx) => {
  const seen = await seePrices(ctx.deps, ctx.actor)
  if (!seen.ok) return ctx.refuse(seen)
  const buttons = [[{ text: ctx.ui.label('common.back'), callback_data: to.prices.data() }]]
  await ctx.ask({ text: ctx.ui.t('filters.askPrice'), buttons }, asked.price())
})

/** One choice leads back to the filters: prices take no second one. */
filters.callbackQuery(decide.price.pattern, async (ctx) => {
  const { from, to: end } = decide.price.args(ctx.match)
  if (from === null && end === null) return ctx.refuse(refuse('not_found'))
  const changed = await togglePrice(ctx.deps, ctx.actor, { from, to: end })
  if (!changed.ok) return ctx.refuse(changed)
  await ctx.conversation.exitAll()
  await showFilters(ctx, 0)
})

filters.callbackQuery(to.warehouses.pattern, async (ctx) => {
  const seen = await seeWarehouses(ctx.deps, ctx.actor)
  if (!seen.ok) return ctx.refuse(seen)
  await ctx.show(warehousesView(ctx.ui, seen.page, to.warehouses.args(ctx.match).page))
})

filters.callbackQuery(decide.fromWarehouse.pattern, async (ctx) => {
  const changed = await toggleWarehouse(ctx.deps, ctx.actor, decide.fromWarehouse.args(ctx.match).warehouse)
  if (!changed.ok) return ctx.refuse(changed)
  await showFilters(ctx, 0)
})

filters.callbackQuery(decide.inStock.pattern, async (ctx) => {
  const changed = await changeSelection(ctx.deps, ctx.actor, ({ inStock }) => ({ inStock: !inStock }))
  if (!changed.ok) return ctx.refuse(changed)
  await showFilters(ctx, 0)
})

filters.callbackQuery(decide.clearFilters.pattern, async (ctx) => {
  const changed = await changeSelection(ctx.deps, ctx.actor, () => noFilters)
  if (!changed.ok) return ctx.refuse(changed)
  await showFilters(ctx, 0)
})

/** A tap on the page number asks for a page. */
filters.callbackQuery(to.jump.pattern, async (ctx) => {
  const { list, of: id } = to.jump.args(ctx.match)
  const found = await listToJumpIn(ctx, list, id)
  if (!found.ok) return ctx.refuse(found)
  const text = ctx.ui.t('filters.askJump', { pages: found.pages.length })
  const buttons = [[{ text: ctx.ui.label('common.back'), callback_data: found.self }]]
  await ctx.ask({ text, buttons }, asked.jump({ list, of: id }))
})
