import { Composer } from 'grammy'
import type { BotContext } from '#bot/kit/context.ts'
import { decide, to } from '#bot/kit/routes.ts'
import { comparisonPicture } from '#documents/comparison-picture.ts'
import { catalogLimits } from '#domain/catalog/limits.ts'
import { seeResults } from '#services/catalog/catalog.ts'
import { compare, seeComparison, stopComparing } from '#services/catalog/comparisons.ts'
import { compareResultsView, comparisonView, pictureWords } from './comparisons-view.ts'
import { showProduct } from './products.ts'

export const comparisons = new Composer<BotContext>()

async function showComparison(ctx: BotContext): Promise<void> {
  const seen = await seeComparison(ctx.deps, ctx.actor)
  if (!seen.ok) return ctx.refuse(seen)
  await ctx.show(comparisonView(ctx.ui, seen.comparison))
}

async function showResultsToCompare(ctx: BotContext, page: number): Promise<void> {
  const seen = await seeResults(ctx.deps, ctx.actor, page)
  if (!seen.ok) return ctx.refuse(seen)
  const compared = await seeComparison(ctx.deps, ctx.actor)
  if (!compared.ok) return ctx.refuse(compared)
  const ids = compared.comparison.goods.map(({ id }) => id)
  await ctx.show(compareResultsView(ctx.ui, seen.results, ids))
}

/** Adds a product; false after a refusal that was shown. */
async function add(ctx: BotContext, productId: number): Promise<boolean> {
  const added = await compare(ctx.deps, ctx.actor, productId)
  if (added.ok) await ctx.toast(ctx.ui.label('comparisons.added', { count: added.count }))
  else await ctx.refuse(added, { most: catalogLimits.compared })
  return added.ok
}

comparisons.callbackQuery(to.comparison.pattern, showComparison)
comparisons.callbackQuery(to.compareResults.pattern, (ctx) =>
  showResultsToCompare(ctx, to.compareResults.args(ctx.match).page),
)

comparisons.callbackQuery(decide.compare.pattern, async (ctx) => {
  const id = decide.compare.args(ctx.match).product
  if (await add(ctx, id)) await showProduct(ctx, id)
})

comparisons.callbackQuery(decide.uncompare.pattern, async (ctx) => {
  await stopComparing(ctx.deps, ctx.actor, decide.uncompare.args(ctx.match).product)
  await showComparison(ctx)
})

comparisons.callbackQuery(decide.compareFrom.pattern, async (ctx) => {
  const { product: id, page } = decide.compareFrom.args(ctx.match)
  const seen = await seeComparison(ctx.deps, ctx.actor)
  const has = seen.ok && seen.comparison.goods.some((one) => one.id === id)
  if (has) await stopComparing(ctx.deps, ctx.actor, id)
  else if (!(await add(ctx, id))) return
  await showResultsToCompare(ctx, page)
})

/** The button is answered before the slow work. */
comparisons.callbackQuery(to.comparisonPicture.pattern, async (ctx) => {
  const seen = await seeComparison(ctx.deps, ctx.actor)
  if (!seen.ok) return ctx.refuse(seen)
  const { comparison } = seen
  if (comparison.goods.length < 2) return showComparison(ctx)
  await ctx.toast(ctx.ui.label('comparisons.drawing'))
  await ctx.replyWithChatAction('upload_photo').catch(() => {})
  const { withoutPrices } = to.comparisonPicture.args(ctx.match)
  const bytes = await comparisonPicture(comparison.rows, pictureWords(ctx.ui, comparison, withoutPrices === 0))
  const caption = ctx.ui.t('comparisons.title', { count: comparison.goods.length })
  await ctx.sendPicture({ name: 'comparison.png', bytes, caption })
})
