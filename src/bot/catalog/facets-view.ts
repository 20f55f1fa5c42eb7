import type { Ui, View } from '#bot/kit/context.ts'
import { count, cut } from '#bot/kit/format.ts'
import { button, pageOf, pager, paired, primary, type Row, screen } from '#bot/kit/layout.ts'
import { decide, to } from '#bot/kit/routes.ts'
import type { ValuesPage } from '#services/catalog/facets.ts'
import { inPages, jumps } from './filters-view.ts'
import { rangeText, valueText } from './selections-view.ts'

const ROWS = 4

/** The values of a characteristic, or ranges of its numbers. `at`: the page to show. */
function valueRows(ui: Ui, { characteristic, values, ranges }: ValuesPage, at: number): Row[] {
  const { id, unit } = characteristic
  const mark = (chosen: boolean) => (chosen ? '✓ ' : '')
  return paired([
    ...ranges.map((range) =>
      button(
        `${mark(range.chosen)}${rangeText(ui, range, unit)} · ${count(range.products)}`,
        decide.range.data({ characteristic: id, from: range.from, to: range.to, amongValues: 1 }),
      ),
    ),
    ...values.map(({ value, chosen, products, id: valueId }) =>
      button(
        `${mark(chosen)}${cut(valueText({ value, unit }), 34)} · ${count(products)}`,
        decide.value.data({ value: valueId, characteristic: id, page: at }),
      ),
    ),
  ])
}

export function facetPages(ui: Ui, page: ValuesPage): string[][] {
  return inPages(valueRows(ui, page, 0), ROWS)
}

export function facetView(ui: Ui, page: ValuesPage, at: number): View {
  const { characteristic, numeric, total } = page
  const { id, name } = characteristic
  const shown = pageOf(valueRows(ui, page, at), at, ROWS)
  const rows: Row[] = [
    [primary(ui.label('filters.show', { count: count(total) }), to.results.data())],
    ...shown.items,
    ...pager(
      shown.page,
      shown.pages,
      (next) => to.facet.data({ characteristic: id, page: next }),
      to.jump.data({ list: jumps.facet, of: id }),
    ),
  ]
  if (numeric) rows.push([button(ui.label('filters.typeRange'), to.typeRange.data({ characteristic: id }))])
  return screen(ui, {
    id: 'facet',
    title: ui.t('filters.facetTitle', { name, count: count(total) }),
    rows,
    self: to.facet.data({ characteristic: id, page: shown.page }),
    back: to.filters.data(),
  })
}
