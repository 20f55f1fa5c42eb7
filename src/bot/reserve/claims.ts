import { Composer } from 'grammy'
import { asked } from '#bot/kit/asked.ts'
import type { BotContext } from '#bot/kit/context.ts'
import { duration } from '#bot/kit/format.ts'
import { decide, to } from '#bot/kit/routes.ts'
import { withSheet } from '#bot/orders/invoices.ts'
import { managedInvoiceView } from '#bot/orders/managed-invoice-view.ts'
import { may } from '#domain/policy.ts'
import { refuseClaim, seeClaim } from '#services/reserve/claims.ts'
import { claimCardView } from './claims-view.ts'

/** «Я оплатил»: a claim that stops the clock, and the manager who checks it. */
export const claims = new Composer<BotContext>()

claims.callbackQuery(to.claim.pattern, async (ctx) => {
  const id = to.claim.args(ctx.match).invoice
  if (!may(ctx.actor, 'claim')) return ctx.refuse(ctx.ui.label('refusals.forbidden'))
  await withSheet(ctx, id, async ({ invoice, claim }) => {
    if (claim !== null) return ctx.refuse(ctx.ui.label('claims.refusal.claimed'))
    const text = ctx.ui.t('claims.ask', {
      number: invoice.number,
      freeze: duration(ctx.ui, ctx.deps.settings.claimFreezeMs),
    })
    const back = { text: ctx.ui.label('common.back'), callback_data: to.invoice.data({ invoice: id }) }
    await ctx.ask({ text, buttons: [[back]] }, asked.claim({ invoice: id }))
  })
})

claims.callbackQuery(to.claimCard.pattern, async (ctx) => {
  const seen = await seeClaim(ctx.deps, ctx.actor, to.claimCard.args(ctx.match).invoice)
  if (!seen.ok) return ctx.refuse(ctx.ui.label(seen.reason === 'not_found' ? 'claims.decided' : 'refusals.forbidden'))
  await ctx.show(claimCardView(ctx.ui, seen.claim, seen.sheet))
})

claims.callbackQuery(decide.refuseClaim.pattern, async (ctx) => {
  const refused = await refuseClaim(ctx.deps, ctx.actor, decide.refuseClaim.args(ctx.match).invoice)
  if (!refused.ok)
    return ctx.refuse(ctx.ui.label(refused.reason === 'decided' ? 'claims.decided' : `refusals.${refused.reason}`))
  await ctx.toast(ctx.ui.label('claims.refused'))
  await ctx.show(managedInvoiceView(ctx.ui, refused.sheet, true))
})
