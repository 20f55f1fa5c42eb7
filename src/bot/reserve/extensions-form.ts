import type { FormAnswer } from '#bot/kit/answer.ts'
import { type About, asked } from '#bot/kit/asked.ts'
import type { BotContext } from '#bot/kit/context.ts'
import { refused } from '#bot/kit/refusals.ts'
import { invoiceView } from '#bot/orders/invoices-view.ts'
import { typedReason } from '#domain/reasons.ts'
import { looksLikePastedOrder } from '#exchange/orders/pasted-order.ts'
import { answerExtension, askExtension, seeExtendable } from '#services/reserve/extensions.ts'
import { seeReserve } from '#services/reserve/reservations.ts'
import { answeredView, askHowLongView } from './extensions-view.ts'

/** Why a dealer asks for more time. */
export async function extensionWhy(
  ctx: BotContext,
  { invoice }: About<typeof asked.extensionWhy>,
): Promise<FormAnswer> {
  const typed = ctx.message?.text ?? ''
  const { text: reason } = typedReason(typed)
  // One word, or a list, is more likely meant as goods than as a reason: nothing is sent to the manager.
  if (!/\p{L}{2}.*\s.*\p{L}{2}/u.test(reason) || looksLikePastedOrder(typed)) {
    const seen = await seeExtendable(ctx.deps, ctx.actor, invoice)
    if (!seen.ok) return refused(ctx, seen, { room: 'extensions' })
    const view = askHowLongView(ctx.ui, seen.sheet)
    const text = `${ctx.ui.t('extensions.oneWord')}\n\n${view.text}`
    return { view: { ...view, text }, next: asked.extensionWhy({ invoice }) }
  }
  const request = await askExtension(ctx.deps, ctx.actor, invoice, { reason })
  if (!request.ok) return refused(ctx, request, { room: 'extensions' })
  const seen = await seeReserve(ctx.deps, ctx.actor, invoice)
  if (!seen.ok) return refused(ctx, seen)
  const view = invoiceView(ctx.ui, seen.sheet, true)
  return { view: { ...view, text: `✅ ${ctx.ui.t('extensions.asked')}\n\n${view.text}` } }
}

/** Why a manager grants no more time. */
export async function extensionReason(
  ctx: BotContext,
  { extension }: About<typeof asked.extensionReason>,
): Promise<FormAnswer> {
  const answered = await answerExtension(ctx.deps, ctx.actor, extension, null, typedReason(ctx.message?.text ?? ''))
  if (answered.ok) return { view: answeredView(ctx.ui, answered) }
  if (answered.reason === 'decided') return { view: { text: ctx.ui.t('extensions.decided') } }
  return refused(ctx, answered, { room: 'extensions' })
}
