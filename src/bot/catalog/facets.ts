import { Composer } from 'grammy'
import { asked } from '#bot/kit/asked.ts'
import type { BotContext } from '#bot/kit/context.ts'
import { decide, to } from '#bot/kit/routes.ts'
import { catalogLimits } from '#domain/catalog/limits.ts'
import { refuse } from '#domain/result.ts'
import { seeFacetValues, toggleRange, toggleValue } from '#services/catalog/facets.ts'
import { facetView } from './facets-view.ts'
import { showFilters } from './filters.ts'

/** The values of one characteristic. */
export const facets = new Composer<BotContext>()

async function showFacet(ctx: BotContext, characteristicId: number, page: number): Promise<void> {
  const seen = await seeFacetValues(ctx.deps, ctx.actor, characteristicId)
  if (!seen.ok) return ctx.refuse(seen)
  await ctx.show(facetView(ctx.ui, seen.page, page))
}

facets.callbackQuery(to.facet.pattern, (ctx) => {
  const { characteristic: id, page } = to.facet.args(ctx.match)
  return showFacet(ctx, id, page)
})

/** A press among the values stays there: several may be chosen. Of ranges one is enough. */
facets.callbackQuery(decide.value.pattern, async (ctx) => {
  const { value: valueId, characteristic: characteristicId, page } = decide.value.args(ctx.match)
  const chosen = await toggleValue(ctx.deps, ctx.actor, valueId)
  if (!chosen.ok) return ctx.refuse(chosen, { most: catalogLimits.chosenValues })
  await (characteristicId ? showFacet(ctx, characteristicId, page) : showFilters(ctx, 0))
})

facets.callbackQuery(decide.range.pattern, async (ctx) => {
  const { characteristic: id, from, to: end } = decide.range.args(ctx.match)
  if (from === null && end === null) return ctx.refuse(refuse('not_found'))
  const characteristicId = id
  const chosen = await toggleRange(ctx.deps, ctx.actor, { characteristicId, from, to: end })
  if (!chosen.ok) return ctx.refuse(chosen, { most: catalogLimits.chosenRanges })
  await ctx.conversation.exitAll()
  await showFilters(ctx, 0)
})

facets.callbackQuery(to.typeRange.pattern, async (ctx) => {
  const id = to.typeRange.args(ctx.match).characteristic
  const seen = await seeFacetValues(ctx.deps, ctx.actor, id)
  if (!seen.ok) return ctx.refuse(seen)
  const { name, unit } = seen.page.characteristic
  const text = ctx.ui.t('filters.askRange', { name, unit: unit === '' ? '' : `, ${unit}` })
  const buttons = [[{ text: ctx.ui.label('common.back'), callback_data: to.facet.data({ characteristic: id }) }]]
  await ctx.ask({ text, buttons }, asked.range({ characteristic: id }))
})
