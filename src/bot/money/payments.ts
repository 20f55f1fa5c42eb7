import { Composer } from 'grammy'
import { managedInvoiceView } from '#bot/desk/desk-view.ts'
import type { BotContext } from '#bot/kit/context.ts'
import { sum } from '#bot/kit/format.ts'
import { decide, to } from '#bot/kit/routes.ts'
import { withSheet } from '#bot/orders/invoices.ts'
import { may } from '#domain/policy.ts'
import { checkPayment, recordPayment } from '#services/money/payments.ts'
import { checkPaymentView, recordPaymentView } from './payments-view.ts'

export const payments = new Composer<BotContext>()

payments.callbackQuery(to.checkPayment.pattern, async (ctx) => {
  const checked = await checkPayment(ctx.deps, ctx.actor, to.checkPayment.id(ctx.match))
  if (!checked.ok) return ctx.refuse(ctx.ui.label(`refusals.${checked.reason}`))
  await ctx.show(checkPaymentView(ctx.ui, checked.sheet, checked.lastTakenInAt))
})

payments.callbackQuery(to.recordPayment.pattern, async (ctx) => {
  if (!may(ctx.actor, 'payments.record')) return ctx.refuse(ctx.ui.label('refusals.forbidden'))
  const id = to.recordPayment.id(ctx.match)
  await withSheet(ctx, id, (sheet) => ctx.ask(recordPaymentView(ctx.ui, sheet), { name: 'payment', args: [id] }))
})

/** «Вся сумма»: what is unpaid now. A second press finds nothing unpaid; the same update again finds its payment. */
payments.callbackQuery(decide.payAll.pattern, async (ctx) => {
  const id = decide.payAll.id(ctx.match)
  const recorded = await recordPayment(ctx.deps, ctx.actor, id, null, `update:${ctx.update.update_id}`)
  if (!recorded.ok) {
    const { reason } = recorded
    const general = reason === 'forbidden' || reason === 'not_found'
    return ctx.refuse(ctx.ui.label(general ? `refusals.${reason}` : `payments.refusal.${reason}`, { typed: '' }))
  }
  await ctx.conversation.exitAll()
  await ctx.toast(ctx.ui.label('payments.recorded', { sum: sum(recorded.amountKopecks) }))
  await ctx.show(managedInvoiceView(ctx.ui, recorded.sheet, true))
})
