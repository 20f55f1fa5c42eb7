import { readArticle } from '#bot/kit/articles.ts'
import { more } from '#bot/kit/callback-data.ts'
import type { Ui, View } from '#bot/kit/context.ts'
import { code } from '#bot/kit/format.ts'
import { button, paired, screen } from '#bot/kit/layout.ts'
import { decide, to } from '#bot/kit/routes.ts'
import { type HintedScreen, helpIndex } from '#domain/people/hints.ts'
import type { Actor } from '#domain/policy.ts'

/** The full text of a screen, with the way back to it. */
export function articleView(ui: Ui, article: HintedScreen, self: string): View {
  return { text: readArticle(ui, article).html, buttons: [[button(ui.label('common.back'), self)]] }
}

/** `/help`: the full texts that concern this person. */
export function helpView(ui: Ui, actor: Actor): View {
  const buttons = articlesFor(actor).map((article) =>
    button(readArticle(ui, article).title, more.data(article, to.help.data())),
  )
  return screen(ui, {
    id: 'help',
    title: ui.t('help.title'),
    rows: paired(buttons),
    self: to.help.data(),
    back: to.start.data(),
  })
}

function articlesFor({ roles, companyId }: Actor): HintedScreen[] {
  const parts: HintedScreen[] = companyId === null ? [] : [...helpIndex.dealer]
  if (roles.includes('manager')) parts.push(...helpIndex.manager)
  if (roles.includes('support')) parts.push(...helpIndex.support)
  if (roles.includes('admin')) parts.push(...helpIndex.admin)
  return [...new Set(parts.length > 0 ? parts : helpIndex.newcomer)]
}

export function settingsView(ui: Ui, actor: Actor, company: string | null): View {
  const body = [
    ui.t('settings.language'),
    ui.t(ui.hints ? 'settings.hintsOn' : 'settings.hintsOff'),
    ...(company
      ? [
          ui.t('settings.company', {
            company,
            role: actor.roles.map((role) => ui.t(`people.role.${role}`)).join(', '),
          }),
        ]
      : []),
    `${ui.t('settings.id')} ${code(String(actor.id))}`,
  ]
  const rows = [
    [
      button(`${ui.locale === 'ru' ? '✓ ' : ''}Русский`, decide.locale.data(1)),
      button(`${ui.locale === 'en' ? '✓ ' : ''}English`, decide.locale.data(2)),
    ],
    [button(ui.label(ui.hints ? 'settings.hideHints' : 'settings.showHints'), decide.hints.data(ui.hints ? 0 : 1))],
  ]
  if (actor.roles.includes('owner')) rows.push([button(ui.label('settings.colleagues'), to.colleagues.data())])
  return screen(ui, {
    id: 'settings',
    title: ui.t('settings.title'),
    body,
    rows,
    self: to.settings.data(),
    back: to.start.data(),
  })
}
