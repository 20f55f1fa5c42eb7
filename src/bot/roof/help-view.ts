import { readArticle } from '#bot/kit/articles.ts'
import { more } from '#bot/kit/callback-data.ts'
import type { Ui, View } from '#bot/kit/context.ts'
import { button, pageOf, pager, paired, screen } from '#bot/kit/layout.ts'
import { to } from '#bot/kit/routes.ts'
import { type HintedScreen, helpIndex } from '#domain/people/hints.ts'
import type { Actor } from '#domain/policy.ts'

/** The full text of a screen, with the way back to it. */
export function articleView(ui: Ui, article: HintedScreen, self: string): View {
  return { text: readArticle(ui, article).html, buttons: [[button(ui.label('common.back'), self)]] }
}

const ROWS = 6

/** `/help`: the full texts that concern this person. */
export function helpView(ui: Ui, actor: Actor, page: number): View {
  const buttons = articlesFor(actor).map((article) =>
    button(readArticle(ui, article).title, more.data(article, to.help.data({ page }))),
  )
  const shown = pageOf(paired(buttons), page, ROWS)
  return screen(ui, {
    id: 'help',
    title: ui.t('help.title'),
    rows: [...shown.items, ...pager(shown.page, shown.pages, (next) => to.help.data({ page: next }))],
    self: to.help.data({ page: shown.page }),
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
