import type { FormAnswer } from '#bot/kit/answer.ts'
import { type About, asked } from '#bot/kit/asked.ts'
import type { BotContext, Question } from '#bot/kit/context.ts'
import { refused } from '#bot/kit/refusals.ts'
import { limits } from '#domain/limits.ts'
import { orderLimits } from '#domain/orders/limits.ts'
import type { Refusal } from '#domain/result.ts'
import { renameList, saveAs } from '#services/orders/saved-lists.ts'
import { savedListView } from './saved-lists-view.ts'

const about = new Set(['no_name', 'name_too_long', 'name_taken'])

/** The answer with a name for saved goods. */
export async function listName(
  ctx: BotContext,
  { invoice: invoiceId }: About<typeof asked.listName>,
): Promise<FormAnswer> {
  const saved = await saveAs(ctx.deps, ctx.actor, { invoiceId }, ctx.message?.text ?? '')
  if (saved.ok) {
    const view = savedListView(ctx.ui, saved.list, 0)
    return { view: { ...view, text: `✅ ${ctx.ui.t('saved_lists.saved')}\n\n${view.text}` } }
  }
  return why(ctx, saved, asked.listName({ invoice: invoiceId }))
}

export async function listNewName(
  ctx: BotContext,
  { savedList: id }: About<typeof asked.listNewName>,
): Promise<FormAnswer> {
  const renamed = await renameList(ctx.deps, ctx.actor, id, ctx.message?.text ?? '')
  if (renamed.ok) return { view: savedListView(ctx.ui, renamed.list, 0) }
  return why(ctx, renamed, asked.listNewName({ savedList: id }))
}

function why(ctx: BotContext, refusal: Refusal<string>, next: Question): FormAnswer {
  const most = refusal.reason === 'too_many_lists' ? orderLimits.savedLists : limits.listNameLength
  return refused(ctx, refusal, { room: 'saved_lists', most }, about.has(refusal.reason) ? next : undefined)
}
