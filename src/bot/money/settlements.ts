import { Composer } from 'grammy'
import type { BotContext } from '#bot/kit/context.ts'
import { to } from '#bot/kit/routes.ts'
import { seeSettlement } from '#services/money/settlements.ts'
import { settlementsView } from './settlements-view.ts'

export const settlements = new Composer<BotContext>()

/** A manager names the company; a member sees the own one. */
export async function showSettlements(ctx: BotContext, companyId: number | null): Promise<void> {
  const seen = await seeSettlement(ctx.deps, ctx.actor, companyId ?? ctx.actor.companyId)
  if (!seen.ok) return ctx.refuse(seen)
  await ctx.show(settlementsView(ctx.ui, seen.sheet, companyId))
}

settlements.command('settlements', (ctx) => showSettlements(ctx, null))
settlements.callbackQuery(to.settlements.pattern, (ctx) => showSettlements(ctx, to.settlements.args(ctx.match).company))
