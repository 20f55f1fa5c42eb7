import type { Ui, View } from '#bot/kit/context.ts'
import { code, count, cut, named, pieces, sum } from '#bot/kit/format.ts'
import { button, pageOf, pager, paired, type Row, screen } from '#bot/kit/layout.ts'
import { decide, to } from '#bot/kit/routes.ts'
import type { ProductRow } from '#db/catalog/catalog.ts'
import { countFilters, type Selection, type Sort, sorts } from '#domain/catalog/catalog.ts'
import { limits } from '#domain/limits.ts'
import type { CategoryPage, Results } from '#services/catalog/catalog.ts'
import { jumps } from './filters-view.ts'
import { chosenLines } from './selections-view.ts'

export function categoryView(
  ui: Ui,
  { category, parentId, children, products, maySave }: CategoryPage,
  page: number,
): View {
  const own = { category: category?.id ?? null }
  const title = category
    ? ui.t('catalog.category', { name: category.name, count: products })
    : ui.t('catalog.title', { count: products })
  const shown = pageOf(children, page, limits.pageSize)
  const rows: Row[] = [
    ...paired(
      shown.items.map((child) => button(`${child.name} · ${child.products}`, to.category.data({ category: child.id }))),
    ),
    ...pager(
      shown.page,
      shown.pages,
      (next) => to.category.data({ ...own, page: next }),
      to.jump.data({ list: jumps.category, of: own.category }),
    ),
  ]
  if (category && products > 0)
    rows.unshift([
      button(ui.label('catalog.all', { count: products }), to.categoryGoods.data({ category: category.id })),
    ])
  if (!category) {
    const savedButton = maySave ? [button(ui.label('saved_selections.open'), to.savedSelections.data())] : []
    rows.push([button(ui.label('start.search'), to.search.data()), ...savedButton])
  }
  const back = category ? to.category.data({ category: parentId }) : to.start.data()
  const body = products === 0 ? [ui.t('catalog.empty')] : []
  return screen(ui, {
    id: 'catalog',
    title,
    body,
    rows,
    self: to.category.data({ ...own, page: shown.page }),
    back,
  })
}

export function searchPromptView(ui: Ui): View {
  const parts = { id: 'search', self: to.search.data(), back: to.start.data() } as const
  return screen(ui, { ...parts, title: ui.t('catalog.search.title'), body: [ui.t('catalog.search.prompt')] })
}

export function resultsView(ui: Ui, results: Results): View {
  const { chosen, rows, total, page, pages, nearest } = results
  const { selection, categoryName } = chosen
  const title =
    selection.query !== ''
      ? ui.t('catalog.found', { query: selection.query, count: total })
      : ui.t('catalog.category', { name: categoryName ?? ui.label('start.catalog'), count: total })
  const shown = total === 0 ? nearest : rows
  const buttons: Row[] = shown.map((row) => [button(hitLabel(ui, row), to.product.data({ product: row.id }))])
  buttons.push(...pager(page, pages, (next) => to.results.data({ page: next }), to.resultsPage.data()))
  const filtered = countFilters(selection)
  if (total > 1 || filtered > 0) {
    const filters = filtered > 0 ? ui.label('catalog.filtersOn', { count: filtered }) : ui.label('catalog.filters')
    buttons.push([
      button(filters, to.filters.data()),
      button(ui.label('catalog.sort'), to.sort.data()),
      button(ui.label('comparisons.add'), to.compareResults.data({ page })),
    ])
  }
  if (results.corrections.length + results.dropped.length > 0) {
    const query = cut(selection.query, 40)
    buttons.push([button(ui.label('catalog.literally', { query }), decide.literal.data())])
  }
  const read = [...readLines(ui, results), ...chosenLines(ui, chosen)]
  const body = [...read, ...(total === 0 ? nothingLines(ui, results) : rows.map(hitLine))]
  const back = selection.categoryId === null ? to.category.data() : to.category.data({ category: selection.categoryId })
  return screen(ui, {
    id: total === 0 ? 'search' : 'results',
    title,
    body,
    rows: buttons,
    self: to.results.data({ page }),
    back,
  })
}

/** The corrections of the query, if it was read otherwise than typed. */
function readLines(ui: Ui, { corrections, dropped }: Results): string[] {
  const lines = corrections.map(({ typed, meant }) => ui.t('catalog.corrected', { typed: cut(typed, 60), meant }))
  return dropped.length > 0 ? [...lines, ui.t('catalog.dropped', { words: cut(dropped.join(' '), 120) })] : lines
}

function nothingLines(ui: Ui, { nearest, manager }: Results): string[] {
  const lines = [ui.t('catalog.nothing')]
  if (nearest.length > 0) lines.push(ui.t('catalog.nearest'), ...nearest.map(hitLine))
  if (manager) lines.push(ui.t('catalog.ask', { id: manager.id, name: manager.firstName }))
  return lines
}

function hitLine(row: ProductRow): string {
  return `${code(row.sku)} ${named(row.name)}`
}

/** The model (or article), the price, the count. */
function hitLabel(ui: Ui, row: ProductRow): string {
  const price = row.kopecks === null ? ui.label('common.onRequest') : sum(row.kopecks)
  return `${cut(row.model || row.sku, 24)} · ${price} · ${availability(ui, row.free, row.available)}`
}

export function availability(ui: Ui, free: number, listed: number | null): string {
  if (listed !== null) return ui.label(listed === 1 ? 'common.yes' : 'common.no')
  return free > 0 ? pieces(ui, free) : ui.label('common.no')
}

/** The screen of sort orders; best match is offered only for a query. */
export function sortView(ui: Ui, { query, sort: chosen }: Selection, total: number): View {
  const offered: Sort[] =
    query === '' ? ['name', 'cheap', 'dear', 'stock'] : ['relevance', 'name', 'cheap', 'dear', 'stock']
  const rows = offered.map((sort) => [
    button(
      `${sort === chosen ? '✓ ' : ''}${ui.label(`catalog.sorts.${sort}`)}`,
      decide.sort.data({ order: sorts.indexOf(sort) }),
    ),
  ])
  return screen(ui, {
    id: 'results',
    title: ui.t('catalog.sortTitle', { count: count(total) }),
    rows,
    self: to.sort.data(),
    back: to.results.data(),
  })
}
