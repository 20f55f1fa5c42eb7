import { Composer } from 'grammy'
import type { BotContext } from '#bot/kit/context.ts'
import { decide } from '#bot/kit/routes.ts'
import { managedInvoiceView } from '#bot/orders/managed-invoice-view.ts'
import { holdReserve, letReserveGo } from '#services/reserve/holds.ts'

/** A manager's hold: set and ended. */
export const managerHolds = new Composer<BotContext>()

managerHolds.callbackQuery(decide.hold.pattern, async (ctx) => {
  const { invoice: id, on } = decide.hold.args(ctx.match)
  const answer = await (on === 1 ? holdReserve : letReserveGo)(ctx.deps, ctx.actor, id)
  if (!answer.ok) return ctx.refuse(answer, { room: 'extensions' })
  await ctx.toast(ctx.ui.label(on === 1 ? 'extensions.held' : 'extensions.letGone'))
  await ctx.show(managedInvoiceView(ctx.ui, answer.sheet, true))
})
