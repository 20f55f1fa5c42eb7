import { Composer } from 'grammy'
import { may } from '../../domain/policy.ts'
import { choose, currentSelection } from '../../services/catalog.ts'
import { seeFacetValues, seeFilters, toggleRange, toggleValue } from '../../services/facets.ts'
import type { BotContext } from '../context.ts'
import { decide, to } from '../routes.ts'
import { facetView, filtersView } from '../views/facets.ts'

export const facets = new Composer<BotContext>()

async function showFilters(ctx: BotContext): Promise<void> {
  const seen = await seeFilters(ctx.deps, ctx.actor)
  if (!seen.ok) return ctx.refuse(ctx.ui.label(`refusals.${seen.reason}`))
  await ctx.show(filtersView(ctx.ui, seen.page))
}

async function showFacet(ctx: BotContext, characteristicId: number, page: number): Promise<void> {
  const seen = await seeFacetValues(ctx.deps, ctx.actor, characteristicId)
  if (!seen.ok) return ctx.refuse(ctx.ui.label(`refusals.${seen.reason}`))
  await ctx.show(facetView(ctx.ui, seen.page, page))
}

facets.callbackQuery(to.filters.pattern, showFilters)
facets.callbackQuery(to.facet.pattern, (ctx) => {
  const [id, page] = to.facet.args(ctx.match)
  return showFacet(ctx, id ?? 0, page ?? 0)
})

/** Pressed among the values it stays there; pressed among what is chosen it stays among the filters. */
facets.callbackQuery(decide.value.pattern, async (ctx) => {
  if (!may(ctx.actor, 'catalog.see')) return ctx.refuse(ctx.ui.label('refusals.forbidden'))
  const [valueId, characteristicId, page] = decide.value.args(ctx.match)
  await toggleValue(ctx.deps, ctx.actor, valueId ?? 0)
  await (characteristicId ? showFacet(ctx, characteristicId, page ?? 0) : showFilters(ctx))
})

facets.callbackQuery(decide.range.pattern, async (ctx) => {
  if (!may(ctx.actor, 'catalog.see')) return ctx.refuse(ctx.ui.label('refusals.forbidden'))
  const [characteristicId, from, end] = decide.range.args(ctx.match)
  await toggleRange(ctx.deps, ctx.actor, {
    characteristicId: characteristicId ?? 0,
    from: from ?? null,
    to: end ?? null,
  })
  await showFilters(ctx)
})

facets.callbackQuery(decide.inStock.pattern, async (ctx) => {
  if (!may(ctx.actor, 'catalog.see')) return ctx.refuse(ctx.ui.label('refusals.forbidden'))
  const { inStock } = await currentSelection(ctx.deps.db, ctx.actor)
  await choose(ctx.deps, ctx.actor, { inStock: !inStock })
  await showFilters(ctx)
})

facets.callbackQuery(decide.clearFilters.pattern, async (ctx) => {
  if (!may(ctx.actor, 'catalog.see')) return ctx.refuse(ctx.ui.label('refusals.forbidden'))
  await choose(ctx.deps, ctx.actor, { valueIds: [], ranges: [], inStock: false })
  await showFilters(ctx)
})
