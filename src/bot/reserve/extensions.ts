import { Composer } from 'grammy'
import type { BotContext } from '#bot/kit/context.ts'
import { decide, to } from '#bot/kit/routes.ts'
import { showInvoice } from '#bot/orders/invoices.ts'
import { managedInvoiceView } from '#bot/orders/managed-invoice-view.ts'
import { hours } from '#domain/time.ts'
import { answerExtension, askExtension, seeExtension } from '#services/reserve/extensions.ts'
import { extensionCardView } from './extensions-view.ts'

/** A company asks for more time, a manager answers. */
export const extensions = new Composer<BotContext>()

extensions.callbackQuery(decide.askExtension.pattern, async (ctx) => {
  const id = decide.askExtension.args(ctx.match).invoice
  const asked = await askExtension(ctx.deps, ctx.actor, id)
  if (!asked.ok) return ctx.refuse(asked, { room: 'extensions' })
  await ctx.toast(ctx.ui.label('extensions.asked'))
  await showInvoice(ctx, id)
})

extensions.callbackQuery(to.extension.pattern, async (ctx) => {
  const seen = await seeExtension(ctx.deps, ctx.actor, to.extension.args(ctx.match).extension)
  if (!seen.ok) return ctx.refuse(seen.reason === 'not_found' ? ctx.ui.label('extensions.decided') : seen)
  await ctx.show(extensionCardView(ctx.ui, seen.card))
})

/** The screen itself shows the answer. */
extensions.callbackQuery(decide.extend.pattern, async (ctx) => {
  const { extension: id, ms } = decide.extend.args(ctx.match)
  const granted = ms === hours(24) || ms === hours(48) ? ms : null
  const answered = await answerExtension(ctx.deps, ctx.actor, id, granted)
  if (!answered.ok) {
    if (answered.reason === 'decided') return ctx.refuse(ctx.ui.label('extensions.decided'))
    return ctx.refuse(answered, { room: 'extensions' })
  }
  const said =
    granted === null
      ? ctx.ui.label('extensions.refused')
      : ctx.ui.label('extensions.granted', { hours: granted / hours(1) })
  await ctx.toast(said)
  const view = managedInvoiceView(ctx.ui, answered.sheet, true)
  await ctx.show({ ...view, text: `✅ ${said}\n\n${view.text}` })
})
