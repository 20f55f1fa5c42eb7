import type { FormAnswer } from '#bot/kit/answer.ts'
import { type About, asked } from '#bot/kit/asked.ts'
import type { BotContext, Question } from '#bot/kit/context.ts'
import { refused } from '#bot/kit/refusals.ts'
import { catalogLimits } from '#domain/catalog/limits.ts'
import { limits } from '#domain/limits.ts'
import type { Refusal } from '#domain/result.ts'
import { renameSelection, saveChosenSelection } from '#services/catalog/saved-selections.ts'
import { savedSelectionView } from './saved-selections-view.ts'

const about = new Set(['no_name', 'name_too_long', 'name_taken'])

/** The answer with a name for the current selection. */
export async function selectionName(ctx: BotContext): Promise<FormAnswer> {
  const saved = await saveChosenSelection(ctx.deps, ctx.actor, ctx.message?.text ?? '')
  if (!saved.ok) return why(ctx, saved, asked.selectionName())
  const view = savedSelectionView(ctx.ui, saved.page)
  return { view: { ...view, text: `✅ ${ctx.ui.t('saved_selections.saved')}\n\n${view.text}` } }
}

export async function selectionNewName(
  ctx: BotContext,
  { selection: id }: About<typeof asked.selectionNewName>,
): Promise<FormAnswer> {
  const renamed = await renameSelection(ctx.deps, ctx.actor, id, ctx.message?.text ?? '')
  if (renamed.ok) return { view: savedSelectionView(ctx.ui, renamed.page) }
  return why(ctx, renamed, asked.selectionNewName({ selection: id }))
}

function why(ctx: BotContext, refusal: Refusal<string>, next: Question): FormAnswer {
  const most = refusal.reason === 'too_many_selections' ? catalogLimits.savedSelections : limits.listNameLength
  return refused(ctx, refusal, { room: 'saved_selections', most }, about.has(refusal.reason) ? next : undefined)
}
