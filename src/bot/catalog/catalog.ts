import { Composer } from 'grammy'
import type { BotContext } from '#bot/kit/context.ts'
import { decide, to } from '#bot/kit/routes.ts'
import { emptySelection, type Selection, sorts } from '#domain/catalog/catalog.ts'
import { priceIn } from '#domain/catalog/price-words.ts'
import { limits } from '#domain/limits.ts'
import { may } from '#domain/policy.ts'
import { seeCategory, seeResults } from '#services/catalog/catalog.ts'
import { choose, countChosen, currentSelection, keepSelection } from '#services/catalog/selections.ts'
import { categoryView, resultsView, searchPromptView, sortView } from './catalog-view.ts'
import { showProduct } from './products.ts'

export const catalog = new Composer<BotContext>()

export async function showCategory(ctx: BotContext, id: number | null, page: number): Promise<void> {
  const seen = await seeCategory(ctx.deps, ctx.actor, id)
  if (!seen.ok) return ctx.refuse(ctx.ui.label(`refusals.${seen.reason}`))
  const { children, products } = seen.page
  if (id !== null && children.length === 0 && products > 0) return showGoods(ctx, { categoryId: id })
  await ctx.show(categoryView(ctx.ui, seen.page, page))
}

/** Starts a new selection and shows its goods. */
async function showGoods(ctx: BotContext, chosen: Partial<Selection>): Promise<void> {
  const selection = { ...emptySelection, ...chosen }
  await keeping(ctx, selection, () => showResults(ctx, 0, selection))
}

/** What is shown does not wait until the selection is kept; his next update does. */
async function keeping(ctx: BotContext, selection: Selection, show: () => Promise<void>): Promise<void> {
  await Promise.all([keepSelection(ctx.deps, ctx.actor, selection), show()])
}

export async function showResults(ctx: BotContext, page: number, selection?: Selection): Promise<void> {
  const seen = await seeResults(ctx.deps, ctx.actor, page, selection)
  if (!seen.ok) return ctx.refuse(ctx.ui.label(`refusals.${seen.reason}`))
  await ctx.show(resultsView(ctx.ui, seen.results))
}

export async function showSearch(ctx: BotContext): Promise<void> {
  if (!may(ctx.actor, 'catalog.see')) return ctx.refuse(ctx.ui.label('refusals.forbidden'))
  await ctx.show(searchPromptView(ctx.ui))
}

/** A text typed outside any form: the goods it means; a single one opens at once. */
export async function search(ctx: BotContext, query: string): Promise<void> {
  if (!may(ctx.actor, 'catalog.see')) return ctx.refuse(ctx.ui.label('refusals.forbidden'))
  const words = query.replace(/\s+/g, ' ').slice(0, limits.queryLength)
  const { text, price } = priceIn(words)
  const selection: Selection = { ...emptySelection, query: text, price, sort: 'relevance' }
  await keeping(ctx, selection, () => showFound(ctx, selection))
}

async function showFound(ctx: BotContext, selection: Selection): Promise<void> {
  const seen = await seeResults(ctx.deps, ctx.actor, 0, selection)
  if (!seen.ok) return ctx.refuse(ctx.ui.label(`refusals.${seen.reason}`))
  const { total, rows, corrections, dropped } = seen.results
  const [only] = rows
  const isAsTyped = corrections.length === 0 && dropped.length === 0
  if (total === 1 && only && isAsTyped) return showProduct(ctx, only.id)
  await ctx.show(resultsView(ctx.ui, seen.results))
}

catalog.command('catalog', (ctx) => showCategory(ctx, null, 0))
catalog.command('search', async (ctx) => {
  const query = ctx.match.trim()
  await (query === '' ? showSearch(ctx) : search(ctx, query))
})
catalog.callbackQuery(to.search.pattern, showSearch)

catalog.callbackQuery(to.category.pattern, (ctx) => {
  const [id, page] = to.category.args(ctx.match)
  return showCategory(ctx, id || null, page ?? 0)
})
catalog.callbackQuery(to.categoryGoods.pattern, (ctx) => showGoods(ctx, { categoryId: to.categoryGoods.id(ctx.match) }))
catalog.callbackQuery(to.results.pattern, (ctx) => showResults(ctx, to.results.id(ctx.match)))

catalog.callbackQuery(to.resultsPage.pattern, async (ctx) => {
  const seen = await seeResults(ctx.deps, ctx.actor, 0)
  if (!seen.ok) return ctx.refuse(ctx.ui.label(`refusals.${seen.reason}`))
  const text = ctx.ui.t('common.choosePage', { pages: seen.results.pages })
  await ctx.ask(
    { text, buttons: [[{ text: ctx.ui.label('common.back'), callback_data: to.results.data(0) }]] },
    { name: 'resultsPage', args: [] },
  )
})

catalog.callbackQuery(to.sort.pattern, async (ctx) => {
  if (!may(ctx.actor, 'catalog.see')) return ctx.refuse(ctx.ui.label('refusals.forbidden'))
  const selection = await currentSelection(ctx.deps.db, ctx.actor)
  await ctx.show(sortView(ctx.ui, selection, await countChosen(ctx.deps, ctx.actor, selection)))
})
catalog.callbackQuery(decide.sort.pattern, async (ctx) => {
  if (!may(ctx.actor, 'catalog.see')) return ctx.refuse(ctx.ui.label('refusals.forbidden'))
  await choose(ctx.deps, ctx.actor, { sort: sorts[decide.sort.id(ctx.match)] ?? 'relevance' })
  await showResults(ctx, 0)
})

catalog.callbackQuery(decide.literal.pattern, async (ctx) => {
  if (!may(ctx.actor, 'catalog.see')) return ctx.refuse(ctx.ui.label('refusals.forbidden'))
  await choose(ctx.deps, ctx.actor, { literal: true })
  await showResults(ctx, 0)
})
