import { Composer } from 'grammy'
import type { BotContext } from '#bot/kit/context.ts'
import { decide, to } from '#bot/kit/routes.ts'
import { promise } from '#bot/updates/background.ts'
import type { Db } from '#db/engine/schema.ts'
import { may } from '#domain/policy.ts'
import { lastTakenIn, takeBackImport } from '#services/imports/undo.ts'
import { decideOffer, seeOffer } from '#services/orders/offered-lists.ts'
import { importAskView } from './imports-view.ts'
import { importLookView, takeBackView, takenBackText } from './look-view.ts'
import { lookOnceMore, takeInOffer } from './work.ts'

/** The way to send a price list. */
export const imports = new Composer<BotContext>()

export async function showImport(ctx: BotContext): Promise<void> {
  const seen = await lastTakenIn(ctx.deps, ctx.actor)
  if (!seen.ok) return ctx.refuse(ctx.ui.label('refusals.forbidden'))
  await ctx.show(importAskView(ctx.ui, seen.last))
}

imports.command('import', showImport)
imports.callbackQuery(to.import.pattern, showImport)

imports.callbackQuery(to.offeredList.pattern, async (ctx) => {
  const seen = await seeOffer(ctx.deps, ctx.actor, to.offeredList.id(ctx.match))
  if (!seen.ok) return ctx.refuse(ctx.ui.label(`refusals.${seen.reason}`))
  await ctx.show(importLookView(ctx.ui, seen.offer))
})

imports.callbackQuery(decide.offeredList.pattern, async (ctx) => {
  const { deps, ui, actor } = ctx
  const [id, counts] = decide.offeredList.args(ctx.match)
  const seen = await seeOffer(deps, actor, id ?? 0)
  if (!seen.ok) return ctx.refuse(ui.label(`refusals.${seen.reason}`))
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
  if (!seen.ok) return ctx.refuse(ctx.ui.label('refusals.forbidden'))
  if (seen.last?.id !== to.takeBack.id(ctx.match)) return ctx.refuse(ctx.ui.label('imports.notLast'))
  await ctx.show(takeBackView(ctx.ui, seen.last))
})

imports.callbackQuery(decide.takeBack.pattern, async (ctx) => {
  const { deps, ui, actor } = ctx
  if (!may(actor, 'catalog.import')) return ctx.refuse(ui.label('refusals.forbidden'))
  const back = await takeBackImport(deps, actor, decide.takeBack.id(ctx.match))
  if (!back.ok) {
    const why = back.reason === 'taken_back' ? 'imports.takenBackBefore' : 'imports.notLast'
    return ctx.refuse(ui.label(back.reason === 'forbidden' ? 'refusals.forbidden' : why))
  }
  deps.scheduler.wake()
  deps.search.wake()
  await ctx.show({ text: takenBackText(ui, back) })
})
