import { Composer } from 'grammy'
import type { BotContext } from '#bot/kit/context.ts'
import { decide, to } from '#bot/kit/routes.ts'
import { startWith } from '#bot/kit/start-links.ts'
import {
  openKept,
  openShared,
  removeKept,
  seeAllKept,
  seeKept,
  shareSelection,
} from '#services/catalog/saved-selections.ts'
import { showResults } from './catalog.ts'
import {
  removeSelectionView,
  savedSelectionsView,
  savedSelectionView,
  shareSelectionView,
} from './saved-selections-view.ts'

/** What is chosen in the catalog, kept under a name or sent as a link. */
export const savedSelections = new Composer<BotContext>()

async function showAll(ctx: BotContext, page: number): Promise<void> {
  const seen = await seeAllKept(ctx.deps, ctx.actor)
  if (!seen.ok) return ctx.refuse(ctx.ui.label(`refusals.${seen.reason}`))
  await ctx.show(savedSelectionsView(ctx.ui, seen.page, page))
}

/** What somebody has shared, at the prices of whoever opens it. */
export async function showShared(ctx: BotContext, token: string): Promise<void> {
  const opened = await openShared(ctx.deps, ctx.actor, token)
  if (!opened.ok) return ctx.refuse(ctx.ui.t('saved_selections.noLink'))
  await showResults(ctx, 0)
}

savedSelections.callbackQuery(to.savedSelections.pattern, (ctx) => showAll(ctx, to.savedSelections.id(ctx.match)))

savedSelections.callbackQuery(to.savedSelection.pattern, async (ctx) => {
  const seen = await seeKept(ctx.deps, ctx.actor, to.savedSelection.id(ctx.match))
  if (!seen.ok) return ctx.refuse(ctx.ui.label(`refusals.${seen.reason}`))
  await ctx.show(savedSelectionView(ctx.ui, seen.page))
})

savedSelections.callbackQuery(to.saveSelection.pattern, async (ctx) => {
  const seen = await seeAllKept(ctx.deps, ctx.actor)
  if (!seen.ok) return ctx.refuse(ctx.ui.label(`refusals.${seen.reason}`))
  const buttons = [[{ text: ctx.ui.label('common.back'), callback_data: to.savedSelections.data(0) }]]
  await ctx.ask({ text: ctx.ui.t('saved_selections.askName'), buttons }, { name: 'selectionName', args: [] })
})

savedSelections.callbackQuery(to.renameSelection.pattern, async (ctx) => {
  const id = to.renameSelection.id(ctx.match)
  const seen = await seeKept(ctx.deps, ctx.actor, id)
  if (!seen.ok) return ctx.refuse(ctx.ui.label(`refusals.${seen.reason}`))
  const buttons = [[{ text: ctx.ui.label('common.back'), callback_data: to.savedSelection.data(id) }]]
  const text = ctx.ui.t('saved_lists.askNewName', { name: seen.page.kept.name })
  await ctx.ask({ text, buttons }, { name: 'selectionNewName', args: [id] })
})

savedSelections.callbackQuery(to.removeSelection.pattern, async (ctx) => {
  const seen = await seeKept(ctx.deps, ctx.actor, to.removeSelection.id(ctx.match))
  if (!seen.ok) return ctx.refuse(ctx.ui.label(`refusals.${seen.reason}`))
  await ctx.show(removeSelectionView(ctx.ui, seen.page))
})

savedSelections.callbackQuery(decide.removeSelection.pattern, async (ctx) => {
  const removed = await removeKept(ctx.deps, ctx.actor, decide.removeSelection.id(ctx.match))
  if (!removed.ok) return ctx.refuse(ctx.ui.label(`refusals.${removed.reason}`))
  await ctx.toast(ctx.ui.label('saved_selections.removed'))
  await showAll(ctx, 0)
})

savedSelections.callbackQuery(decide.openSelection.pattern, async (ctx) => {
  const opened = await openKept(ctx.deps, ctx.actor, decide.openSelection.id(ctx.match))
  if (!opened.ok) return ctx.refuse(ctx.ui.label(`refusals.${opened.reason}`))
  await showResults(ctx, 0)
})

savedSelections.callbackQuery(to.shareSelection.pattern, async (ctx) => {
  const shared = await shareSelection(ctx.deps, ctx.actor)
  if (!shared.ok) return ctx.refuse(ctx.ui.label(`refusals.${shared.reason}`))
  const link = startWith(ctx.me.username, { selection: shared.token })
  await ctx.show(shareSelectionView(ctx.ui, link, shared.chosen, shared.total))
})
