import { Composer } from 'grammy'
import type { BotContext } from '#bot/kit/context.ts'
import { decide, to } from '#bot/kit/routes.ts'
import { showInvoice, withSheet } from '#bot/orders/invoices.ts'
import { may } from '#domain/policy.ts'
import { releaseReserve, reserve, seeReserve, seeReserves } from '#services/reserve/reservations.ts'
import { releaseView, reserveAnswerView, reservesView } from './reservations-view.ts'

export const reservations = new Composer<BotContext>()

export async function showReserves(ctx: BotContext): Promise<void> {
  const seen = await seeReserves(ctx.deps, ctx.actor)
  if (!seen.ok) return ctx.refuse(ctx.ui.label(`refusals.${seen.reason}`))
  await ctx.show(reservesView(ctx.ui, seen.reserves))
}

reservations.command('reserves', showReserves)
reservations.callbackQuery(to.reserves.pattern, showReserves)

reservations.callbackQuery(decide.reserve.pattern, async (ctx) => {
  const answer = await reserve(ctx.deps, ctx.actor, decide.reserve.id(ctx.match))
  if (!answer.ok) {
    const { reason } = answer
    if (reason === 'too_many')
      return ctx.refuse(ctx.ui.label('reservations.refusal.too_many', { count: answer.unpaid }))
    const general = reason === 'forbidden' || reason === 'not_found'
    return ctx.refuse(ctx.ui.label(general ? `refusals.${reason}` : `reservations.refusal.${reason}`))
  }
  const { taken, sheet, short } = answer
  await ctx.toast(ctx.ui.label(taken > 0 ? 'reservations.taken' : 'reservations.nothingTaken', { taken }))
  await ctx.show(reserveAnswerView(ctx.ui, sheet, short))
})

/** The same answer again, without taking anything: where its help leads back to. */
reservations.callbackQuery(to.reserveAnswer.pattern, async (ctx) => {
  const seen = await seeReserve(ctx.deps, ctx.actor, to.reserveAnswer.id(ctx.match))
  if (!seen.ok) return ctx.refuse(ctx.ui.label(`refusals.${seen.reason}`))
  if (ctx.actor.companyId !== seen.sheet.company.id || !may(ctx.actor, 'order'))
    return showInvoice(ctx, seen.sheet.invoice.id)
  await ctx.show(reserveAnswerView(ctx.ui, seen.sheet, seen.short))
})

reservations.callbackQuery(to.releaseReserve.pattern, (ctx) =>
  withSheet(ctx, to.releaseReserve.id(ctx.match), (sheet) => ctx.show(releaseView(ctx.ui, sheet))),
)

reservations.callbackQuery(decide.release.pattern, async (ctx) => {
  const id = decide.release.id(ctx.match)
  const answer = await releaseReserve(ctx.deps, ctx.actor, id)
  if (!answer.ok) {
    const { reason } = answer
    const general = reason === 'forbidden' || reason === 'not_found'
    return ctx.refuse(ctx.ui.label(general ? `refusals.${reason}` : `reservations.refusal.${reason}`))
  }
  const { released } = answer
  await ctx.toast(ctx.ui.label(released > 0 ? 'reservations.released' : 'reservations.nothingToRelease', { released }))
  await showInvoice(ctx, id)
})
