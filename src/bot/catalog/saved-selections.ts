import { Composer } from 'grammy'
import { asked } from '#bot/kit/asked.ts'
import type { BotContext } from '#bot/kit/context.ts'
import { decide, to } from '#bot/kit/routes.ts'
import { startWith } from '#bot/kit/start-links.ts'
import {
  openSavedSelection,
  openShared,
  removeSelection,
  seeSavedSelection,
  seeSavedSelections,
  shareSelection,
} from '#services/catalog/saved-selections.ts'
import { showResults } from './catalog.ts'
import {
  removeSelectionView,
  savedSelectionsView,
  savedSelectionView,
  shareSelectionView,
} from './saved-selections-view.ts'

/** The current selection, saved under a name or sent as a link. */
export const savedSelections = new Composer<BotContext>()

async function showAll(ctx: BotContext, page: number): Promise<void> {
  const seen = await seeSavedSelections(ctx.deps, ctx.actor)
  if (!seen.ok) return ctx.refuse(seen)
  await ctx.show(savedSelectionsView(ctx.ui, seen.page, page))
}

/** Opens a shared selection at the prices of the reader. */
export async function showShared(ctx: BotContext, token: string): Promise<void> {
  const opened = await openShared(ctx.deps, ctx.actor, token)
  if (!opened.ok) return ctx.refuse(ctx.ui.t('saved_selections.noLink'))
  await showResults(ctx, 0)
}

savedSelections.callbackQuery(to.savedSelections.pattern, (ctx) =>
  showAll(ctx, to.savedSelections.args(ctx.match).page),
)

savedSelections.callbackQuery(to.savedSelection.pattern, async (ctx) => {
  const seen = await seeSavedSelection(ctx.deps, ctx.actor, to.savedSelection.args(ctx.match).selection)
  if (!seen.ok) return ctx.refuse(seen)
  await ctx.show(savedSelectionView(ctx.ui, seen.page))
})

savedSelections.callbackQuery(to.saveSelection.pattern, async (ctx) => {
  const seen = await seeSavedSelections(ctx.deps, ctx.actor)
  if (!seen.ok) return ctx.refuse(seen)
  const buttons = [[{ text: ctx.ui.label('common.back'), callback_data: to.savedSelections.data() }]]
  await ctx.ask({ text: ctx.ui.t('saved_selections.askName'), buttons }, asked.selectionName())
})

savedSelections.callbackQuery(to.renameSelection.pattern, async (ctx) => {
  const id = to.renameSelection.args(ctx.match).selection
  const seen = await seeSavedSelection(ctx.deps, ctx.actor, id)
  if (!seen.ok) return ctx.refuse(seen)
  const buttons = [[{ text: ctx.ui.label('common.back'), callback_data: to.savedSelection.data({ selection: id }) }]]
  const text = ctx.ui.t('saved_lists.askNewName', { name: seen.page.saved.name })
  await ctx.ask({ text, buttons }, asked.selectionNewName({ selection: id }))
})

savedSelections.callbackQuery(to.removeSelection.pattern, async (ctx) => {
  const seen = await seeSavedSelection(ctx.deps, ctx.actor, to.removeSelection.args(ctx.match).selection)
  if (!seen.ok) return ctx.refuse(seen)
  await ctx.show(removeSelectionView(ctx.ui, seen.page))
})

savedSelections.callbackQuery(decide.removeSelection.pattern, async (ctx) => {
  const removed = await removeSelection(ctx.deps, ctx.actor, decide.removeSelection.args(ctx.match).selection)
  if (!removed.ok) return ctx.refuse(removed)
  await ctx.toast(ctx.ui.label('saved_selections.removed'))
  await showAll(ctx, 0)
})

savedSelections.callbackQuery(decide.openSelection.pattern, async (ctx) => {
  const opened = await openSavedSelection(ctx.deps, ctx.actor, decide.openSelection.args(ctx.match).selection)
  if (!opened.ok) return ctx.refuse(opened)
  await showResults(ctx, 0)
})

savedSelections.callbackQuery(to.shareSelection.pattern, async (ctx) => {
  const shared = await shareSelection(ctx.deps, ctx.actor)
  if (!shared.ok) return ctx.refuse(shared)
  const link = startWith(ctx.me.username, { selection: shared.token })
  await ctx.show(shareSelectionView(ctx.ui, link, shared.chosen, shared.total))
})
