import type { Middleware } from 'grammy'
import { isDecision } from '#bot/kit/callback-data.ts'
import type { BotContext } from '#bot/kit/context.ts'
import { forgetCard } from '#db/notices/invoice-message.ts'

/** A card on which somebody opens another screen is a card no more: its news must not come over what he reads there. */
export const cardsOpened: Middleware<BotContext> = async (ctx, next) => {
  const { data, message } = ctx.callbackQuery ?? {}
  if (data && message && !isDecision(data)) await forgetCard(ctx.deps.db, ctx.actor.id, message.message_id)
  await next()
}
