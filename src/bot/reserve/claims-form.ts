import type { FormAnswer } from '#bot/kit/answer.ts'
import { type About, asked } from '#bot/kit/asked.ts'
import type { BotContext } from '#bot/kit/context.ts'
import { instant } from '#bot/kit/format.ts'
import { button } from '#bot/kit/layout.ts'
import { refused } from '#bot/kit/refusals.ts'
import { to } from '#bot/kit/routes.ts'
import { managedInvoiceView } from '#bot/orders/managed-invoice-view.ts'
import { typedReason } from '#domain/reasons.ts'
import { claimPayment, refuseClaim } from '#services/reserve/claims.ts'

/** The payment order, as a file or a photo. */
export async function claim(ctx: BotContext, { invoice: invoiceId }: About<typeof asked.claim>): Promise<FormAnswer> {
  const { t } = ctx.ui
  const photo = ctx.message?.photo?.at(-1)
  const document = ctx.message?.document
  const again = asked.claim({ invoice: invoiceId })
  const file = document
    ? ({ id: document.file_id, kind: 'document' } as const)
    : photo && ({ id: photo.file_id, kind: 'photo' } as const)
  if (!file) return { view: { text: t('claims.needFile') }, next: again }
  const claimed = await claimPayment(ctx.deps, ctx.actor, invoiceId, file)
  if (!claimed.ok) {
    const general = claimed.reason === 'forbidden' || claimed.reason === 'not_found'
    return { view: { text: t(`${general ? 'refusals' : 'claims.refusal'}.${claimed.reason}`) } }
  }
  const { sheet, claim: made } = claimed
  const { id, number } = sheet.invoice
  const open = button(ctx.ui.label('invoices.short', { number }), to.invoice.data({ invoice: id }))
  const text = t('claims.filed', { number, moment: instant(ctx.ui, made.frozenUntil) })
  return { view: { text, buttons: [[open]] } }
}

/** Why a manager finds no payment. */
export async function claimReason(ctx: BotContext, { invoice }: About<typeof asked.claimReason>): Promise<FormAnswer> {
  const answered = await refuseClaim(ctx.deps, ctx.actor, invoice, typedReason(ctx.message?.text ?? ''))
  if (answered.ok) return { view: managedInvoiceView(ctx.ui, answered.sheet, true) }
  return answered.reason === 'decided' ? { view: { text: ctx.ui.t('claims.decided') } } : refused(ctx, answered)
}
