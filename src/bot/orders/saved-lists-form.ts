import type { Answer } from '#bot/kit/answer.ts'
import type { BotContext } from '#bot/kit/context.ts'
import { limits } from '#domain/limits.ts'
import { renameList, saveAs } from '#services/orders/saved-lists.ts'
import { savedListView } from './saved-lists-view.ts'

const about = new Set(['no_name', 'name_too_long', 'name_taken'])

/** Under which name goods are kept. */
export async function listName(ctx: BotContext, [invoiceId = null]: (number | null)[]): Promise<Answer> {
  const saved = await saveAs(ctx.deps, ctx.actor, { invoiceId }, ctx.message?.text ?? '')
  if (saved.ok) {
    const view = savedListView(ctx.ui, saved.list, 0)
    return { view: { ...view, text: `✅ ${ctx.ui.t('saved_lists.saved')}\n\n${view.text}` } }
  }
  return refused(ctx, saved.reason, { name: 'listName', args: [invoiceId] })
}

export async function listNewName(ctx: BotContext, [id]: (number | null)[]): Promise<Answer> {
  const renamed = await renameList(ctx.deps, ctx.actor, id ?? 0, ctx.message?.text ?? '')
  if (renamed.ok) return { view: savedListView(ctx.ui, renamed.list, 0) }
  return refused(ctx, renamed.reason, { name: 'listNewName', args: [id ?? 0] })
}

function refused(ctx: BotContext, reason: string, next: { name: string; args: (number | null)[] }): Answer {
  const general = reason === 'forbidden' || reason === 'not_found'
  const key = general ? `refusals.${reason}` : `saved_lists.refusal.${reason}`
  const view = {
    text: ctx.ui.t(key, { most: reason === 'too_many_lists' ? limits.savedLists : limits.listNameLength }),
  }
  return about.has(reason) ? { view, next } : { view }
}
