import { Composer } from 'grammy'
import { more } from '#bot/kit/callback-data.ts'
import type { BotContext } from '#bot/kit/context.ts'
import { to } from '#bot/kit/routes.ts'
import { type HintedScreen, hintedScreens } from '#domain/people/hints.ts'
import { refuse } from '#domain/result.ts'
import { articleView, helpView } from './help-view.ts'

export const help = new Composer<BotContext>()

export async function showHelp(ctx: BotContext, page = 0): Promise<void> {
  await ctx.show(helpView(ctx.ui, ctx.actor, page))
}

help.command('help', (ctx) => showHelp(ctx))
help.callbackQuery(to.help.pattern, (ctx) => showHelp(ctx, to.help.args(ctx.match).page))

/** «Подробнее» turns a screen into its full text. */
help.callbackQuery(more.pattern, async (ctx) => {
  const [, article = '', self = ''] = ctx.match
  const known: HintedScreen | undefined = hintedScreens.find((name) => name === article)
  if (!known) return ctx.refuse(refuse('not_found'))
  await ctx.show(articleView(ctx.ui, known, self))
})
