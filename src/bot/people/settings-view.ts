import type { Ui, View } from '#bot/kit/context.ts'
import { code } from '#bot/kit/format.ts'
import { button, screen } from '#bot/kit/layout.ts'
import { decide, to } from '#bot/kit/routes.ts'
import { type Actor, may } from '#domain/policy.ts'

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
      button(`${ui.locale === 'ru' ? '✓ ' : ''}Русский`, decide.locale.data({ language: 1 })),
      button(`${ui.locale === 'en' ? '✓ ' : ''}English`, decide.locale.data({ language: 2 })),
    ],
    [
      button(
        ui.label(ui.hints ? 'settings.hideHints' : 'settings.showHints'),
        decide.hints.data({ shown: ui.hints ? 0 : 1 }),
      ),
    ],
  ]
  if (may(actor, 'order')) rows.push([button(ui.label('settings.watches'), to.watches.data())])
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
