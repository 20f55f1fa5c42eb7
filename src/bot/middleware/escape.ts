import type { Middleware } from 'grammy'
import { isDecision } from '../callback-data.ts'
import type { BotContext } from '../context.ts'

/** A command, or a button that leads elsewhere, leaves an open form; a decision on some card leaves it open. */
export const escapeHatch: Middleware<BotContext> = async (ctx, next) => {
  const command = ctx.message?.text?.startsWith('/') ?? false
  const navigation = ctx.callbackQuery?.data !== undefined && !isDecision(ctx.callbackQuery.data)
  if (command || navigation) {
    ctx.leftForm = Object.values(ctx.conversation.active()).some((count) => count > 0)
    await ctx.conversation.exitAll()
  }
  await next()
}
