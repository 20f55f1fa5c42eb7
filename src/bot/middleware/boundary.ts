import { BotError, GrammyError, HttpError, type Middleware } from 'grammy'
import type { BotContext } from '#bot/kit/context.ts'
import { translator } from '#i18n.ts'
import type { Log } from '#runtime/log.ts'
import type { RandomTokens } from '#runtime/system.ts'

/** Catches a bug: logs it whole, and apologises to the person with a short number; the next update goes on. */
export function boundary(log: Log, tokens: RandomTokens): Middleware<BotContext> {
  return async (ctx, next) => {
    try {
      await next()
    } catch (thrown) {
      const error = thrown instanceof BotError ? thrown.error : thrown
      if (error instanceof GrammyError && error.error_code === 403) {
        log.info({ userId: ctx.from?.id }, 'the person has blocked the bot')
        return
      }
      if (isTelegramsFault(error)) {
        log.warn({ err: error, updateId: ctx.update.update_id }, 'Telegram did not take an answer')
        await ctx.reply((ctx.ui ?? translator('ru')).label('common.lost')).catch(() => {})
        return
      }
      const id = tokens.token().slice(0, 6)
      log.error({ err: error, incident: id, updateId: ctx.update.update_id }, 'an update failed')
      await apologise(ctx, id).catch((second: unknown) =>
        log.error({ err: second, incident: id }, 'the apology failed too'),
      )
    }
  }
}

/** Telegram failed or could not be reached: the update's work is done. */
function isTelegramsFault(error: unknown): boolean {
  return error instanceof HttpError || (error instanceof GrammyError && error.error_code >= 429)
}

async function apologise(ctx: BotContext, id: string): Promise<void> {
  const texts = ctx.ui ?? translator('ru')
  const text = texts.label('common.incident', { id })
  if (ctx.callbackQuery) await ctx.answerCallbackQuery({ text, show_alert: true }).catch(() => ctx.reply(text))
  else if (ctx.chat) await ctx.reply(text)
}
