import type { ChosenRange, ChosenValue, FilterPage, RangeCount, ValuesPage } from '../../services/facets.ts'
import type { Ui, View } from '../context.ts'
import { decide, to } from '../routes.ts'
import { cut } from './format.ts'
import { button, pageOf, pager, paired, type Row, screen } from './layout.ts'

/** By what the goods can be narrowed; what is chosen stands on top and is taken back by one tap. */
export function filtersView(ui: Ui, { selection, facets, values, ranges, total }: FilterPage): View {
  const chosen = [
    ...values.map((value) => button(`${valueText(value)} ✕`, decide.value.data(value.id))),
    ...ranges.map((range) =>
      button(`${range.name}: ${rangeText(range)} ✕`, decide.range.data(range.characteristicId, range.from, range.to)),
    ),
  ]
  const stock = button(`${selection.inStock ? '✓ ' : ''}${ui.label('catalog.inStock')}`, decide.inStock.data())
  const rows: Row[] = [
    [button(ui.label('catalog.show', { count: total }), to.results.data(0))],
    ...paired(chosen.map((one) => ({ ...one, text: cut(one.text, 40) }))),
    ...paired([stock, ...facets.map((facet) => button(`${cut(facet.name, 30)} ▾`, to.facet.data(facet.id)))]),
  ]
  if (chosen.length > 0 || selection.inStock)
    rows.push([button(ui.label('catalog.clearFilters'), decide.clearFilters.data())])
  const title = ui.t('catalog.filtersTitle', { count: total })
  const body = facets.length === 0 ? [ui.t('catalog.noFacets')] : []
  return screen(ui, { id: 'filters', title, body, rows, self: to.filters.data(), back: to.results.data(0) })
}

function valueText({ name, value, unit }: ChosenValue): string {
  return `${name}: ${value}${unit ? ` ${unit}` : ''}`
}

const number = new Intl.NumberFormat('ru-RU', { maximumFractionDigits: 3 })

function rangeText({ from, to: end, unit }: ChosenRange | (RangeCount & { unit: string })): string {
  const tail = unit ? ` ${unit}` : ''
  if (from === null) return `< ${number.format(end ?? 0)}${tail}`
  if (end === null) return `${number.format(from)}+${tail}`
  return `${number.format(from)}–${number.format(end)}${tail}`
}

const VALUES_ON_PAGE = 12

export function facetView(ui: Ui, { characteristic, values, ranges, total }: ValuesPage, page: number): View {
  const { id, name, unit } = characteristic
  const shown = pageOf(values, page, VALUES_ON_PAGE)
  const mark = (chosen: boolean) => (chosen ? '✓ ' : '')
  const tail = unit ? ` ${unit}` : ''
  const choices = [
    ...ranges.map((range) =>
      button(
        `${mark(range.chosen)}${rangeText({ ...range, unit })} · ${range.products}`,
        decide.range.data(id, range.from, range.to),
      ),
    ),
    ...shown.items.map((value) =>
      button(
        `${mark(value.chosen)}${cut(value.value, 28)}${tail} · ${value.products}`,
        decide.value.data(value.id, id, shown.page),
      ),
    ),
  ]
  const rows: Row[] = [
    ...paired(choices),
    ...pager(shown.page, shown.pages, (next) => to.facet.data(id, next)),
    [button(ui.label('catalog.done', { count: total }), to.filters.data())],
  ]
  return screen(ui, {
    id: 'facet',
    title: ui.t('catalog.facetTitle', { name }),
    rows,
    self: to.facet.data(id, shown.page),
    back: to.filters.data(),
  })
}
