import type { FormAnswer } from '#bot/kit/answer.ts'
import { type About, asked } from '#bot/kit/asked.ts'
import type { BotContext } from '#bot/kit/context.ts'
import { sum } from '#bot/kit/format.ts'
import { refused } from '#bot/kit/refusals.ts'
import { managedInvoiceView } from '#bot/orders/managed-invoice-view.ts'
import { recordPayment } from '#services/money/payments.ts'

/** The answer with the money that came for an invoice, typed by a manager. The update's own id makes it one payment. */
export async function payment(
  ctx: BotContext,
  { invoice: invoiceId }: About<typeof asked.payment>,
): Promise<FormAnswer> {
  const typed = ctx.message?.text ?? ''
  const { t } = ctx.ui
  const recorded = await recordPayment(ctx.deps, ctx.actor, invoiceId, typed, `update:${ctx.update.update_id}`)
  if (recorded.ok) {
    const view = managedInvoiceView(ctx.ui, recorded.sheet, true)
    const { amountKopecks, advanceKopecks } = recorded
    const said =
      advanceKopecks > 0
        ? t('payments.recordedAdvance', { sum: sum(amountKopecks), advance: sum(advanceKopecks) })
        : t('payments.recorded', { sum: sum(amountKopecks) })
    return { view: { ...view, text: `✅ ${said}\n\n${view.text}` } }
  }
  const again = recorded.reason === 'bad_amount' ? asked.payment({ invoice: invoiceId }) : undefined
  return refused(ctx, recorded, { room: 'payments', typed: typed.slice(0, 40) }, again)
}
