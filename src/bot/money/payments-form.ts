import { managedInvoiceView } from '#bot/desk/desk-view.ts'
import type { Answer } from '#bot/kit/answer.ts'
import type { BotContext } from '#bot/kit/context.ts'
import { sum } from '#bot/kit/format.ts'
import { recordPayment } from '#services/money/payments.ts'

/** A manager types how much money came for an invoice. The update's own id makes it one payment. */
export async function payment(ctx: BotContext, [invoiceId]: (number | null)[]): Promise<Answer> {
  const typed = ctx.message?.text ?? ''
  const { t } = ctx.ui
  const recorded = await recordPayment(ctx.deps, ctx.actor, invoiceId ?? 0, typed, `update:${ctx.update.update_id}`)
  if (recorded.ok) {
    const view = managedInvoiceView(ctx.ui, recorded.sheet, true)
    const { amountKopecks, advanceKopecks } = recorded
    const said =
      advanceKopecks > 0
        ? t('payments.recordedAdvance', { sum: sum(amountKopecks), advance: sum(advanceKopecks) })
        : t('payments.recorded', { sum: sum(amountKopecks) })
    return { view: { ...view, text: `✅ ${said}\n\n${view.text}` } }
  }
  if (recorded.reason === 'bad_amount') {
    const text = t('payments.refusal.bad_amount', { typed: typed.slice(0, 40) })
    return { view: { text }, next: { name: 'payment', args: [invoiceId ?? 0] } }
  }
  const known = recorded.reason === 'cancelled' || recorded.reason === 'already_paid'
  return { view: { text: t(`${known ? 'payments.refusal' : 'refusals'}.${recorded.reason}`) } }
}
