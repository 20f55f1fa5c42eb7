import type { Ui, View } from '#bot/kit/context.ts'
import { cut, html, moment } from '#bot/kit/format.ts'
import { button, screen } from '#bot/kit/layout.ts'
import { decide, to } from '#bot/kit/routes.ts'
import { limits } from '#domain/limits.ts'
import type { SetAsideItem, SetAsideUpdate } from '#services/kernel/set-aside.ts'

const NAME_MOST = 60

/** As it is; whoever shows it makes HTML of it. */
const nameOf = (ui: Ui, { kind, name }: Pick<SetAsideUpdate, 'kind' | 'name'>) =>
  ui.label(`set_aside.kind.${kind}`, { name: cut(name, NAME_MOST) })

/** What its sender is told; `isPriceList`: he sends files to be taken in, not to be ordered. */
export function setAsideText(ui: Ui, update: SetAsideUpdate, isPriceList = false): string {
  const text = ui.t('set_aside.answer', { what: nameOf(ui, update), id: update.id })
  if (update.kind !== 'file') return text
  return `${text} ${ui.t(isPriceList ? 'set_aside.otherPriceList' : 'set_aside.otherForm')}`
}

/** «Отложенные обновления»: what each was, whose and when, and a button that takes it off the list. */
export function setAsideView(ui: Ui, items: readonly SetAsideItem[]): View {
  const shown = items.slice(0, limits.pageSize + 2)
  const body = shown.map(({ firstName, userId, setAsideAt, ...update }) => {
    const whose = firstName ? `${html(firstName)} (${userId})` : String(userId ?? '—')
    return `№ ${update.id} · ${html(nameOf(ui, update))} · ${whose} · ${moment(ui, setAsideAt)}`
  })
  const rows = shown.map(({ id }) => [
    button(ui.label('set_aside.dismiss', { id }), decide.dismissUpdate.data({ update: id })),
  ])
  return screen(ui, {
    id: 'desk',
    title: ui.t('set_aside.title', { count: items.length }),
    body: body.length > 0 ? [ui.t('set_aside.why'), ...body] : [ui.t('set_aside.none')],
    rows,
    self: to.setAside.data(),
    back: to.desk.data(),
  })
}
