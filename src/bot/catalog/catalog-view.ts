import type { Ui, View } from '#bot/kit/context.ts'
import { code, count, cut, goodsName, html, pieces, sum } from '#bot/kit/format.ts'
import { button, numbered, pageOf, pager, paired, type Row, screen } from '#bot/kit/layout.ts'
import { decide, to } from '#bot/kit/routes.ts'
import type { ProductRow } from '#db/catalog/catalog.ts'
import { countFilters, type Selection, type Sort, sorts } from '#domain/catalog/catalog.ts'
import type { StatedCharacteristic } from '#domain/catalog/characteristics.ts'
import { whatDiffers } from '#domain/catalog/telling.ts'
import { limits } from '#domain/limits.ts'
import type { CategoryPage, Results } from '#services/catalog/catalog.ts'
import { inPages, jumps } from './filters-view.ts'
import { chosenLines } from './selections-view.ts'

/** Rows of categories on a page, under the buttons of the category itself. */
const CATEGORY_ROWS = 4

/** The subcategories in rows, two together where their names are short. */
function categoryRows({ children }: CategoryPage): Row[] {
  return paired(
    children.map((child) => button(`${child.name} · ${child.products}`, to.category.data({ category: child.id }))),
  )
}

/** One more row fits where there is no second page. */
const rowsOnPage = (rows: readonly Row[]) => (rows.length <= CATEGORY_ROWS + 1 ? CATEGORY_ROWS + 1 : CATEGORY_ROWS)

/** The names on each page, for a jump by letters. */
export function categoryPages(page: CategoryPage): string[][] {
  const rows = categoryRows(page)
  return inPages(rows, rowsOnPage(rows))
}

export function categoryView(ui: Ui, seen: CategoryPage, page: number): View {
  const { category, parentId, products, maySave } = seen
  const own = { category: category?.id ?? null }
  const title = category
    ? ui.t('catalog.category', { name: category.name, count: products })
    : ui.t('catalog.title', { count: products })
  const all = categoryRows(seen)
  const shown = pageOf(all, page, rowsOnPage(all))
  const rows: Row[] = [
    ...shown.items,
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
      button(ui.label('catalog.filters'), to.categoryFilters.data({ category: category.id })),
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
  const first = total === 0 ? 1 : page * limits.pageSize + 1
  const buttons = numbered(shown, first, modelOf, ({ id }) => to.product.data({ product: id }))
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
    const query = cut(selection.query, 24)
    buttons.push([button(ui.label('catalog.literally', { query }), decide.literal.data())])
  }
  const read = [...readLines(ui, results), ...chosenLines(ui, chosen)]
  const body = [...read, ...(total === 0 ? nothingLines(ui, results) : hitLines(ui, rows, first))]
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
  const [typed, meant] = [corrections.map((one) => one.typed).join(' '), corrections.map((one) => one.meant).join(' ')]
  const lines = corrections.length > 0 ? [ui.t('catalog.corrected', { typed: cut(typed, 60), meant })] : []
  return dropped.length > 0 ? [...lines, ui.t('catalog.dropped', { words: cut(dropped.join(' '), 120) })] : lines
}

function nothingLines(ui: Ui, { nearest, manager }: Results): string[] {
  const lines = [ui.t('catalog.nothing')]
  if (nearest.length > 0) lines.push(ui.t('catalog.nearest'), ...hitLines(ui, nearest, 1))
  if (manager) lines.push(ui.t('catalog.ask', { id: manager.id, name: manager.firstName }))
  return lines
}

/** `1 · LS-420U · 4 200 лм, WUXGA · 192 800,00 ₽ · 9 шт. · PRJ-1002`; the whole name where no values tell goods apart. */
export function hitLines(ui: Ui, rows: readonly ProductRow[], first: number): string[] {
  const told = whatDiffers(
    rows.map((row) => ({ ...row, characteristics: JSON.parse(row.characteristics) as StatedCharacteristic[] })),
  )
  return rows.map((row, i) => {
    const price = row.kopecks === null ? ui.label('common.onRequest') : sum(row.kopecks)
    const end = `${price} · ${availability(ui, row.free, row.available)}`
    const differs = told[i] ?? ''
    const line =
      differs === ''
        ? `${goodsName(row)} · ${end}`
        : `<b>${html(row.model)}</b> · ${html(differs)} · ${end} · ${code(row.sku)}`
    return `${first + i} · ${line}`
  })
}

/** The model, or the article of goods without one. */
export function modelOf({ model, sku }: Pick<ProductRow, 'model' | 'sku'>): string {
  return model || sku
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
