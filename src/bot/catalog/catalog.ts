import { Composer } from 'grammy'
import { asked } from '#bot/kit/asked.ts'
import type { BotContext } from '#bot/kit/context.ts'
import { decide, to } from '#bot/kit/routes.ts'
import { emptySelection, type Selection, sorts } from '#domain/catalog/catalog.ts'
import { catalogLimits } from '#domain/catalog/limits.ts'
import { priceIn } from '#domain/catalog/price-words.ts'
import { may } from '#domain/policy.ts'
import { refuse } from '#domain/result.ts'
import { seeCategory, seeResults } from '#services/catalog/catalog.ts'
import { changeSelection, seeChosen, storeSelection } from '#services/catalog/selections.ts'
import { categoryView, resultsView, searchPromptView, sortView } from './catalog-view.ts'
import { showProduct } from './products.ts'

export const catalog = new Composer<BotContext>()

export async function showCategory(ctx: BotContext, id: number | null, page: number): Promise<void> {
  const seen = await seeCategory(ctx.deps, ctx.actor, id)
  if (!seen.ok) return ctx.refuse(seen)
  const { children, products } = seen.page
  if (id !== null && children.length === 0 && products > 0) return showGoods(ctx, { categoryId: id })
  await ctx.show(categoryView(ctx.ui, seen.page, page))
}

/** Starts a new selection and shows its goods. */
async function showGoods(ctx: BotContext, chosen: Partial<Selection>): Promise<void> {
  const selection = { ...emptySelection, ...chosen }
  await keeping(ctx, selection, () => showResults(ctx, 0, selection))
}

/** The screen does not wait until the selection is stored; the person's next update does. */
async function keeping(ctx: BotContext, selection: Selection, show: () => Promise<void>): Promise<void> {
  await Promise.all([storeSelection(ctx.deps, ctx.actor, selection), show()])
}

export async function showResults(ctx: BotContext, page: number, selection?: Selection): Promise<void> {
  const seen = await seeResults(ctx.deps, ctx.actor, page, selection)
  if (!seen.ok) return ctx.refuse(seen)
  await ctx.show(resultsView(ctx.ui, seen.results))
}

export async function showSearch(ctx: BotContext): Promise<void> {
  if (!may(ctx.actor, 'catalog.see')) return ctx.refuse(refuse('forbidden'))
  await ctx.show(searchPromptView(ctx.ui))
}

/** Searches for a text typed outside any form; a single product opens at once. */
export async function search(ctx: BotContext, query: string): Promise<void> {
  const selection = selectionOf(query)
  await keeping(ctx, selection, () => showFound(ctx, selection))
}

/** Makes a query the selection that `to.results` shows, without showing it. */
export async function keepQuery(ctx: BotContext, query: string): Promise<void> {
  await storeSelection(ctx.deps, ctx.actor, selectionOf(query))
}

function selectionOf(query: string): Selection {
  const words = query.replace(/\s+/g, ' ').slice(0, catalogLimits.queryLength)
  const { text, price } = priceIn(words)
  return { ...emptySelection, query: text, price, sort: 'relevance' }
}

async function showFound(ctx: BotContext, selection: Selection): Promise<void> {
  const seen = await seeResults(ctx.deps, ctx.actor, 0, selection)
  if (!seen.ok) return ctx.refuse(seen)
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
  const { category: id, page } = to.category.args(ctx.match)
  return showCategory(ctx, id || null, page)
})
catalog.callbackQuery(to.categoryGoods.pattern, (ctx) =>
  showGoods(ctx, { categoryId: to.categoryGoods.args(ctx.match).category }),
)
catalog.callbackQuery(to.results.pattern, (ctx) => showResults(ctx, to.results.args(ctx.match).page))

catalog.callbackQuery(to.resultsPage.pattern, async (ctx) => {
  const seen = await seeResults(ctx.deps, ctx.actor, 0)
  if (!seen.ok) return ctx.refuse(seen)
  const text = ctx.ui.t('common.choosePage', { pages: seen.results.pages })
  await ctx.ask(
    { text, buttons: [[{ text: ctx.ui.label('common.back'), callback_data: to.results.data() }]] },
    asked.resultsPage(),
  )
})

catalog.callbackQuery(to.sort.pattern, async (ctx) => {
  const seen = await seeChosen(ctx.deps, ctx.actor)
  if (!seen.ok) return ctx.refuse(seen)
  await ctx.show(sortView(ctx.ui, seen.selection, seen.total))
})
catalog.callbackQuery(decide.sort.pattern, async (ctx) => {
  const sort = sorts[decide.sort.args(ctx.match).order] ?? 'relevance'
  const changed = await changeSelection(ctx.deps, ctx.actor, () => ({ sort }))
  if (!changed.ok) return ctx.refuse(changed)
  await showResults(ctx, 0)
})

catalog.callbackQuery(decide.literal.pattern, async (ctx) => {
  const changed = await changeSelection(ctx.deps, ctx.actor, () => ({ literal: true }))
  if (!changed.ok) return ctx.refuse(changed)
  await showResults(ctx, 0)
})
