import type { Ui, View } from '#bot/kit/context.ts'
import { code, cut, html, named, pieces, sum } from '#bot/kit/format.ts'
import { askOnce, button, danger, pageOf, pager, type Row, screen } from '#bot/kit/layout.ts'
import { decide, to } from '#bot/kit/routes.ts'
import { limits } from '#domain/limits.ts'
import type { SavedListSheet } from '#services/orders/saved-lists.ts'

export function savedListsView(
  ui: Ui,
  lists: readonly { id: number; name: string; lines: number }[],
  page: number,
): View {
  const shown = pageOf(lists, page, limits.pageSize)
  const rows: Row[] = [
    ...shown.items.map(({ id, name, lines }) => [
      button(
        `📋 ${ui.label('saved_lists.row', { name: cut(name, 34), count: lines })}`,
        to.savedList.data({ savedList: id }),
      ),
    ]),
    ...pager(shown.page, shown.pages, (next) => to.savedLists.data({ page: next })),
  ]
  const body = lists.length === 0 ? [ui.t('saved_lists.none')] : []
  const title = ui.t('saved_lists.title', { count: lists.length })
  return screen(ui, {
    id: 'saved_lists',
    title,
    body,
    rows,
    self: to.savedLists.data({ page: shown.page }),
    back: to.cart.data(),
  })
}

export function savedListView(ui: Ui, { list, lines, totalKopecks }: SavedListSheet, page: number): View {
  const { id } = list
  const shown = pageOf(lines, page, limits.pageSize)
  const body = shown.items.map(({ sku, name, quantity, priceKopecks, free, gone }) => {
    const price = priceKopecks === null ? ui.t('common.onRequest') : sum(priceKopecks * quantity)
    const short = free < quantity ? ` · ⚠️ ${ui.t('carts.short', { free })}` : ''
    const note = gone ? `🚫 ${ui.t('saved_lists.gone')}` : `${price}${short}`
    return `${code(sku)} ${named(name)}\n    <b>${pieces(ui, quantity)}</b> · ${note}`
  })
  body.push('', ui.t('carts.total', { sum: sum(totalKopecks) }))
  const rows: Row[] = [
    [
      button(
        ui.label('saved_lists.all', { count: lines.filter(({ gone }) => !gone).length }),
        decide.listToCart.data({ savedList: id }),
      ),
    ],
    ...pager(shown.page, shown.pages, (next) => to.savedList.data({ savedList: id, page: next })),
    [
      button(ui.label('saved_lists.rename'), to.renameList.data({ savedList: id })),
      button(ui.label('saved_lists.remove'), to.removeList.data({ savedList: id })),
    ],
  ]
  const self = to.savedList.data({ savedList: id, page: shown.page })
  const title = `📋 ${html(list.name)}`
  return screen(ui, { id: 'saved_list', title, body, rows, self, back: to.savedLists.data() })
}

export function removeListView(ui: Ui, { list }: SavedListSheet): View {
  return askOnce(ui, {
    title: ui.t('saved_lists.removeTitle', { name: list.name }),
    yes: danger(ui.label('saved_lists.confirmRemove'), decide.removeList.data({ savedList: list.id })),
    self: to.removeList.data({ savedList: list.id }),
    back: to.savedList.data({ savedList: list.id }),
  })
}
