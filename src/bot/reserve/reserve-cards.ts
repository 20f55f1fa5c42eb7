import { Composer } from 'grammy'
import { managedInvoiceView } from '#bot/desk/desk-view.ts'
import type { BotContext } from '#bot/kit/context.ts'
import { duration } from '#bot/kit/format.ts'
import { decide, to } from '#bot/kit/routes.ts'
import { showInvoice, withSheet } from '#bot/orders/invoices.ts'
import { may } from '#domain/policy.ts'
import { hours } from '#domain/time.ts'
import { refuseClaim, seeClaim } from '#services/reserve/claims.ts'
import { answerExtension, askExtension, holdReserve, letReserveGo, seeExtension } from '#services/reserve/extensions.ts'
import { claimCardView, extensionCardView } from './extensions-view.ts'

/** What happens to a reserve between its beginning and its end: more time, a claim that stops the clock, a hold. */
export const reserveCards = new Composer<BotContext>()

const general = new Set(['forbidden', 'not_found'])

reserveCards.callbackQuery(decide.askExtension.pattern, async (ctx) => {
  const id = decide.askExtension.id(ctx.match)
  const asked = await askExtension(ctx.deps, ctx.actor, id)
  if (!asked.ok) {
    return ctx.refuse(ctx.ui.label(`${general.has(asked.reason) ? 'refusals' : 'extensions.refusal'}.${asked.reason}`))
  }
  await ctx.toast(ctx.ui.label('extensions.asked'))
  await showInvoice(ctx, id)
})

reserveCards.callbackQuery(to.extension.pattern, async (ctx) => {
  const seen = await seeExtension(ctx.deps, ctx.actor, to.extension.id(ctx.match))
  if (!seen.ok)
    return ctx.refuse(ctx.ui.label(seen.reason === 'not_found' ? 'extensions.decided' : 'refusals.forbidden'))
  await ctx.show(extensionCardView(ctx.ui, seen.card))
})

/** The card itself says how it was answered. */
reserveCards.callbackQuery(decide.extend.pattern, async (ctx) => {
  const [id, ms] = decide.extend.args(ctx.match)
  const granted = ms === hours(24) || ms === hours(48) ? ms : null
  const answered = await answerExtension(ctx.deps, ctx.actor, id ?? 0, granted)
  if (!answered.ok) {
    const { reason } = answered
    const key =
      reason === 'decided'
        ? 'extensions.decided'
        : reason === 'reserve_ended'
          ? 'extensions.refusal.reserve_ended'
          : `refusals.${reason}`
    return ctx.refuse(ctx.ui.label(key))
  }
  const said =
    granted === null
      ? ctx.ui.label('extensions.refused')
      : ctx.ui.label('extensions.granted', { hours: granted / hours(1) })
  await ctx.toast(said)
  const view = managedInvoiceView(ctx.ui, answered.sheet, true)
  await ctx.show({ ...view, text: `✅ ${said}\n\n${view.text}` })
})

reserveCards.callbackQuery(to.claim.pattern, async (ctx) => {
  const id = to.claim.id(ctx.match)
  if (!may(ctx.actor, 'claim')) return ctx.refuse(ctx.ui.label('refusals.forbidden'))
  await withSheet(ctx, id, async ({ invoice, claim }) => {
    if (claim !== null) return ctx.refuse(ctx.ui.label('claims.refusal.claimed'))
    const text = ctx.ui.t('claims.ask', {
      number: invoice.number,
      freeze: duration(ctx.ui, ctx.deps.settings.claimFreezeMs),
    })
    const back = { text: ctx.ui.label('common.back'), callback_data: to.invoice.data(id) }
    await ctx.ask({ text, buttons: [[back]] }, { name: 'claim', args: [id] })
  })
})

reserveCards.callbackQuery(to.claimCard.pattern, async (ctx) => {
  const seen = await seeClaim(ctx.deps, ctx.actor, to.claimCard.id(ctx.match))
  if (!seen.ok) return ctx.refuse(ctx.ui.label(seen.reason === 'not_found' ? 'claims.decided' : 'refusals.forbidden'))
  await ctx.show(claimCardView(ctx.ui, seen.claim, seen.sheet))
})

reserveCards.callbackQuery(decide.refuseClaim.pattern, async (ctx) => {
  const refused = await refuseClaim(ctx.deps, ctx.actor, decide.refuseClaim.id(ctx.match))
  if (!refused.ok)
    return ctx.refuse(ctx.ui.label(refused.reason === 'decided' ? 'claims.decided' : `refusals.${refused.reason}`))
  await ctx.toast(ctx.ui.label('claims.refused'))
  await ctx.show(managedInvoiceView(ctx.ui, refused.sheet, true))
})

reserveCards.callbackQuery(decide.hold.pattern, async (ctx) => {
  const [id, on] = decide.hold.args(ctx.match)
  const held = await (on === 1 ? holdReserve : letReserveGo)(ctx.deps, ctx.actor, id ?? 0)
  if (!held.ok)
    return ctx.refuse(ctx.ui.label(`${general.has(held.reason) ? 'refusals' : 'extensions.refusal'}.${held.reason}`))
  await ctx.toast(ctx.ui.label(on === 1 ? 'extensions.held' : 'extensions.letGone'))
  await ctx.show(managedInvoiceView(ctx.ui, held.sheet, true))
})
