import type { Ui, View } from '#bot/kit/context.ts'
import { count, cut, html } from '#bot/kit/format.ts'
import { askOnce, button, danger, pageOf, pager, type Row, screen } from '#bot/kit/layout.ts'
import { decide, to } from '#bot/kit/routes.ts'
import { limits } from '#domain/limits.ts'
import type { SavedSelectionPage, SavedSelectionsPage } from '#services/catalog/saved-selections.ts'
import type { NamedSelection } from '#services/catalog/selections.ts'
import { jumps } from './filters-view.ts'
import { chosenLines, placeOf } from './selections-view.ts'

export function savedSelectionsView(ui: Ui, { saved, chosen }: SavedSelectionsPage, at: number): View {
  const shown = pageOf(saved, at, limits.pageSize)
  const rows: Row[] = [
    [button(ui.label('saved_selections.save'), to.saveSelection.data())],
    ...shown.items.map(({ id, name }) => [button(`🔖 ${cut(name, 40)}`, to.savedSelection.data({ selection: id }))]),
    ...pager(
      shown.page,
      shown.pages,
      (next) => to.savedSelections.data({ page: next }),
      to.jump.data({ list: jumps.savedSelections }),
    ),
  ]
  const title = ui.t('saved_selections.title', { count: saved.length })
  const now = [ui.t('saved_selections.now', { place: placeOf(ui, chosen) }), ...chosenLines(ui, chosen)]
  const body = saved.length === 0 ? [ui.t('saved_selections.none'), '', ...now] : now
  const self = to.savedSelections.data({ page: shown.page })
  return screen(ui, { id: 'saved_selections', title, body, rows, self, back: to.filters.data() })
}

export function savedSelectionView(ui: Ui, { saved, chosen, total }: SavedSelectionPage): View {
  const { id, name } = saved
  const rows = [
    [button(ui.label('filters.show', { count: count(total) }), decide.openSelection.data({ selection: id }))],
    [
      button(ui.label('saved_lists.rename'), to.renameSelection.data({ selection: id })),
      button(ui.label('saved_lists.remove'), to.removeSelection.data({ selection: id })),
    ],
  ]
  return screen(ui, {
    id: 'saved_selection',
    title: `🔖 ${html(name)} · ${count(total)}`,
    body: [html(placeOf(ui, chosen)), ...chosenLines(ui, chosen)],
    rows,
    self: to.savedSelection.data({ selection: id }),
    back: to.savedSelections.data(),
  })
}

export function removeSelectionView(ui: Ui, { saved }: SavedSelectionPage): View {
  return askOnce(ui, {
    title: ui.t('saved_selections.removeTitle', { name: saved.name }),
    yes: danger(ui.label('saved_selections.confirmRemove'), decide.removeSelection.data({ selection: saved.id })),
    self: to.removeSelection.data({ selection: saved.id }),
    back: to.savedSelection.data({ selection: saved.id }),
  })
}

/** A link that opens the current selection for a colleague: sent by one tap, or copied. */
export function shareSelectionView(ui: Ui, link: string, chosen: NamedSelection, total: number): View {
  const place = placeOf(ui, chosen)
  const text = ui.label('saved_selections.shared', { place, count: count(total) })
  const url = `https://t.me/share/url?${new URLSearchParams({ url: link, text })}`
  const rows: Row[] = [
    [{ text: ui.label('saved_selections.send'), url }],
    [{ text: ui.label('people.invitation.copy'), copy_text: { text: link } }],
  ]
  const title = ui.t('saved_selections.shareTitle', { place, count: count(total) })
  const body = [...chosenLines(ui, chosen), html(link)]
  return screen(ui, { id: 'share', title, body, rows, self: to.shareSelection.data(), back: to.filters.data() })
}
