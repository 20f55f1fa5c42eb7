import type { Ui, View } from '#bot/kit/context.ts'
import { code, cut, html, sum } from '#bot/kit/format.ts'
import { button, pager, paired, type Row, screen } from '#bot/kit/layout.ts'
import { decide, to } from '#bot/kit/routes.ts'
import { labelOf } from '#domain/catalog/comparison.ts'
import { catalogLimits } from '#domain/catalog/limits.ts'
import type { Results } from '#services/catalog/catalog.ts'
import type { ComparedGood, Comparison } from '#services/catalog/comparisons.ts'
import { availability } from './catalog-view.ts'

/** Two to four goods: the differences line by line, then the common values in a quote. */
export function comparisonView(ui: Ui, { goods, rows }: Comparison): View {
  const body = goods.map((one, at) => `${at + 1}. <b>${html(nameOf(one))}</b> ${code(one.sku)} — ${priceOf(ui, one)}`)
  if (goods.length < 2) body.push(ui.t(goods.length === 0 ? 'comparisons.empty' : 'comparisons.one'))
  const differing = rows.filter((row) => !row.same)
  const lines = differing.map((row) => {
    const { cells } = row
    return `${html(labelOf(row))}: <b>${cells.map((cell) => html(cut(cell ?? '—', 60))).join(' | ')}</b>`
  })
  const shown = fitting(lines, 2200)
  if (shown.length > 0) body.push('', ...shown)
  if (lines.length > shown.length) body.push(ui.t('comparisons.more', { count: lines.length - shown.length }))
  const same = rows.filter((row) => row.same)
  const alike = same.map((row) => html(`${labelOf(row)}: ${row.cells[0]}`))
  if (alike.length > 0)
    body.push(`<blockquote expandable>${ui.t('comparisons.same')}\n${fitting(alike, 1000).join('\n')}</blockquote>`)
  const buttons: Row[] = []
  if (goods.length > 1) buttons.push([button(ui.label('comparisons.picture'), to.comparisonPicture.data())])
  if (goods.length < catalogLimits.compared)
    buttons.push([button(ui.label('comparisons.fromResults'), to.compareResults.data())])
  buttons.push(
    ...paired(goods.map((one) => button(`✕ ${cut(nameOf(one), 26)}`, decide.uncompare.data({ product: one.id })))),
  )
  return screen(ui, {
    id: 'comparison',
    title: ui.t('comparisons.title', { count: goods.length }),
    body,
    rows: buttons,
    self: to.comparison.data(),
    back: to.results.data(),
  })
}

/** The words of the picture other than the values. */
export function pictureWords(ui: Ui, { goods }: Comparison) {
  const heads = goods.map((one) => {
    const price = one.kopecks === null ? ui.label('common.onRequest') : sum(one.kopecks)
    return { title: nameOf(one), lines: [price, availability(ui, one.free, one.available)] }
  })
  return { heads, same: ui.label('comparisons.same'), more: (count: number) => ui.label('comparisons.more', { count }) }
}

/** A page of the results, on which a tap adds a product or takes it away. */
export function compareResultsView(ui: Ui, { rows, page, pages }: Results, compared: readonly number[]): View {
  const buttons: Row[] = rows.map((row) => [
    button(
      `${compared.includes(row.id) ? '✓ ' : ''}${cut(nameOf(row), 24)} · ${row.kopecks === null ? ui.label('common.onRequest') : sum(row.kopecks)}`,
      decide.compareFrom.data({ product: row.id, page }),
    ),
  ])
  buttons.push(...pager(page, pages, (next) => to.compareResults.data({ page: next })))
  if (compared.length > 0)
    buttons.unshift([button(ui.label('comparisons.open', { count: compared.length }), to.comparison.data())])
  return screen(ui, {
    id: 'comparison',
    title: ui.t('comparisons.choose', { count: compared.length, most: catalogLimits.compared }),
    body: rows.length === 0 ? [ui.t('comparisons.noResults')] : [],
    rows: buttons,
    self: to.compareResults.data({ page }),
    back: to.results.data({ page }),
  })
}

function nameOf({ model, sku }: Pick<ComparedGood, 'model' | 'sku'>): string {
  return model || sku
}

function priceOf(ui: Ui, { kopecks, free, available }: ComparedGood): string {
  const price = kopecks === null ? ui.t('common.onRequest') : sum(kopecks)
  return `${price} · ${availability(ui, free, available)}`
}

function fitting(lines: readonly string[], most: number): string[] {
  let length = 0
  return lines.filter((line) => {
    length += line.length + 1
    return length <= most
  })
}
