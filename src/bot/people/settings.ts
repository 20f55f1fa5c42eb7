import { Composer } from 'grammy'
import { syncCommands } from '#bot/kit/commands.ts'
import type { BotContext } from '#bot/kit/context.ts'
import { decide, to } from '#bot/kit/routes.ts'
import { uiFor } from '#bot/kit/ui.ts'
import { setHints, setLocale } from '#services/people/settings.ts'
import { settingsView } from './settings-view.ts'

export const settings = new Composer<BotContext>()

export async function showSettings(ctx: BotContext): Promise<void> {
  await ctx.show(settingsView(ctx.ui, ctx.actor, ctx.person.companyName))
}

settings.command('settings', showSettings)
settings.callbackQuery(to.settings.pattern, showSettings)

settings.callbackQuery(decide.locale.pattern, async (ctx) => {
  const locale = decide.locale.args(ctx.match).language === 2 ? 'en' : 'ru'
  await setLocale(ctx.deps, ctx.actor, locale)
  ctx.ui = uiFor(ctx.deps, { ...ctx.person.user, locale })
  await syncCommands(ctx.deps.db, ctx.api, ctx.log, ctx.actor, ctx.ui)
  await ctx.toast(ctx.ui.label('settings.saved'))
  await showSettings(ctx)
})

settings.callbackQuery(decide.hints.pattern, async (ctx) => {
  const shown = decide.hints.args(ctx.match).shown === 1
  await setHints(ctx.deps, ctx.actor, shown)
  ctx.ui = { ...ctx.ui, hints: shown }
  await ctx.toast(ctx.ui.label('settings.saved'))
  await showSettings(ctx)
})
