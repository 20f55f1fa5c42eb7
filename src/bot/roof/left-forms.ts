import type { Middleware } from 'grammy'
import { asked } from '#bot/kit/asked.ts'
import type { BotContext, Question, View } from '#bot/kit/context.ts'
import { button } from '#bot/kit/layout.ts'
import { to } from '#bot/kit/routes.ts'
import { toMessage } from '#bot/kit/shell.ts'

/** The screen at which each question goes on; those of a list or a filter have none: their screen asks anyway. */
const goOn: Partial<Record<string, (question: Question) => string>> = {
  phone: () => to.register.data(),
  inn: () => to.register.data(),
  companyName: () => to.register.data(),
  quantity: (question) => to.quantity.data(asked.quantity.read(question)),
  payment: (question) => to.recordPayment.data(asked.payment.read(question)),
  claim: (question) => to.claim.data(asked.claim.read(question)),
  draftField: (question) => to.draft.data(asked.draftField.read(question)),
  draftLine: (question) => to.draftLine.data(asked.draftLine.read(question)),
  refusalReason: (question) => to.shipment.data(asked.refusalReason.read(question)),
  tracking: (question) => to.shipment.data(asked.tracking.read(question)),
  dealerDays: (question) => to.companyDeferral.data(asked.dealerDays.read(question)),
  dealerLimit: (question) => to.companyLimit.data(asked.dealerLimit.read(question)),
  listName: (question) => to.saveList.data(asked.listName.read(question)),
  listNewName: (question) => to.renameList.data(asked.listNewName.read(question)),
  registrationReason: (question) => to.refuse.data(asked.registrationReason.read(question)),
  claimReason: (question) => to.refuseClaim.data(asked.claimReason.read(question)),
  extensionReason: (question) => to.refuseExtension.data(asked.extensionReason.read(question)),
  extensionWhy: (question) => to.invoice.data(asked.extensionWhy.read(question)),
}

/** A left form with the way back into it. The phone's keyboard is taken away, which leaves no room for a button. */
function leftView({ ui, leftForm }: BotContext, said: string): View | null {
  const question = leftForm?.question
  if (question?.name === 'phone') return { text: ui.t(said), removeKeyboard: true }
  const data = question ? goOn[question.name]?.(question) : undefined
  return data === undefined ? null : { text: ui.t(said), buttons: [[button(ui.label('common.goOn'), data)]] }
}

/** Says that a command has left a form, before the command is answered; `/cancel` says so itself. */
export const leftForms: Middleware<BotContext> = async (ctx, next) => {
  const isCancel = /^\/cancel\b/.test(ctx.message?.text ?? '')
  const isPhone = ctx.leftForm?.question?.name === 'phone'
  if (ctx.leftForm && !isCancel && (ctx.message || isPhone)) {
    const view = leftView(ctx, 'common.formLeft')
    if (view) await ctx.reply(view.text, toMessage(view))
  }
  await next()
}

/** The answer to `/cancel`. */
export function cancelledView(ctx: BotContext): View {
  const { t } = ctx.ui
  if (!ctx.leftForm) return { text: t('common.nothingToCancel'), removeKeyboard: true }
  return leftView(ctx, 'common.cancelled') ?? { text: t('common.cancelled') }
}
