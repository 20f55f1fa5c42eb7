import type { FormAnswer } from '#bot/kit/answer.ts'
import { type About, asked } from '#bot/kit/asked.ts'
import type { BotContext } from '#bot/kit/context.ts'
import { refused } from '#bot/kit/refusals.ts'
import { refuse } from '#domain/result.ts'
import { parsePayment, seeUnpaid } from '#services/money/payments.ts'
import { confirmPaymentView } from './payments-view.ts'

/** The answer with the money that came for an invoice, typed by a manager: it is asked once before it counts. */
export async function payment(
  ctx: BotContext,
  { invoice: invoiceId }: About<typeof asked.payment>,
): Promise<FormAnswer> {
  const typed = ctx.message?.text ?? ''
  const seen = await seeUnpaid(ctx.deps, ctx.actor, invoiceId)
  const words = { room: 'payments', typed: typed.slice(0, 40) }
  if (!seen.ok) return refused(ctx, seen, words)
  const kopecks = parsePayment(typed)
  if (kopecks === null) return refused(ctx, refuse('bad_amount'), words, asked.payment({ invoice: invoiceId }))
  return { view: confirmPaymentView(ctx.ui, seen.sheet, kopecks, ctx.update.update_id) }
}
