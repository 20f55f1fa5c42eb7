import { Composer } from 'grammy'
import { asked } from '#bot/kit/asked.ts'
import type { BotContext } from '#bot/kit/context.ts'
import { decide, to } from '#bot/kit/routes.ts'
import { showInvoice } from '#bot/orders/invoices.ts'
import { preparedReason } from '#domain/reasons.ts'
import { hours } from '#domain/time.ts'
import { answerExtension, askExtension, seeExtendable, seeExtension } from '#services/reserve/extensions.ts'
import {
  answeredText,
  answeredView,
  askHowLongView,
  extensionCardView,
  refuseExtensionView,
} from './extensions-view.ts'

/** A company asks for more time, a manager answers. */
export const extensions = new Composer<BotContext>()

/** One light step: how long. The invoice message asks, and stays one. */
extensions.callbackQuery(decide.askHowLong.pattern, async (ctx) => {
  const { invoice } = decide.askHowLong.args(ctx.match)
  const seen = await seeExtendable(ctx.deps, ctx.actor, invoice)
  if (!seen.ok) return ctx.refuse(seen, { room: 'extensions' })
  await ctx.ask(askHowLongView(ctx.ui, seen.sheet), asked.extensionWhy({ invoice }))
})

extensions.callbackQuery(decide.askExtension.pattern, async (ctx) => {
  const { invoice: id, ms } = decide.askExtension.args(ctx.match)
  const askedMs = ms === hours(24) || ms === hours(48) ? ms : 0
  const request = await askExtension(ctx.deps, ctx.actor, id, { askedMs })
  if (!request.ok) return ctx.refuse(request, { room: 'extensions' })
  await ctx.conversation.exitAll()
  await ctx.toast(ctx.ui.label('extensions.asked'))
  await showInvoice(ctx, id)
})

extensions.callbackQuery(to.extension.pattern, async (ctx) => {
  const seen = await seeExtension(ctx.deps, ctx.actor, to.extension.args(ctx.match).extension)
  if (!seen.ok) return ctx.refuse(seen.reason === 'not_found' ? ctx.ui.label('extensions.decided') : seen)
  await ctx.show(extensionCardView(ctx.ui, seen.card))
})

extensions.callbackQuery(to.refuseExtension.pattern, async (ctx) => {
  const { extension } = to.refuseExtension.args(ctx.match)
  const seen = await seeExtension(ctx.deps, ctx.actor, extension)
  if (!seen.ok) return ctx.refuse(seen.reason === 'not_found' ? ctx.ui.label('extensions.decided') : seen)
  await ctx.ask(refuseExtensionView(ctx.ui, seen.card), asked.extensionReason({ extension }))
})

/** The screen itself shows the answer. */
extensions.callbackQuery(decide.extend.pattern, async (ctx) => {
  const { extension: id, ms, reason } = decide.extend.args(ctx.match)
  const granted = ms === hours(24) || ms === hours(48) ? ms : null
  const answered = await answerExtension(ctx.deps, ctx.actor, id, granted, preparedReason(reason))
  if (!answered.ok) {
    if (answered.reason === 'decided') return ctx.refuse(ctx.ui.label('extensions.decided'))
    return ctx.refuse(answered, { room: 'extensions' })
  }
  await ctx.conversation.exitAll()
  await ctx.toast(answeredText(ctx.ui, granted))
  await ctx.show(answeredView(ctx.ui, answered))
})
