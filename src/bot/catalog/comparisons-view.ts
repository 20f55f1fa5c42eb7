import type { Ui, View } from '#bot/kit/context.ts'
import { code, cut, html, sum } from '#bot/kit/format.ts'
import { button, numbered, pager, paired, type Row, screen } from '#bot/kit/layout.ts'
import { decide, to } from '#bot/kit/routes.ts'
import { labelOf } from '#domain/catalog/comparison.ts'
import { catalogLimits } from '#domain/catalog/limits.ts'
import { limits } from '#domain/limits.ts'
import type { Results } from '#services/catalog/catalog.ts'
import type { ComparedGood, Comparison } from '#services/catalog/comparisons.ts'
import { availability, hitLines, modelOf } from './catalog-view.ts'

/** Two to four goods: the differences line by line, then the common values in a quote. */
export function comparisonView(ui: Ui, { goods, rows, mayOrder }: Comparison): View {
  const body = goods.map((one, at) => `${mark(at)} <b>${html(modelOf(one))}</b> ${code(one.sku)} — ${priceOf(ui, one)}`)
  if (goods.length < 2) body.push(ui.t(goods.length === 0 ? 'comparisons.empty' : 'comparisons.one'))
  const differing = rows.filter((row) => !row.same)
  const lines = differing.map((row) => {
    const cells = row.cells.map((cell, at) => `${mark(at)} <b>${html(cut(cell ?? '—', 60))}</b>`)
    return `${html(labelOf(row))}: ${cells.join(' · ')}`
  })
  const shown = fitting(lines, 2200)
  if (shown.length > 0) body.push('', ...shown)
  if (lines.length > shown.length) body.push(ui.t('comparisons.more', { count: lines.length - shown.length }))
  const same = rows.filter((row) => row.same)
  const alike = same.map((row) => html(`${labelOf(row)}: ${row.cells[0]}`))
  if (alike.length > 0)
    body.push(`<blockquote expandable>${ui.t('comparisons.same')}\n${fitting(alike, 1000).join('\n')}</blockquote>`)
  const buttons: Row[] = []
  buttons.push(...paired(goods.map((one, at) => chosenButton(one, at, mayOrder))))
  if (goods.length > 1)
    buttons.push([
      button(ui.label('comparisons.picture'), to.comparisonPicture.data()),
      button(ui.label('comparisons.withoutPrices'), to.comparisonPicture.data({ withoutPrices: 1 })),
    ])
  if (goods.length < catalogLimits.compared)
    buttons.push([button(ui.label('comparisons.fromResults'), to.compareResults.data())])
  buttons.push(
    ...paired(goods.map((one) => button(`✕ ${cut(modelOf(one), 14)}`, decide.uncompare.data({ product: one.id })))),
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

/** A value and its product carry the same sign: nobody counts columns. */
const mark = (at: number) => '①②③④'[at] ?? ''

/** Into the cart, or to the product's screen where it can't be bought. */
function chosenButton(one: ComparedGood, at: number, mayOrder: boolean) {
  const name = cut(modelOf(one), 12)
  return mayOrder && one.kopecks !== null
    ? button(`🛒 ${mark(at)} ${name}`, to.quantity.data({ product: one.id }))
    : button(`📦 ${mark(at)} ${name}`, to.product.data({ product: one.id }))
}

/** The words of the picture other than the values; without prices it may go to the dealer's client. */
export function pictureWords(ui: Ui, { goods }: Comparison, withPrices: boolean) {
  const heads = goods.map((one) => {
    const price = one.kopecks === null ? ui.label('common.onRequest') : sum(one.kopecks)
    const lines = withPrices ? [price, availability(ui, one.free, one.available)] : [one.sku]
    return { title: modelOf(one), lines }
  })
  return { heads, same: ui.label('comparisons.same'), more: (count: number) => ui.label('comparisons.more', { count }) }
}

/** A page of the results, on which a tap adds a product or takes it away. */
export function compareResultsView(ui: Ui, { rows, page, pages }: Results, compared: readonly number[]): View {
  const first = page * limits.pageSize + 1
  const add = ({ id }: { id: number }) => decide.compareFrom.data({ product: id, page })
  const buttons = numbered(rows, first, modelOf, add, ({ id }) => (compared.includes(id) ? '✓ ' : ''))
  buttons.push(...pager(page, pages, (next) => to.compareResults.data({ page: next })))
  // Below the goods: nothing moves under the finger when the first one is added.
  if (compared.length > 0)
    buttons.push([button(ui.label('comparisons.open', { count: compared.length }), to.comparison.data())])
  return screen(ui, {
    id: 'comparison',
    title: ui.t('comparisons.choose', { count: compared.length, most: catalogLimits.compared }),
    body: rows.length === 0 ? [ui.t('comparisons.noResults')] : hitLines(ui, rows, first),
    rows: buttons,
    self: to.compareResults.data({ page }),
    back: to.results.data({ page }),
  })
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
