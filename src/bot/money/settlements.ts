import { Composer } from 'grammy'
import type { BotContext } from '#bot/kit/context.ts'
import { to } from '#bot/kit/routes.ts'
import { seeSettlement } from '#services/money/settlements.ts'
import { settlementsView } from './settlements-view.ts'

export const settlements = new Composer<BotContext>()

/** A manager names the company; a dealer sees his own. */
export async function showSettlements(ctx: BotContext, companyId: number | null): Promise<void> {
  const seen = await seeSettlement(ctx.deps, ctx.actor, companyId ?? ctx.actor.companyId)
  if (!seen.ok) return ctx.refuse(ctx.ui.label(`refusals.${seen.reason}`))
  await ctx.show(settlementsView(ctx.ui, seen.sheet, companyId))
}

settlements.command('settlements', (ctx) => showSettlements(ctx, null))
settlements.callbackQuery(to.settlements.pattern, (ctx) =>
  showSettlements(ctx, to.settlements.args(ctx.match)[0] ?? null),
)
