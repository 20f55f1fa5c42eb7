import type { Middleware } from 'grammy'
import { isDecision } from '#bot/kit/callback-data.ts'
import type { BotContext } from '#bot/kit/context.ts'
import { linkInserted } from '#bot/kit/start-links.ts'
import { openQuestion } from './storage.ts'

/**
 * A command, a product's message, or a button that leads elsewhere leaves an open form; a decision on another screen
 * keeps it open. The keyboard of the phone's question goes with its form.
 */
export const escapeHatch: Middleware<BotContext> = async (ctx, next) => {
  const command = ctx.message?.text?.startsWith('/') ?? false
  const navigation = ctx.callbackQuery?.data !== undefined && !isDecision(ctx.callbackQuery.data)
  const isOpen = Object.values(ctx.conversation.active()).some((count) => count > 0)
  if (isOpen && (command || navigation || linkInserted(ctx.message, ctx.me.id))) {
    ctx.leftForm = { question: await openQuestion(ctx) }
    await ctx.conversation.exitAll()
  }
  await next()
}
