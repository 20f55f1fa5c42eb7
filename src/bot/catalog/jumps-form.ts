import type { FormAnswer } from '#bot/kit/answer.ts'
import { type About, asked } from '#bot/kit/asked.ts'
import type { BotContext, View } from '#bot/kit/context.ts'
import { refused } from '#bot/kit/refusals.ts'
import { to } from '#bot/kit/routes.ts'
import { searchText } from '#domain/catalog/catalog.ts'
import { limits } from '#domain/limits.ts'
import { type Refusal, refuse } from '#domain/result.ts'
import { seeCategory } from '#services/catalog/catalog.ts'
import { seeFacetValues } from '#services/catalog/facets.ts'
import { seeFilters, seeWarehouses } from '#services/catalog/filters.ts'
import { seeSavedSelections } from '#services/catalog/saved-selections.ts'
import { categoryPages, categoryView } from './catalog-view.ts'
import { facetPages, facetView } from './facets-view.ts'
import { filterPages, filtersView, jumps, namePages, warehousesView } from './filters-view.ts'
import { savedSelectionsView } from './saved-selections-view.ts'

interface LongList {
  ok: true
  /** The labels on each page. */
  pages: string[][]
  show(page: number): View
  /** The button data of the list's first page. */
  self: string
}

type FindLongList = LongList | Refusal<'forbidden' | 'not_found'>

/** The lists with a jump, by the number in the button. */
const lists: Record<number, (ctx: BotContext, id: number) => Promise<FindLongList>> = {
  async [jumps.filters]({ deps, actor, ui }) {
    const seen = await seeFilters(deps, actor)
    if (!seen.ok) return seen
    const show = (at: number) => filtersView(ui, seen.page, at)
    return { ok: true, pages: filterPages(ui, seen.page), show, self: to.filters.data() }
  },
  async [jumps.facet]({ deps, actor, ui }, id) {
    const seen = await seeFacetValues(deps, actor, id)
    if (!seen.ok) return seen
    const show = (at: number) => facetView(ui, seen.page, at)
    return { ok: true, pages: facetPages(ui, seen.page), show, self: to.facet.data({ characteristic: id }) }
  },
  async [jumps.warehouses]({ deps, actor, ui }) {
    const seen = await seeWarehouses(deps, actor)
    if (!seen.ok) return seen
    const show = (at: number) => warehousesView(ui, seen.page, at)
    return { ok: true, pages: namePages(seen.page.warehouses, limits.pageSize), show, self: to.warehouses.data() }
  },
  async [jumps.savedSelections]({ deps, actor, ui }) {
    const seen = await seeSavedSelections(deps, actor)
    if (!seen.ok) return seen
    const show = (at: number) => savedSelectionsView(ui, seen.page, at)
    return { ok: true, pages: namePages(seen.page.saved, limits.pageSize), show, self: to.savedSelections.data() }
  },
  async [jumps.category]({ deps, actor, ui }, id) {
    const seen = await seeCategory(deps, actor, id || null)
    if (!seen.ok) return seen
    const show = (at: number) => categoryView(ui, seen.page, at)
    return {
      ok: true,
      pages: categoryPages(seen.page),
      show,
      self: to.category.data({ category: id }),
    }
  },
}

export async function listToJumpIn(ctx: BotContext, list: number, id: number): Promise<FindLongList> {
  return (await lists[list]?.(ctx, id)) ?? refuse('not_found')
}

/** Opens a page by its number, else the first page with an item that begins with the typed letters. */
export async function jump(ctx: BotContext, { list, of: id }: About<typeof asked.jump>): Promise<FormAnswer> {
  const found = await listToJumpIn(ctx, list, id)
  if (!found.ok) return refused(ctx, found)
  const typed = ctx.message?.text?.trim() ?? ''
  const { pages } = found
  const number = /^\d{1,6}$/.test(typed) ? Number(typed) : 0
  const page = number >= 1 && number <= pages.length ? number - 1 : pageOfLetters(pages, typed)
  if (page >= 0) return { view: found.show(page) }
  const text = ctx.ui.t('filters.noJump', { typed: typed.slice(0, 40), pages: pages.length })
  return { view: { text }, next: asked.jump({ list, of: id }) }
}

/** −1 if nothing begins with them. */
function pageOfLetters(pages: readonly string[][], typed: string): number {
  const wanted = searchText(typed)
  if (wanted === '') return -1
  return pages.findIndex((labels) => labels.some((label) => searchText(label).startsWith(wanted)))
}
