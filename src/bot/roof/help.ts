import { Composer } from 'grammy'
import { more } from '#bot/kit/callback-data.ts'
import { syncCommands } from '#bot/kit/commands.ts'
import type { BotContext } from '#bot/kit/context.ts'
import { decide, to } from '#bot/kit/routes.ts'
import { uiFor } from '#bot/kit/ui.ts'
import { type HintedScreen, hintedScreens } from '#domain/people/hints.ts'
import { setHints, setLocale } from '#services/people/people.ts'
import { articleView, helpView, settingsView } from './help-view.ts'

export const help = new Composer<BotContext>()

export async function showHelp(ctx: BotContext): Promise<void> {
  await ctx.show(helpView(ctx.ui, ctx.actor))
}

export async function showSettings(ctx: BotContext): Promise<void> {
  await ctx.show(settingsView(ctx.ui, ctx.actor, ctx.person.companyName))
}

help.command('help', showHelp)
help.callbackQuery(to.help.pattern, showHelp)
help.command('settings', showSettings)
help.callbackQuery(to.settings.pattern, showSettings)

/** «Подробнее» turns a screen into its full text. */
help.callbackQuery(more.pattern, async (ctx) => {
  const [, article = '', self = ''] = ctx.match
  const known: HintedScreen | undefined = hintedScreens.find((name) => name === article)
  if (!known) return ctx.refuse(ctx.ui.label('refusals.not_found'))
  await ctx.show(articleView(ctx.ui, known, self))
})

help.callbackQuery(decide.locale.pattern, async (ctx) => {
  const locale = decide.locale.id(ctx.match) === 2 ? 'en' : 'ru'
  await setLocale(ctx.deps, ctx.actor, locale)
  ctx.ui = uiFor(ctx.deps, { ...ctx.person.user, locale })
  await syncCommands(ctx.deps, ctx.api, ctx.log, ctx.actor, ctx.ui)
  await ctx.toast(ctx.ui.label('settings.saved'))
  await showSettings(ctx)
})

help.callbackQuery(decide.hints.pattern, async (ctx) => {
  const shown = decide.hints.id(ctx.match) === 1
  await setHints(ctx.deps, ctx.actor, shown)
  ctx.ui = { ...ctx.ui, hints: shown }
  await ctx.toast(ctx.ui.label('settings.saved'))
  await showSettings(ctx)
})
