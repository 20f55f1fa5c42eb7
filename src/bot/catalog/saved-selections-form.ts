import type { Answer } from '#bot/kit/answer.ts'
import type { BotContext, Question } from '#bot/kit/context.ts'
import { limits } from '#domain/limits.ts'
import { keepSelection, renameKept } from '#services/catalog/saved-selections.ts'
import { savedSelectionView } from './saved-selections-view.ts'

const about = new Set(['no_name', 'name_too_long', 'name_taken'])

/** Under which name what is chosen is kept. */
export async function selectionName(ctx: BotContext): Promise<Answer> {
  const kept = await keepSelection(ctx.deps, ctx.actor, ctx.message?.text ?? '')
  if (!kept.ok) return refused(ctx, kept.reason, { name: 'selectionName', args: [] })
  const view = savedSelectionView(ctx.ui, kept.page)
  return { view: { ...view, text: `✅ ${ctx.ui.t('saved_selections.saved')}\n\n${view.text}` } }
}

export async function selectionNewName(ctx: BotContext, [id]: (number | null)[]): Promise<Answer> {
  const renamed = await renameKept(ctx.deps, ctx.actor, id ?? 0, ctx.message?.text ?? '')
  if (renamed.ok) return { view: savedSelectionView(ctx.ui, renamed.page) }
  return refused(ctx, renamed.reason, { name: 'selectionNewName', args: [id ?? 0] })
}

function refused(ctx: BotContext, reason: string, next: Question): Answer {
  const general = reason === 'forbidden' || reason === 'not_found'
  const most = reason === 'too_many_selections' ? limits.savedSelections : limits.listNameLength
  const view = { text: ctx.ui.t(general ? `refusals.${reason}` : `saved_selections.refusal.${reason}`, { most }) }
  return about.has(reason) ? { view, next } : { view }
}
