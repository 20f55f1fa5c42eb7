import { Composer } from 'grammy'
import { asked } from '#bot/kit/asked.ts'
import type { BotContext } from '#bot/kit/context.ts'
import { duration } from '#bot/kit/format.ts'
import { decide, to } from '#bot/kit/routes.ts'
import { managedInvoiceView } from '#bot/orders/managed-invoice-view.ts'
import { preparedReason } from '#domain/reasons.ts'
import { refuseClaim, seeClaim, seeClaimable } from '#services/reserve/claims.ts'
import { claimCardView, refuseClaimView } from './claims-view.ts'

/** «Я оплатил»: a claim that stops the clock, and the manager who checks it. */
export const claims = new Composer<BotContext>()

claims.callbackQuery(to.claim.pattern, async (ctx) => {
  const { invoice } = to.claim.args(ctx.match)
  const seen = await seeClaimable(ctx.deps, ctx.actor, invoice)
  if (!seen.ok) return ctx.refuse(seen, { room: 'claims' })
  const text = ctx.ui.t('claims.ask', {
    number: seen.sheet.invoice.number,
    freeze: duration(ctx.ui, ctx.deps.settings.claimFreezeMs),
  })
  const back = { text: ctx.ui.label('common.back'), callback_data: to.invoice.data({ invoice }) }
  await ctx.ask({ text, buttons: [[back]] }, asked.claim({ invoice }))
})

claims.callbackQuery(to.claimCard.pattern, async (ctx) => {
  const seen = await seeClaim(ctx.deps, ctx.actor, to.claimCard.args(ctx.match).invoice)
  if (!seen.ok) return ctx.refuse(seen.reason === 'not_found' ? ctx.ui.label('claims.decided') : seen)
  await ctx.show(claimCardView(ctx.ui, seen.claim, seen.sheet))
})

claims.callbackQuery(to.refuseClaim.pattern, async (ctx) => {
  const { invoice } = to.refuseClaim.args(ctx.match)
  const seen = await seeClaim(ctx.deps, ctx.actor, invoice)
  if (!seen.ok) return ctx.refuse(seen.reason === 'not_found' ? ctx.ui.label('claims.decided') : seen)
  await ctx.ask(refuseClaimView(ctx.ui, seen.sheet), asked.claimReason({ invoice }))
})

claims.callbackQuery(decide.refuseClaim.pattern, async (ctx) => {
  const { invoice, reason } = decide.refuseClaim.args(ctx.match)
  const refused = await refuseClaim(ctx.deps, ctx.actor, invoice, preparedReason(reason))
  if (refused.ok) await ctx.conversation.exitAll()
  if (!refused.ok) return ctx.refuse(refused.reason === 'decided' ? ctx.ui.label('claims.decided') : refused)
  await ctx.toast(ctx.ui.label('claims.refused'))
  await ctx.show(managedInvoiceView(ctx.ui, refused.sheet, true))
})
