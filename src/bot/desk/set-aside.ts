import { Composer } from 'grammy'
import type { BotContext } from '#bot/kit/context.ts'
import { decide, to } from '#bot/kit/routes.ts'
import { setAsideView } from '#bot/updates/set-aside-view.ts'
import { dismissUpdate, seeSetAside } from '#services/kernel/set-aside.ts'

export const setAside = new Composer<BotContext>()

async function showSetAside(ctx: BotContext, page = 0): Promise<void> {
  const seen = await seeSetAside(ctx.deps, ctx.actor)
  if (!seen.ok) return ctx.refuse(seen)
  await ctx.show(setAsideView(ctx.ui, seen.items, page))
}

setAside.callbackQuery(to.setAside.pattern, (ctx) => showSetAside(ctx, to.setAside.args(ctx.match).page))
setAside.callbackQuery(decide.dismissUpdate.pattern, async (ctx) => {
  const dismissed = await dismissUpdate(ctx.deps, ctx.actor, decide.dismissUpdate.args(ctx.match).update)
  if (!dismissed.ok) return ctx.refuse(dismissed)
  await showSetAside(ctx)
})
