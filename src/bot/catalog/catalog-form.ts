import type { FormAnswer } from '#bot/kit/answer.ts'
import { asked } from '#bot/kit/asked.ts'
import type { BotContext } from '#bot/kit/context.ts'
import { refused } from '#bot/kit/refusals.ts'
import { seeResults } from '#services/catalog/catalog.ts'
import { resultsView } from './catalog-view.ts'

/** Opens a page of the results by its number. */
export async function resultsPage(ctx: BotContext): Promise<FormAnswer> {
  const typed = Number(ctx.message?.text?.trim())
  const page = Number.isInteger(typed) ? typed : 0
  const seen = await seeResults(ctx.deps, ctx.actor, page - 1)
  if (!seen.ok) return refused(ctx, seen)
  const { pages } = seen.results
  if (page >= 1 && page <= pages) return { view: resultsView(ctx.ui, seen.results) }
  return { view: { text: ctx.ui.t('common.choosePage', { pages }) }, next: asked.resultsPage() }
}
