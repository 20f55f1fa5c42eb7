import { Composer } from 'grammy'
import { asked } from '#bot/kit/asked.ts'
import type { BotContext } from '#bot/kit/context.ts'
import { sum } from '#bot/kit/format.ts'
import { decide, to } from '#bot/kit/routes.ts'
import { managedInvoiceView } from '#bot/orders/managed-invoice-view.ts'
import { checkPayment, recordPayment, seeUnpaid } from '#services/money/payments.ts'
import { checkPaymentView, recordPaymentView } from './payments-view.ts'

export const payments = new Composer<BotContext>()

payments.callbackQuery(to.checkPayment.pattern, async (ctx) => {
  const checked = await checkPayment(ctx.deps, ctx.actor, to.checkPayment.args(ctx.match).invoice)
  if (!checked.ok) return ctx.refuse(checked)
  await ctx.show(checkPaymentView(ctx.ui, checked.sheet, checked.lastTakenInAt))
})

payments.callbackQuery(to.recordPayment.pattern, async (ctx) => {
  const { invoice } = to.recordPayment.args(ctx.match)
  const seen = await seeUnpaid(ctx.deps, ctx.actor, invoice)
  if (!seen.ok) return ctx.refuse(seen)
  await ctx.ask(recordPaymentView(ctx.ui, seen.sheet), asked.payment({ invoice }))
})

/**
 * «Вся сумма»: the sum that is unpaid now. A second press finds nothing unpaid; the same update again finds its
 * payment.
 */
payments.callbackQuery(decide.payAll.pattern, async (ctx) => {
  const id = decide.payAll.args(ctx.match).invoice
  const recorded = await recordPayment(ctx.deps, ctx.actor, id, null, `update:${ctx.update.update_id}`)
  if (!recorded.ok) {
    return ctx.refuse(recorded, { room: 'payments', typed: '' })
  }
  await ctx.conversation.exitAll()
  await ctx.toast(ctx.ui.label('payments.recorded', { sum: sum(recorded.amountKopecks) }))
  await ctx.show(managedInvoiceView(ctx.ui, recorded.sheet, true))
})
