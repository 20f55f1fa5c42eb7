import { Composer } from 'grammy'
import type { BotContext } from '#bot/kit/context.ts'
import { decide, to } from '#bot/kit/routes.ts'
import { limits } from '#domain/limits.ts'
import { seeFacetValues, toggleRange, toggleValue } from '#services/catalog/facets.ts'
import { facetView } from './facets-view.ts'
import { showFilters } from './filters.ts'

/** The values of one characteristic. */
export const facets = new Composer<BotContext>()

async function showFacet(ctx: BotContext, characteristicId: number, page: number): Promise<void> {
  const seen = await seeFacetValues(ctx.deps, ctx.actor, characteristicId)
  if (!seen.ok) return ctx.refuse(ctx.ui.label(`refusals.${seen.reason}`))
  await ctx.show(facetView(ctx.ui, seen.page, page))
}

facets.callbackQuery(to.facet.pattern, (ctx) => {
  const [id, page] = to.facet.args(ctx.match)
  return showFacet(ctx, id ?? 0, page ?? 0)
})

/** Pressed among the values it stays there; pressed among what is chosen it stays among the filters. */
facets.callbackQuery(decide.value.pattern, async (ctx) => {
  const [valueId, characteristicId, page] = decide.value.args(ctx.match)
  const chosen = await toggleValue(ctx.deps, ctx.actor, valueId ?? 0)
  if (!chosen.ok) return ctx.refuse(ctx.ui.label(`refusals.${chosen.reason}`, { most: limits.chosenValues }))
  await (characteristicId ? showFacet(ctx, characteristicId, page ?? 0) : showFilters(ctx, 0))
})

facets.callbackQuery(decide.range.pattern, async (ctx) => {
  const [id, from = null, end = null, isAmongValues] = decide.range.args(ctx.match)
  if (from === null && end === null) return ctx.refuse(ctx.ui.label('refusals.not_found'))
  const characteristicId = id ?? 0
  const chosen = await toggleRange(ctx.deps, ctx.actor, { characteristicId, from, to: end })
  if (!chosen.ok) return ctx.refuse(ctx.ui.label(`refusals.${chosen.reason}`, { most: limits.chosenRanges }))
  await ctx.conversation.exitAll()
  await (isAmongValues ? showFacet(ctx, characteristicId, 0) : showFilters(ctx, 0))
})

facets.callbackQuery(to.typeRange.pattern, async (ctx) => {
  const id = to.typeRange.id(ctx.match)
  const seen = await seeFacetValues(ctx.deps, ctx.actor, id)
  if (!seen.ok) return ctx.refuse(ctx.ui.label(`refusals.${seen.reason}`))
  const { name, unit } = seen.page.characteristic
  const text = ctx.ui.t('filters.askRange', { name, unit: unit === '' ? '' : `, ${unit}` })
  const buttons = [[{ text: ctx.ui.label('common.back'), callback_data: to.facet.data(id, 0) }]]
  await ctx.ask({ text, buttons }, { name: 'range', args: [id] })
})
