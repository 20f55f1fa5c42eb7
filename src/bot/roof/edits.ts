import { Composer } from 'grammy'
import type { BotContext } from '#bot/kit/context.ts'
import { pastedOrder } from '#bot/orders/pasted-orders.ts'
import { may } from '#domain/policy.ts'
import { listOfMessage } from '#services/orders/pasted-order-reading.ts'
import { orderSentFile } from './files.ts'
import { answerText, orderIn } from './texts.ts'

/** Messages that are edited after they were sent. */
export const edits = new Composer<BotContext>()

edits.on('edited_message', async (ctx) => {
  const { text, caption, document, message_id: messageId } = ctx.editedMessage
  const typed = text ?? caption ?? ''
  // A moving location is edited, too.
  if (typed === '' && !document) return
  if (document) {
    if (may(ctx.actor, 'catalog.import') || !may(ctx.actor, 'order'))
      return ctx.refuse(ctx.ui.t('quick_orders.edit.unread'))
    return orderSentFile(ctx)
  }
  const draft = await orderIn(ctx, typed)
  if (draft) return pastedOrder(ctx, { draft, isText: true, name: '', isEdit: true })
  const list = await listOfMessage(ctx.deps, ctx.actor, messageId)
  if (list) return ctx.refuse(ctx.ui.t(list.isAdded ? 'quick_orders.edit.added' : 'quick_orders.edit.noList'))
  const isAsked = Object.values(ctx.conversation.active()).some((count) => count > 0)
  if (isAsked || typed.startsWith('/')) return ctx.refuse(ctx.ui.t('quick_orders.edit.unread'))
  await answerText(ctx, typed)
})
