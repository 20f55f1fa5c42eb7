import type { Middleware } from 'grammy'
import { isDecision } from '#bot/kit/callback-data.ts'
import type { BotContext } from '#bot/kit/context.ts'
import { forgetCard } from '#db/notices/invoice-message.ts'
import { forgetShipmentCard } from '#db/notices/shipment-message.ts'

/**
 * An invoice's or a request's message in which a person opens another screen is no longer one: its news must not
 * overwrite that screen.
 */
export const cardsOpened: Middleware<BotContext> = async (ctx, next) => {
  const { data, message } = ctx.callbackQuery ?? {}
  if (data && message && !isDecision(data)) {
    await forgetCard(ctx.deps.db, ctx.actor.id, message.message_id)
    await forgetShipmentCard(ctx.deps.db, ctx.actor.id, message.message_id)
  }
  await next()
}
