import { Composer } from 'grammy'
import type { BotContext } from '#bot/kit/context.ts'
import { decide, to } from '#bot/kit/routes.ts'
import { promise } from '#bot/updates/background.ts'
import type { Db } from '#db/schema/schema.ts'
import { lastTakenIn, takeBackImport } from '#services/imports/undo.ts'
import { decideOffer, seeOffer } from '#services/orders/offered-lists.ts'
import { importAskView } from './imports-view.ts'
import { importLookView, takeBackView, takenBackText } from './look-view.ts'
import { lookOnceMore, takeInOffer } from './work.ts'

/** The way to send a price list. */
export const imports = new Composer<BotContext>()

export async function showImport(ctx: BotContext): Promise<void> {
  const seen = await lastTakenIn(ctx.deps, ctx.actor)
  if (!seen.ok) return ctx.refuse(seen)
  await ctx.show(importAskView(ctx.ui, seen.last))
}

imports.command('import', showImport)
imports.callbackQuery(to.import.pattern, showImport)

imports.callbackQuery(to.offeredList.pattern, async (ctx) => {
  const seen = await seeOffer(ctx.deps, ctx.actor, to.offeredList.args(ctx.match).offer)
  if (!seen.ok) return ctx.refuse(seen)
  await ctx.show(importLookView(ctx.ui, seen.offer))
})

imports.callbackQuery(decide.offeredList.pattern, async (ctx) => {
  const { deps, ui, actor } = ctx
  const { offer: id, counts } = decide.offeredList.args(ctx.match)
  const seen = await seeOffer(deps, actor, id)
  if (!seen.ok) return ctx.refuse(seen)
  const { offer } = seen
  const { message } = ctx.callbackQuery
  if (offer.isDecided || !message) return ctx.refuse(ui.label('imports.decided'))
  const { message_id: messageId } = message
  if (counts === 1 && !offer.isFresh) {
    await ctx.toast(ui.label('imports.stale'), true)
    return void (await promise(ctx, { kind: 'look_again', work: lookOnceMore, messageId }))
  }
  if (counts === 1) {
    const decideWith = (db: Db) => decideOffer({ ...deps, db }, offer)
    const isDecided = await promise(ctx, { kind: 'take_in', work: takeInOffer, messageId, decide: decideWith })
    return isDecided ? undefined : ctx.refuse(ui.label('imports.decided'))
  }
  if (!(await decideOffer(deps, offer))) return ctx.refuse(ui.label('imports.decided'))
  await ctx.show({ text: ui.t('imports.dropped', { name: offer.fileName }) })
})

imports.callbackQuery(to.takeBack.pattern, async (ctx) => {
  const seen = await lastTakenIn(ctx.deps, ctx.actor)
  if (!seen.ok) return ctx.refuse(seen)
  if (seen.last?.id !== to.takeBack.args(ctx.match).import) return ctx.refuse(ctx.ui.label('imports.notLast'))
  await ctx.show(takeBackView(ctx.ui, seen.last))
})

imports.callbackQuery(decide.takeBack.pattern, async (ctx) => {
  const { deps, ui, actor } = ctx
  const back = await takeBackImport(deps, actor, decide.takeBack.args(ctx.match).import)
  if (!back.ok) {
    if (back.reason === 'forbidden') return ctx.refuse(back)
    return ctx.refuse(ui.label(back.reason === 'taken_back' ? 'imports.takenBackBefore' : 'imports.notLast'))
  }
  deps.scheduler.wake()
  deps.search.wake()
  await ctx.show({ text: takenBackText(ui, back) })
})
