import type { Middleware } from 'grammy'
import type { BotContext } from '#bot/kit/context.ts'
import { isWayBack, wayOf } from '#bot/kit/way-back.ts'

/** «Назад» that carries a way is pressed as the button of its first screen; the rest is that screen's own way. */
export const wayBack: Middleware<BotContext> = async (ctx, next) => {
  const query = ctx.callbackQuery
  const { data, message } = query ?? {}
  if (query && data !== undefined && isWayBack(data, message?.reply_markup?.inline_keyboard)) {
    const [nearest = '', ...others] = wayOf(data)
    ctx.cameBack = others
    ctx.update.callback_query = { ...query, data: nearest } as typeof query
  }
  await next()
}
