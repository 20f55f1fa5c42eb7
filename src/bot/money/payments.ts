import { Composer } from 'grammy'
import { asked } from '#bot/kit/asked.ts'
import type { BotContext } from '#bot/kit/context.ts'
import { sum } from '#bot/kit/format.ts'
import { decide, to } from '#bot/kit/routes.ts'
import { managedInvoiceView } from '#bot/orders/managed-invoice-view.ts'
import { unpaidKopecks } from '#domain/orders/invoices.ts'
import { refuse } from '#domain/result.ts'
import { checkPayment, type RecordPayment, recordAsked, recordPayment, seeUnpaid } from '#services/money/payments.ts'
import { checkPaymentView, confirmPaymentView, recordPaymentView } from './payments-view.ts'

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

/** «Вся сумма»: the sum that is unpaid now is asked about once. */
payments.callbackQuery(to.confirmPayment.pattern, (ctx) => confirm(ctx, to.confirmPayment.args(ctx.match).invoice))

async function confirm(ctx: BotContext, invoice: number): Promise<void> {
  const seen = await seeUnpaid(ctx.deps, ctx.actor, invoice)
  if (!seen.ok) return ctx.refuse(seen)
  const unpaid = unpaidKopecks(seen.sheet.invoice)
  if (unpaid === 0) return ctx.refuse(refuse('already_paid'), { room: 'payments' })
  await ctx.show(confirmPaymentView(ctx.ui, seen.sheet, unpaid, ctx.update.update_id))
}

/** The question's own update makes the answer one payment, however often it is pressed. */
payments.callbackQuery(decide.recordPayment.pattern, async (ctx) => {
  const { invoice, kopecks, asked: update, unpaid: unpaidKopecks } = decide.recordPayment.args(ctx.match)
  const question = { kopecks, unpaidKopecks, key: `update:${update}` }
  const recorded = await recordAsked(ctx.deps, ctx.actor, invoice, question)
  if (recorded.ok) return showRecorded(ctx, recorded)
  await ctx.refuse(recorded, { room: 'payments', typed: sum(kopecks) })
  if (recorded.reason === 'changed') await confirm(ctx, invoice)
})

/** The button of long ago: at once. A second press finds nothing unpaid; the same update again finds its payment. */
payments.callbackQuery(decide.payAll.pattern, async (ctx) => {
  const id = decide.payAll.args(ctx.match).invoice
  const recorded = await recordPayment(ctx.deps, ctx.actor, id, null, `update:${ctx.update.update_id}`)
  await (recorded.ok ? showRecorded(ctx, recorded) : ctx.refuse(recorded, { room: 'payments', typed: '' }))
})

async function showRecorded(ctx: BotContext, recorded: RecordPayment & { ok: true }): Promise<void> {
  const { sheet, amountKopecks, advanceKopecks } = recorded
  const said = advanceKopecks > 0 ? 'payments.recordedAdvance' : 'payments.recorded'
  await ctx.conversation.exitAll()
  await ctx.toast(ctx.ui.label(said, { sum: sum(amountKopecks), advance: sum(advanceKopecks) }))
  await ctx.show(managedInvoiceView(ctx.ui, sheet, true))
}
