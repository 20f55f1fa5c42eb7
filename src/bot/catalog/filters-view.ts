import type { Ui, View } from '#bot/kit/context.ts'
import { count, cut } from '#bot/kit/format.ts'
import { button, pageOf, pager, paired, primary, type Row, screen } from '#bot/kit/layout.ts'
import { decide, to } from '#bot/kit/routes.ts'
import { countFilters } from '#domain/catalog/catalog.ts'
import { limits } from '#domain/limits.ts'
import type { FilterPage, PricePage, WarehousePage } from '#services/catalog/filters.ts'
import { chosenLines, placeOf, priceText } from './selections-view.ts'

const ROWS = 4

/** All filters in an order that no choice changes; what is chosen has a tick, and its values stand in the text. */
export function filterRows(ui: Ui, { chosen, facets, hasWarehouses, inStock }: FilterPage): Row[] {
  const { selection, values, ranges, price, warehouse } = chosen
  const ticked = new Set([...values, ...ranges].map(({ characteristicId }) => characteristicId))
  const opening = (name: string, isChosen: boolean, data: string) => button(isChosen ? `✓ ${name}` : `${name} ▾`, data)
  return paired([
    button(
      selection.inStock ? `✓ ${ui.label('filters.inStock')}` : `${ui.label('filters.inStock')} · ${count(inStock)}`,
      decide.inStock.data(),
    ),
    opening(ui.label('filters.price'), price !== null, to.prices.data()),
    ...(hasWarehouses ? [opening(ui.label('filters.warehouse'), warehouse !== null, to.warehouses.data())] : []),
    ...facets.map((facet) =>
      opening(cut(facet.name, 30), ticked.has(facet.id), to.facet.data({ characteristic: facet.id })),
    ),
  ])
}

/** One more row fits if there is no second page. */
const rowsOnPage = (rows: readonly Row[]) => (rows.length <= ROWS + 1 ? ROWS + 1 : ROWS)

export function filterPages(ui: Ui, page: FilterPage): string[][] {
  const rows = filterRows(ui, page)
  return inPages(rows, rowsOnPage(rows))
}

/** The labels of rows that stand on one page each. */
export function inPages(rows: readonly Row[], size: number): string[][] {
  const pages = Math.max(1, Math.ceil(rows.length / size))
  return Array.from({ length: pages }, (_, at) =>
    rows.slice(at * size, (at + 1) * size).flatMap((row) => row.map(({ text }) => text)),
  )
}

/** The names that stand on one page each. */
export function namePages(list: readonly { name: string }[], size: number): string[][] {
  return Array.from({ length: Math.max(1, Math.ceil(list.length / size)) }, (_, at) =>
    list.slice(at * size, (at + 1) * size).map(({ name }) => name),
  )
}

export function filtersView(ui: Ui, page: FilterPage, at: number): View {
  const { chosen, facets, total } = page
  const all = filterRows(ui, page)
  const shown = pageOf(all, at, rowsOnPage(all))
  const rows: Row[] = [
    [primary(ui.label('filters.show', { count: count(total) }), to.results.data())],
    ...shown.items,
    ...pager(shown.page, shown.pages, (next) => to.filters.data({ page: next }), to.jump.data({ list: jumps.filters })),
    [
      button(ui.label('saved_selections.share'), to.shareSelection.data()),
      ...(page.maySave ? [button(ui.label('saved_selections.open'), to.savedSelections.data())] : []),
      ...(countFilters(chosen.selection) > 0 ? [button(ui.label('filters.clear'), decide.clearFilters.data())] : []),
    ],
  ]
  const place = placeOf(ui, chosen)
  const title = ui.t(total === page.all ? 'filters.title' : 'filters.titleOf', {
    place,
    count: count(total),
    all: count(page.all),
  })
  const body = [...chosenLines(ui, chosen), ...(facets.length === 0 ? [ui.t('filters.none')] : [])]
  return screen(ui, {
    id: 'filters',
    title,
    body,
    rows,
    self: to.filters.data({ page: shown.page }),
    back: to.results.data(),
  })
}

/** The lists with a jump, by the number in the button. */
export const jumps = { filters: 0, facet: 1, warehouses: 2, savedSelections: 3, category: 4 } as const

export function pricesView(ui: Ui, { spans, total }: PricePage): View {
  const rows: Row[] = [
    [primary(ui.label('filters.show', { count: count(total) }), to.results.data())],
    ...spans.map((span) => [
      button(
        `${span.chosen ? '✓ ' : ''}${priceText(ui, span)} · ${count(span.products)}`,
        decide.price.data({ from: span.from, to: span.to }),
      ),
    ]),
    [button(ui.label('filters.typePrice'), to.typePrice.data())],
  ]
  const title = ui.t('filters.pricesTitle', { count: count(total) })
  const body = spans.length === 0 ? [ui.t('filters.onePrice')] : []
  return screen(ui, { id: 'prices', title, body, rows, self: to.prices.data(), back: to.filters.data() })
}

export function warehousesView(ui: Ui, { warehouses, total }: WarehousePage, at: number): View {
  const shown = pageOf(warehouses, at, limits.pageSize)
  const rows: Row[] = [
    [primary(ui.label('filters.show', { count: count(total) }), to.results.data())],
    ...paired(
      shown.items.map(({ id, name, products, chosen }) =>
        button(
          `${chosen ? '✓ ' : ''}${cut(name, 34)} · ${count(products)}`,
          decide.fromWarehouse.data({ warehouse: id }),
        ),
      ),
    ),
    ...pager(
      shown.page,
      shown.pages,
      (next) => to.warehouses.data({ page: next }),
      to.jump.data({ list: jumps.warehouses }),
    ),
  ]
  const title = ui.t('filters.warehousesTitle', { count: count(total) })
  return screen(ui, {
    id: 'warehouses',
    title,
    rows,
    self: to.warehouses.data({ page: shown.page }),
    back: to.filters.data(),
  })
}
