import type { Middleware } from 'grammy'
import { syncCommands } from '#bot/kit/commands.ts'
import type { BotContext, BotDeps } from '#bot/kit/context.ts'
import { uiFor } from '#bot/kit/ui.ts'
import type { Log } from '#runtime/log.ts'
import { whoIs } from '#services/people/people.ts'

/** Loads the person: rights are read at the press, so that a role that was taken is gone at once. */
export function who(deps: BotDeps, log: Log): Middleware<BotContext> {
  return async (ctx, next) => {
    if (!ctx.from) return
    const { id, first_name: firstName, username = '' } = ctx.from
    ctx.deps = deps
    ctx.log = log
    ctx.person = await whoIs(deps, { id, firstName, username })
    ctx.actor = ctx.person.actor
    ctx.ui = uiFor(deps, ctx.person.user)
    await syncCommands(deps.db, ctx.api, log, ctx.actor, ctx.ui)
    await next()
  }
}
