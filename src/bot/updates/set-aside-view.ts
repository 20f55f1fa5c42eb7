import type { Ui, View } from '#bot/kit/context.ts'
import { cut, html, moment } from '#bot/kit/format.ts'
import { button, pageOf, pager, screen } from '#bot/kit/layout.ts'
import { decide, to } from '#bot/kit/routes.ts'
import { limits } from '#domain/limits.ts'
import type { SetAsideItem, SetAsideUpdate } from '#services/kernel/set-aside.ts'

const NAME_MOST = 60

/** The raw name: its screens escape it for HTML. */
const nameOf = (ui: Ui, { kind, name }: Pick<SetAsideUpdate, 'kind' | 'name'>) =>
  ui.label(`set_aside.kind.${kind}`, { name: cut(name, NAME_MOST) })

/** The words for its sender; `isPriceList`: this person sends files to take in, not to order. */
export function setAsideText(ui: Ui, update: SetAsideUpdate, isPriceList = false): string {
  const text = ui.t('set_aside.answer', { what: nameOf(ui, update), id: update.id })
  if (update.kind !== 'file') return text
  return `${text} ${ui.t(isPriceList ? 'set_aside.otherPriceList' : 'set_aside.otherForm')}`
}

/** «Отложенные обновления»: the kind, sender and time of each, and a button that takes it off the list. */
export function setAsideView(ui: Ui, items: readonly SetAsideItem[], page: number): View {
  const shown = pageOf(items, page, limits.pageSize)
  const body = shown.items.map(({ firstName, userId, setAsideAt, ...update }) => {
    const whose = firstName ? `${html(firstName)} (${userId})` : String(userId ?? '—')
    return `№ ${update.id} · ${html(nameOf(ui, update))} · ${whose} · ${moment(ui, setAsideAt)}`
  })
  const rows = [
    ...shown.items.map(({ id }) => [
      button(ui.label('set_aside.dismiss', { id }), decide.dismissUpdate.data({ update: id })),
    ]),
    ...pager(shown.page, shown.pages, (next) => to.setAside.data({ page: next })),
  ]
  return screen(ui, {
    id: 'desk',
    title: ui.t('set_aside.title', { count: items.length }),
    body: body.length > 0 ? [ui.t('set_aside.why'), ...body] : [ui.t('set_aside.none')],
    rows,
    self: to.setAside.data({ page: shown.page }),
    back: to.desk.data(),
  })
}
